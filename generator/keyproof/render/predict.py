"""`predict`: what a program gives, chosen from a list or typed.

In: exercise and verdict; the key is whatever the run gave. Out: an `Interaction`.
"""

from __future__ import annotations

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.choices import fieldset
from keyproof.render.difference import difference, other
from keyproof.render.interaction import Input, Interaction
from keyproof.render.markup import escape
from keyproof.render.phrase import Phrase, code, plain
from keyproof.render.shuffled import page_order
from keyproof.render.words import with_note
from keyproof.verdict import Answer, Outcome, Verdict


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Offer the run's own answer among the listed ones, or a field to type it."""
    right = next(answer for answer in verdict.answers if answer.keyed)
    if exercise.typed or len(verdict.answers) < 2:
        return _typed(exercise, verdict, right, words)
    # The verdict puts the computed answer where it likes: its place must not give it away.
    order = page_order(exercise.id, len(verdict.choices))
    texts = [verdict.choices[index] for index in order]
    answers = [verdict.answers[index] for index in order]
    feedback = told(exercise, verdict, words)
    return Interaction(
        input="one",
        label=words.text("predict"),
        html=fieldset(
            exercise.id,
            [_label(text) for text in texts],
            legend=words.text("choose-one"),
            control="radio",
        ),
        key=tuple(place for place, answer in enumerate(answers) if answer.keyed),
        outcomes=tuple(feedback[index] for index in order),
        final=code(right.outcome.value),
        quick=result(right.outcome, exercise, words),
    )


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Turn what is right or wrong about every listed answer into words, in the verdict's order."""
    right = [answer.outcome for answer in verdict.answers if answer.keyed]
    if not right:
        return ()
    return tuple(_text(exercise, answer, right=right[0], words=words) for answer in verdict.answers)


def result(outcome: Outcome, exercise: Exercise, words: Words) -> Phrase:
    """Say what the run really gave."""
    ended = "gives" if exercise.answer is not None else "raised" if exercise.raises else "printed"
    return words.phrase(ended, value=code(outcome.value))


def _typed(exercise: Exercise, verdict: Verdict, right: Answer, words: Words) -> Interaction:
    forms: dict[str, Input] = {"number": "number", "shape": "shape"}
    texts = list(zip(verdict.answers, told(exercise, verdict, words), strict=True))
    return Interaction(
        input=forms.get(right.outcome.form, "text"),
        label=words.text("predict"),
        html=_field(words),
        outcomes=(
            _text(exercise, right, right=right.outcome, words=words),
            other(right=right.outcome, exercise=exercise, words=words),
        ),
        final=code(right.outcome.value),
        quick=result(right.outcome, exercise, words),
        value=right.outcome.value,
        tolerance=exercise.tolerance,
        known=tuple((answer.label, text) for answer, text in texts if not answer.keyed),
    )


def _field(words: Words) -> str:
    name = escape(words.text("your-answer"))
    typing = 'type="text" autocomplete="off" spellcheck="false"'
    return f'<label class="kp-typed">{name} <input {typing}></label>'


def _label(text: str) -> str:
    style = ' class="kp-block"' if "\n" in text else ""
    return f"<code{style}>{escape(text)}</code>"


def _text(exercise: Exercise, answer: Answer, *, right: Outcome, words: Words) -> Phrase:
    if answer.keyed:
        text = words.sentences(plain(words.text("right")), result(right, exercise, words))
    else:
        text = difference(answer.outcome.value or answer.label, right=right, exercise=exercise, words=words)
    return with_note(text, answer.note, words)
