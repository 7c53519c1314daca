"""`fix`: a program that fails, and candidate repairs of the marked lines.

In: a draft. Out: the exercise with its program, marked lines and check.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.read.draft import Draft
from keyproof.read.needs import (
    compiled,
    report_duplicate,
    report_marker,
    report_not_code,
    report_ticks,
    required,
)
from keyproof.read.repair import read_repair


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Find the lines to repair and check that the repairs are code."""
    code = required(draft, "program", example="a program that fails, its wrong line ended by `# repair`")
    check = required(draft, "check", example="assertions that only the right repair passes")
    report_not_code(draft, exercise.options)
    report_duplicate(draft, exercise.options)
    report_ticks(draft, exercise.options, multiple=False)
    if code is None or not compiled(draft, code, "program"):
        return replace(exercise, check=check)
    report_marker(draft, code, "blank")
    before = len(draft.source.findings)
    program, repair = read_repair(draft.source, code)
    if repair is None and len(draft.source.findings) == before:
        draft.source.report(
            "blank-count",
            draft.place,
            "No line of the program is marked for repair",
            hint="End the line that the options replace with the comment `# repair`.",
        )
    return replace(exercise, program=program, repair=repair, check=check)
