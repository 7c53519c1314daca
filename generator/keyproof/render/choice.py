"""`choice`: one or several options out of a list, code or sentences.

In: exercise and verdict. Out: an `Interaction` with the feedback of every option.
"""

from __future__ import annotations

from keyproof.exercise import Exercise, Option
from keyproof.render.choices import fieldset, final_phrase, label_html
from keyproof.render.interaction import Interaction
from keyproof.render.order import kept_order, page_order
from keyproof.render.phrase import Phrase
from keyproof.render.words import Tone, bare_feedback, feedback, quick_check
from keyproof.verdict import Answer, Verdict


def interaction(exercise: Exercise, verdict: Verdict) -> Interaction:
    """Lay out the options and turn what happened to each into words."""
    count = len(exercise.options)
    order = page_order(exercise.id, count) if exercise.shuffle else kept_order(count)
    options = [exercise.options[index] for index in order]
    answers = dict(enumerate(verdict.answers))
    texts = tuple(_text(exercise, exercise.options[index], answers.get(index)) for index in order)
    return Interaction(
        input="many" if exercise.multiple else "one",
        label="Choose all that hold" if exercise.multiple else "Choose one",
        html=_html(exercise, options),
        key=tuple(place for place, option in enumerate(options) if option.keyed),
        outcomes=texts,
        final=final_phrase([option for option in options if option.keyed]),
        quick=() if exercise.unverified else quick_check(a.outcome for a in verdict.answers if a.keyed),
    )


def _html(exercise: Exercise, options: list[Option]) -> str:
    return fieldset(
        exercise.id,
        [label_html(option) for option in options],
        legend="Choose all that hold" if exercise.multiple else "Choose one",
        control="checkbox" if exercise.multiple else "radio",
    )


def _text(exercise: Exercise, option: Option, answer: Answer | None) -> Phrase:
    if answer is None or exercise.unverified:
        return bare_feedback(keyed=option.keyed, note=option.note)
    tone: Tone = "claim" if option.claim else "part" if exercise.multiple else "answer"
    return feedback(answer.outcome, tone=tone, note=answer.note)
