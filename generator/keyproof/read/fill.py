"""`fill`: a solved program with parts taken out.

In: a draft. Out: the exercise with its program, blanks and check.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.read.blanks import read_blanks
from keyproof.read.comments import same_code
from keyproof.read.draft import Draft
from keyproof.read.needs import compiled, report_marker, report_not_code, report_same, required

MOST_BLANKS = 3
MOST_ASSIGNMENTS = 1000


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Take the blanks out of the program and check that the bank can fill them."""
    code = required(draft, "program", example="the solved program, with `# blank:` comments")
    check = required(draft, "check", example="assertions that only the right answer passes")
    report_not_code(draft, exercise.options)
    if code is None or not compiled(draft, code, "program"):
        return replace(exercise, check=check)
    report_marker(draft, code, "repair")
    before = len(draft.source.findings)
    program, blanks = read_blanks(draft.source, code)
    done = replace(exercise, program=program, blanks=blanks, check=check)
    _report_no_such_blank(draft, done)
    if len(draft.source.findings) == before:
        _check_count(draft, done)
    return done


def _check_count(draft: Draft, exercise: Exercise) -> None:
    if not exercise.blanks:
        _report(
            draft,
            "This exercise has no blank",
            "End a line of the program with `# blank:` and the part to take out.",
        )
        return
    if len(exercise.blanks) > MOST_BLANKS:
        what = f"This exercise has {len(exercise.blanks)} blanks; {MOST_BLANKS} are the most"
        _report(draft, what, "Split it into two exercises.")
        return
    keys = list(dict.fromkeys(same_code(blank.text) for blank in exercise.blanks))
    _report_repeated(draft, exercise)
    bank = {*keys, *(same_code(option.code.source) for option in exercise.options if option.code)}
    if len(bank) < 2:
        draft.source.report(
            "option-count",
            draft.place,
            "There is only one answer on offer",
            hint="List wrong answers beneath the program, each as a bullet with a code span.",
        )
    assignments = len(bank) ** len(exercise.blanks)
    if assignments > MOST_ASSIGNMENTS:
        what = f"{len(bank)} options in {len(exercise.blanks)} blanks make {assignments:,} answers"
        what += f"; {MOST_ASSIGNMENTS:,} are the most"
        _report(draft, what, "Take away wrong answers or a blank.")


def _report(draft: Draft, what: str, hint: str) -> None:
    draft.source.report("blank-count", draft.place, what, hint=hint)


def _report_repeated(draft: Draft, exercise: Exercise) -> None:
    """Report a chip that is listed twice for one blank, or listed where it is the key."""
    keys = [blank.text for blank in exercise.blanks]
    spelt = {same_code(key): key for key in reversed(keys)}
    seen: dict[tuple[Hashable, int], str] = {
        (same_code(key), number): "is the key of a blank" for number, key in enumerate(keys, start=1)
    }
    for option in exercise.options:
        if option.code is None:
            continue
        text, chip = option.code.source, same_code(option.code.source)
        # One chip may be wrong in several blanks for different reasons: each blank counts for itself.
        about = option.blanks or range(1, len(keys) + 1)
        reason = next((seen[chip, number] for number in about if (chip, number) in seen), "")
        if not reason and spelt.setdefault(chip, text) != text:
            reason = f"is another spelling of `{spelt[chip]}`"
        if reason:
            report_same(draft, option, reason)
        for number in about:
            seen.setdefault((chip, number), f"says the same as the one on line {option.place.line}")


def _report_no_such_blank(draft: Draft, exercise: Exercise) -> None:
    for option in exercise.options:
        if max(option.blanks, default=0) > len(exercise.blanks):
            draft.source.report(
                "blank-count",
                option.place,
                f"This note is about blank {max(option.blanks)}, but the program has {len(exercise.blanks)}",
                hint="Count the blanks from 1, in the order of the program.",
            )
