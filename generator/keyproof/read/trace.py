"""`trace`: a small layer that the reader goes through step by step, number by number.

In: a draft. Out: the exercise with its program; what is traced stands on the heading.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.read.draft import Draft
from keyproof.read.needs import compiled, report_marker, required


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Check that there is a program; the layer in it is the judge."""
    program = required(draft, "program", example="a program that makes a layer `rnn` and its input `x`")
    if program is not None and compiled(draft, program, "program"):
        report_marker(draft, program, "blank")
        report_marker(draft, program, "repair")
    return replace(exercise, program=program, shuffle=False)
