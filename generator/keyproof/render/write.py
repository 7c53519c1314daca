"""`write`: a starter, its tests, and behind a summary the solutions with what became of them.

In: exercise and verdict. Out: an `Interaction`, and the tests as they stand beneath the starter.
"""

from __future__ import annotations

from keyproof.exercise import Exercise
from keyproof.render import own
from keyproof.render.catalogue import Words
from keyproof.render.highlight import program
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.markup import escape, one_line
from keyproof.render.phrase import Phrase, to_html
from keyproof.render.words import feedback
from keyproof.verdict import Verdict

_SOLUTIONS = 2
"""The reference and the starter stand before the wrong ones in a verdict."""


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Lay out the field, with the starter in it."""
    starter = exercise.program.source if exercise.program else ""
    return own.interaction(
        exercise,
        words,
        field=words.text("own-program"),
        begin=starter,
        reveal=_reveal(exercise, verdict, words),
        runnable={
            "setup": "\n".join(code.source for code in exercise.setup),
            "program": starter,
            "tests": exercise.check.source if exercise.check else "",
        },
    )


def beneath(exercise: Exercise, _verdict: Verdict, words: Words) -> str:
    """Show the tests: who writes a solution has to know what it must pass."""
    return own.part(words.text("tests"), exercise.check.source) if exercise.check else ""


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Turn what every solution did into words, in the verdict's order."""
    known = seen(exercise)
    return tuple(
        feedback(answer.outcome, tone="part", note=answer.note, known=known, words=words)
        for answer in verdict.answers
    )


def labels(_exercise: Exercise, verdict: Verdict, words: Words) -> tuple[str, ...]:
    """Name the solutions of a verdict."""
    wrong = range(1, len(verdict.answers) - _SOLUTIONS + 1)
    names = [words.text("label-reference"), words.text("label-starter")]
    return (*names, *(words.text("label-wrong", number=number) for number in wrong))


def _reveal(exercise: Exercise, verdict: Verdict, words: Words) -> str:
    if not exercise.write:
        return ""
    passes = own.part(words.text("passes"), exercise.write.reference.source, after=own.SOLUTION)
    texts = told(exercise, verdict, words)[_SOLUTIONS:]
    rows = "".join(
        f"<li>{program(wrong.code.source)}<p>{to_html(text)}</p></li>"
        for wrong, text in zip(exercise.write.wrong, texts, strict=False)
    )
    not_ = f'<p class="kp-part">{escape(words.text("passes-not"))}</p><ul class="kp-wrongs">{rows}</ul>'
    # One element, since Markdown takes what follows the first on a line for text of its own.
    return one_line(f'<div class="kp-reveal">{passes}{not_}</div>')
