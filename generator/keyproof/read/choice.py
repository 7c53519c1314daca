"""`choice`: options that are code run in place, or sentences with a claim each.

In: a draft. Out: the exercise with its program and check.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.read.draft import Draft
from keyproof.read.needs import (
    compiled,
    or_unverified,
    report_duplicate,
    report_marker,
    report_ticks,
    required,
)
from keyproof.read.syntax import asserts


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Check that every option has what proves or refutes it."""
    fence = draft.fence("program")
    program = fence.code if fence is not None else None
    if program is not None and compiled(draft, program, "program"):
        report_marker(draft, program, "blank")
        report_marker(draft, program, "repair")
    report_duplicate(draft, exercise.options)
    report_ticks(draft, exercise.options, multiple=exercise.multiple)
    has_check = draft.fence("check") is not None
    needs_check = any(option.code and not option.claim for option in exercise.options)
    check = None
    if has_check or (needs_check and not exercise.unverified):
        check = required(draft, "check", example="assertions in which `answer` stands for the option")
    _read_claims(draft, exercise)
    if has_check and exercise.options and not needs_check:
        draft.source.report(
            "unverified",
            draft.fences["check"][0].place,
            "This check is never run, because no option is code",
            hint="Give every sentence a claim of its own and remove the check.",
        )
    return replace(exercise, program=program, check=check)


def _read_claims(draft: Draft, exercise: Exercise) -> None:
    for option in exercise.options:
        if option.claim is None:
            if option.text and option.code is None and not exercise.unverified:
                draft.source.report(
                    "unverified",
                    option.place,
                    "This sentence has no claim, so nothing can be proven",
                    hint="Add a ```python claim fence under it, indented by four spaces, with an assertion "
                    f"that holds exactly if the sentence is true{or_unverified(draft, 'claim')}.",
                )
        elif compiled(draft, option.claim, "claim") and not asserts(option.claim):
            draft.source.report(
                "unverified",
                option.claim.place,
                "This claim asserts nothing",
                hint="End it with an `assert` that holds exactly if the sentence is true.",
            )
