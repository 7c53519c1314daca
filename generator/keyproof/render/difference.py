"""In what a wrong prediction differs from what really happened, without giving that away.

In: the wrong answer's text, the right answer's outcome, and its exercise. Out: a `Phrase`.
"""

from __future__ import annotations

import ast
import math

from keyproof.exercise import Exercise
from keyproof.render.phrase import Phrase, enumerate_phrases, plain
from keyproof.verdict import Outcome


def difference(text: str, *, right: Outcome, exercise: Exercise) -> Phrase:
    """Say what is wrong with a prediction."""
    if right.form == "shape":
        return _shape(text, right.value)
    if right.form == "number":
        return _number(text, right.value)
    if exercise.answer is not None:
        return plain("The run gives another value.")
    if exercise.raises:
        return _error(text, right.value)
    return plain("The run does not print that.")


def other(*, right: Outcome, exercise: Exercise) -> Phrase:
    """Say that a typed answer is not the right one, whatever it is."""
    if right.form == "shape":
        return plain("The run gives another shape.")
    if right.form == "number":
        return plain("The run gives another number.")
    return difference("", right=right, exercise=exercise)


def _shape(text: str, value: str) -> Phrase:
    given, real = _sizes(text), _sizes(value)
    if given is None or real is None:
        return plain("The run gives another shape.")
    if len(given) != len(real):
        return plain(f"The run's shape has {_axes(len(real))}, this has {len(given)}.")
    wrong = [
        plain(str(axis)) for axis, (mine, its) in enumerate(zip(given, real, strict=True)) if mine != its
    ]
    if not wrong:
        return plain("The run gives another shape.")
    noun = "another number at axis" if len(wrong) == 1 else "other numbers at axes"
    return (f"The run gives {noun} {enumerate_phrases(wrong)[0]}.",)


def _number(text: str, value: str) -> Phrase:
    try:
        given, real = float(text), float(value)
    except ValueError:
        return plain("The run gives another number.")
    if given == real or math.isnan(given - real):
        return plain("The run gives another number.")
    return plain(f"The run gives a {'larger' if real > given else 'smaller'} number.")


def _error(text: str, value: str) -> Phrase:
    kind, same = value.partition(":")[0], text.partition(":")[0]
    if kind == same:
        return plain("The run raises an error of this type, but with another message.")
    return plain("The run does not end like that.")


def _sizes(text: str) -> tuple[int, ...] | None:
    try:
        value = ast.literal_eval(text.strip().removeprefix("torch.Size"))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    if not isinstance(value, tuple | list) or not all(isinstance(size, int) for size in value):
        return None
    return tuple(value)


def _axes(count: int) -> str:
    return "1 axis" if count == 1 else f"{count} axes"
