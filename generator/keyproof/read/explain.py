"""`explain`: an open prompt, a model answer, and points that its reader ticks; a point may have a claim.

In: a draft. Out: the exercise with the model answer as its solution and its points as options.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.exercise import Exercise, Option
from keyproof.read.draft import Draft
from keyproof.read.needs import compiled, report_duplicate, report_marker
from keyproof.read.syntax import asserts

MODEL = "model"
"""Name of the `???` block that only this kind has."""


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Check that there is something to compare with, and that what can be run is run."""
    fence = draft.fence("program")
    program = fence.code if fence is not None else None
    if exercise.solution is None:
        draft.source.report(
            "unreadable",
            draft.place,
            "This exercise has no model answer",
            hint=f"Write `??? {MODEL}` and beneath it, indented by four spaces, a good answer.",
        )
    if not exercise.options:
        draft.source.report(
            "option-count",
            draft.place,
            "This exercise has no points to tick",
            hint="List what a good answer says, each point as a bullet: `- `.",
        )
    for point in exercise.options:
        _report_point(draft, point)
    report_duplicate(draft, exercise.options)
    if program is not None and compiled(draft, program, "program"):
        report_marker(draft, program, "blank")
        report_marker(draft, program, "repair")
        _report_unused(draft, exercise)
    # A point that is one code span is a sentence all the same: nothing is answered with it.
    return replace(
        exercise, program=program, options=tuple(replace(point, code=None) for point in exercise.options)
    )


def _report_point(draft: Draft, point: Option) -> None:
    """Report what is no point of an answer, and a claim that could not fail."""
    if point.code is not None and not point.text:
        draft.source.report(
            "unreadable",
            point.place,
            "This point is a block of code",
            hint="Write what it shows as a sentence; the code may be its ```python claim.",
        )
    if point.note:
        draft.source.report(
            "unknown-name",
            point.place,
            "This point has a note, which readers would not see",
            hint="Join it with the point, or write it into the model answer.",
        )
    claim = point.claim
    if claim is not None and compiled(draft, claim, "claim") and not asserts(claim):
        draft.source.report(
            "unverified",
            claim.place,
            "This claim asserts nothing",
            hint="End it with an `assert` that holds exactly if the point is true.",
        )


def _report_unused(draft: Draft, exercise: Exercise) -> None:
    """Report a program that nothing would run."""
    if not any(point.claim for point in exercise.options):
        fence = draft.fences["program"][0]
        draft.source.report(
            "unverified",
            fence.place,
            "No point has a claim, so nothing runs this program",
            hint="Give a point a ```python claim that holds if it is true, or show the code as ```text.",
        )
