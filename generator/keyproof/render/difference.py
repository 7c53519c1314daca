"""In what a wrong prediction differs from what really happened, without giving that away.

In: the wrong answer's text, the right answer's outcome, and its exercise. Out: a `Phrase`.
"""

from __future__ import annotations

import math
import re

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.phrase import Phrase, plain
from keyproof.trees import value_of
from keyproof.verdict import Outcome

_ERROR = re.compile(r"[A-Z]\w*(Error|Exception)\b")
"""How the last line of a traceback begins."""


def difference(text: str, *, right: Outcome, exercise: Exercise, words: Words) -> Phrase:
    """Say what is wrong with a prediction."""
    if _ERROR.match(text) and not exercise.raises:
        return plain(words.text("no-error"))
    if right.form == "shape":
        return _shape(text, right.value, words)
    if right.form == "number":
        return plain(words.text(_number(text, right.value)))
    if exercise.answer is not None:
        return plain(words.text("other-value"))
    if exercise.raises:
        return plain(words.text(_error(text, right.value)))
    return plain(words.text("other-print"))


def other(*, right: Outcome, exercise: Exercise, words: Words) -> Phrase:
    """Say that a typed answer is not the right one, whatever it is."""
    if right.form == "shape":
        return plain(words.text("other-shape"))
    if right.form == "number":
        return plain(words.text("other-number"))
    return difference("", right=right, exercise=exercise, words=words)


def _shape(text: str, value: str, words: Words) -> Phrase:
    given, real = _sizes(text), _sizes(value)
    if given is None or real is None:
        return plain(words.text("other-shape"))
    if len(given) != len(real):
        return plain(words.text("axes", n=len(real), given=len(given)))
    wrong = [
        plain(str(axis)) for axis, (mine, its) in enumerate(zip(given, real, strict=True)) if mine != its
    ]
    if not wrong:
        return plain(words.text("other-shape"))
    return words.phrase("at-axes", n=len(wrong), axes=words.listed(wrong))


def _number(text: str, value: str) -> str:
    try:
        given, real = float(text), float(value)
    except ValueError:
        return "other-number"
    if given == real or math.isnan(given - real):
        return "other-number"
    return "larger" if real > given else "smaller"


def _error(text: str, value: str) -> str:
    kind, same = value.partition(":")[0], text.partition(":")[0]
    if kind == same:
        return "other-message"
    return "other-end"


def _sizes(text: str) -> tuple[int, ...] | None:
    try:
        value = value_of(text.strip().removeprefix("torch.Size"))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    if not isinstance(value, tuple | list) or not all(isinstance(size, int) for size in value):
        return None
    return tuple(value)
