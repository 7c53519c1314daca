"""`choice`: one or several options out of a list, code or sentences.

In: exercise and verdict. Out: an `Interaction` with the feedback of every option.
"""

from __future__ import annotations

from keyproof.exercise import Exercise, Option
from keyproof.render.catalogue import Words
from keyproof.render.choices import fieldset, final_phrase, label_html, laid_out
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.phrase import Phrase
from keyproof.render.words import Tone, bare_feedback, feedback, quick_check
from keyproof.verdict import Answer, Verdict


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Lay out the options and turn what happened to each into words."""
    order, options = laid_out(exercise)
    texts = told(exercise, verdict, words) or tuple(_unrun(option, words) for option in exercise.options)
    ask = words.text("choose-many" if exercise.multiple else "choose-one")
    return Interaction(
        input="many" if exercise.multiple else "one",
        label=ask,
        html=fieldset(
            exercise.id,
            [label_html(option) for option in options],
            legend=ask,
            control="checkbox" if exercise.multiple else "radio",
        ),
        key=tuple(place for place, option in enumerate(options) if option.keyed),
        outcomes=tuple(texts[index] for index in order),
        final=final_phrase([option for option in options if option.keyed], words),
        quick=() if exercise.unverified else _quick(exercise, verdict, words),
    )


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Turn what every option did into words, in the verdict's order; nothing was run, nothing is told."""
    return tuple(
        _text(exercise, option, answer, words)
        for option, answer in zip(exercise.options, verdict.answers, strict=False)
    )


def _quick(exercise: Exercise, verdict: Verdict, words: Words) -> Phrase:
    right = (answer.outcome for answer in verdict.answers if answer.keyed)
    return quick_check(right, known=seen(exercise), words=words)


def _text(exercise: Exercise, option: Option, answer: Answer, words: Words) -> Phrase:
    tone: Tone = "claim" if option.claim else "part" if exercise.multiple else "answer"
    return feedback(answer.outcome, tone=tone, note=answer.note, known=seen(exercise), words=words)


def _unrun(option: Option, words: Words) -> Phrase:
    return bare_feedback(keyed=option.keyed, note=option.note, words=words)
