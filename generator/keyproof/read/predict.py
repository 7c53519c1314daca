"""`predict`: a program whose value, output or error the reader foretells; the run is the key.

In: a draft. Out: the exercise with its program, answer and way of answering.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.read.draft import Draft
from keyproof.read.needs import compiled, report_duplicate, report_marker, report_not_code, required


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Settle what is asked for; without options the reader types the answer."""
    program = required(draft, "program", example="the program whose result the reader predicts")
    if program is not None and compiled(draft, program, "program"):
        report_marker(draft, program, "blank")
        report_marker(draft, program, "repair")
    report_not_code(draft, exercise.options)
    report_duplicate(draft, exercise.options)
    fence = draft.fence("answer")
    answer = fence.code if fence is not None else None
    if answer is not None:
        compiled(draft, answer, "answer")
    if fence is not None and exercise.raises:
        draft.source.report(
            "unknown-name",
            fence.place,
            "An `answer` is never reached by a program that is announced to raise",
            hint="Remove the `answer` fence, or remove `raises=` from the heading.",
        )
    typed = exercise.typed or not exercise.options
    return replace(exercise, program=program, answer=answer, typed=typed)
