"""`predict`: what a program gives, chosen from a list or typed.

In: exercise and verdict; the key is whatever the run gave. Out: an `Interaction`.
"""

from __future__ import annotations

from keyproof.exercise import Exercise
from keyproof.render.choices import fieldset
from keyproof.render.difference import difference, other
from keyproof.render.interaction import Input, Interaction
from keyproof.render.markup import escape
from keyproof.render.order import page_order
from keyproof.render.phrase import Phrase, code, join, plain
from keyproof.render.words import with_note
from keyproof.verdict import Answer, Outcome, Verdict

TYPED = (
    '<label class="kp-typed">Your answer <input type="text" autocomplete="off" spellcheck="false"></label>'
)
"""The control for a typed answer."""


def interaction(exercise: Exercise, verdict: Verdict) -> Interaction:
    """Offer the run's own answer among the listed ones, or a field to type it."""
    right = next(answer for answer in verdict.answers if answer.keyed)
    if exercise.typed or len(verdict.answers) < 2:
        return _typed(exercise, verdict, right)
    # The verdict puts the computed answer where it likes: its place must not give it away.
    order = page_order(exercise.id, len(verdict.choices))
    texts = [verdict.choices[index] for index in order]
    answers = [verdict.answers[index] for index in order]
    feedback = told(exercise, verdict)
    return Interaction(
        input="one",
        label="Predict the result",
        html=fieldset(
            exercise.id,
            [_label(text) for text in texts],
            legend="Choose one",
            control="radio",
        ),
        key=tuple(place for place, answer in enumerate(answers) if answer.keyed),
        outcomes=tuple(feedback[index] for index in order),
        final=code(right.outcome.value),
        quick=result(right.outcome, exercise),
    )


def told(exercise: Exercise, verdict: Verdict) -> tuple[Phrase, ...]:
    """Turn what is right or wrong about every listed answer into words, in the verdict's order."""
    right = [answer.outcome for answer in verdict.answers if answer.keyed]
    return tuple(_text(exercise, answer, right=right[0]) for answer in verdict.answers) if right else ()


def result(outcome: Outcome, exercise: Exercise) -> Phrase:
    """Say what the run really gave."""
    if exercise.answer is not None:
        verb = "The run gives "
    else:
        verb = "The run raises " if exercise.raises else "The run prints "
    return join([plain(verb), code(outcome.value), plain(".")])


def _typed(exercise: Exercise, verdict: Verdict, right: Answer) -> Interaction:
    forms: dict[str, Input] = {"number": "number", "shape": "shape"}
    texts = list(zip(verdict.answers, told(exercise, verdict), strict=True))
    return Interaction(
        input=forms.get(right.outcome.form, "text"),
        label="Predict the result",
        html=TYPED,
        outcomes=(
            _text(exercise, right, right=right.outcome),
            other(right=right.outcome, exercise=exercise),
        ),
        final=code(right.outcome.value),
        quick=result(right.outcome, exercise),
        value=right.outcome.value,
        tolerance=exercise.tolerance,
        known=tuple((answer.label, text) for answer, text in texts if not answer.keyed),
    )


def _label(text: str) -> str:
    style = ' class="kp-block"' if "\n" in text else ""
    return f"<code{style}>{escape(text)}</code>"


def _text(exercise: Exercise, answer: Answer, *, right: Outcome) -> Phrase:
    if answer.keyed:
        text = join([plain("Right. "), result(right, exercise)])
    else:
        text = difference(answer.outcome.value or answer.label, right=right, exercise=exercise)
    return with_note(text, answer.note)
