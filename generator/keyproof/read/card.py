"""`card`: a front to recall from, a back to compare with, and a claim that proves the back.

In: a draft. Out: the exercise with its back.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.finding import Place
from keyproof.read.draft import Draft
from keyproof.read.needs import compiled, report_marker, required
from keyproof.read.syntax import asserts

BACK = "back"
"""Name of the `???` block that only cards have."""


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Check that there is a back, and something that proves it."""
    fence = draft.fence("program")
    program = fence.code if fence is not None else None
    if program is not None and compiled(draft, program, "program"):
        report_marker(draft, program, "blank")
        report_marker(draft, program, "repair")
    if exercise.back is None:
        draft.source.report(
            "unreadable",
            draft.place,
            "This card has no back",
            hint="Write `??? back` and beneath it, indented by four spaces, what is to be recalled.",
        )
    _report_help(draft, exercise)
    claim = None
    if draft.fence("claim") is not None or not exercise.unverified:
        claim = required(draft, "claim", example="an assertion that holds exactly if the back is true")
    if claim is not None and not asserts(claim):
        draft.source.report(
            "unverified",
            claim.place,
            "This claim asserts nothing",
            hint="End it with an `assert` that holds exactly if the back is true.",
        )
    return replace(exercise, program=program, check=claim)


def _report_help(draft: Draft, exercise: Exercise) -> None:
    """Report blocks that a reader of a card would never see."""
    found: list[tuple[str, Place]] = [("hint", hint.place) for hint in exercise.hints]
    found += [("solution", exercise.solution.place)] if exercise.solution else []
    found += [("mistakes", exercise.mistakes.place)] if exercise.mistakes else []
    for name, place in found:
        draft.source.report(
            "unknown-name",
            place,
            f"A card has no `{name}`",
            hint=f"Write it on the back, beneath `??? {BACK}`.",
        )
