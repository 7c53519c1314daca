"""`explain`: a field for an explanation; behind a summary the model answer and points to tick.

In: exercise and verdict. Out: an `Interaction`, and what each claim of a point showed.
"""

from __future__ import annotations

from keyproof.exercise import Exercise, Option
from keyproof.render import own
from keyproof.render.catalogue import Words
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.markup import escape, inline, one_line
from keyproof.render.phrase import Phrase
from keyproof.render.words import feedback
from keyproof.verdict import Verdict


def interaction(exercise: Exercise, _verdict: Verdict, words: Words) -> Interaction:
    """Lay out the field; the points come after the model answer."""
    return own.interaction(
        exercise, words, field=words.text("own-explanation"), reveal=_points(exercise, words)
    )


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Tell what each claim showed."""
    known = seen(exercise)
    return tuple(
        feedback(answer.outcome, tone="claim", known=known, words=words) for answer in verdict.answers
    )


def proof(exercise: Exercise, verdict: Verdict, words: Words) -> str:
    """Say how many of the points were run; empty where none was."""
    if not verdict.runs:
        return ""
    return words.text("points-run", n=len(verdict.answers), total=words.number(len(exercise.options)))


def _points(exercise: Exercise, words: Words) -> str:
    some = any(point.claim for point in exercise.options)
    rows = "".join(_point(point, words, marked=some) for point in exercise.options)
    name = escape(words.text("points"))
    group = f'<ul class="kp-points" aria-label="{name}">{rows}</ul>'
    return one_line(f'<div class="kp-reveal"><p class="kp-part">{name}</p>{group}</div>')


def _point(point: Option, words: Words, *, marked: bool) -> str:
    # Where no point was run, the line beneath the exercise says it once for all.
    ran = words.text("point-ran" if point.claim else "not-checked") if marked else ""
    mark = f" <small>({escape(ran)})</small>" if ran else ""
    box = '<input type="checkbox" autocomplete="off">'
    return f"<li><label>{box} <span>{inline(point.text)}{mark}</span></label></li>"
