"""What several kinds ask of an exercise: a program, a check, options that differ.

In: a draft and what was read from it. Out: the part, or a finding where it is missing.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal

from keyproof.exercise import Code, Option
from keyproof.read.blanks import has_marker
from keyproof.read.comments import read_tokens, same_code
from keyproof.read.draft import Draft
from keyproof.read.repair import is_marker
from keyproof.read.syntax import report_syntax

_NAMES = {
    "program": "program",
    "check": "check",
    "answer": "answer",
    "setup": "setup",
    "claim": "claim",
    "reference": "reference solution",
    "solution": "solution",
    "wrong": "wrong solution",
}


def required(draft: Draft, role: str, *, example: str) -> Code | None:
    """Return the code of a role, or report that this kind cannot be verified without it."""
    fence = draft.fence(role)
    if fence is None:
        info = "python" if role == "program" else f"python {role}"
        draft.source.report(
            "unverified",
            draft.place,
            f"This exercise has no {_NAMES[role]}, so nothing can be proven",
            hint=f"Add a ```{info} fence with {example}{or_unverified(draft, role)}.",
        )
        return None
    if role != "program":
        compiled(draft, fence.code, role)
    return fence.code


def or_unverified(draft: Draft, role: str) -> str:
    """Say what else there is for a question that no run can decide, where its kind may be one."""
    if draft.kind not in ("choice", "card") or role not in ("check", "claim"):
        return ""
    return ', or say on the heading why nothing can be run: `unverified="…"`'


def compiled(draft: Draft, code: Code, role: str) -> bool:
    """Tell whether code is Python; an empty fence is reported too."""
    if not code.source.strip():
        draft.source.report(
            "unverified",
            code.place,
            f"The {_NAMES[role]} is empty",
            hint="Write the code between the fences, or remove the fence.",
        )
        return False
    return report_syntax(draft.source, code, name=_NAMES[role], mode="eval" if role == "answer" else "exec")


def report_marker(draft: Draft, code: Code, marker: Literal["blank", "repair"]) -> None:
    """Report a comment that belongs to another kind."""
    if marker == "blank":
        comment, kind = has_marker(code.source), "fill"
    else:
        comments = read_tokens(code.source)[1]
        comment, kind = next((word for word in comments if is_marker(word.text)), None), "fix"
    if comment is not None:
        draft.source.report(
            "unknown-name",
            draft.source.within(code, comment.line, comment.start + 1, len(comment.text)),
            f"`{comment.text}` means nothing in an exercise of kind `{draft.kind}`",
            hint=f"Remove the comment, or make this an exercise of kind `{kind}`.",
        )


def report_not_code(draft: Draft, options: tuple[Option, ...]) -> None:
    """Report options that are not code, where only code can be an answer."""
    for option in options:
        if option.code is None and option.text:
            draft.source.report(
                "unknown-name",
                option.place,
                f"This option is not code, but the last list of a `{draft.kind}` exercise holds its options",
                hint="Write the option as one code span; a note may follow a colon, as in - `20`: too small.",
            )


def report_duplicate(draft: Draft, options: tuple[Option, ...]) -> None:
    """Report options that say the same as an earlier one."""
    seen: dict[Hashable, str] = {}
    for option in options:
        key: Hashable = same_code(option.code.source) if option.code else _plain(option.text)
        if not key:
            continue
        if key in seen:
            report_same(draft, option, seen[key])
        seen.setdefault(key, f"says the same as the one on line {option.place.line}")


def report_same(draft: Draft, option: Option, reason: str) -> None:
    """Report an option that is nothing new."""
    draft.source.report(
        "duplicate-option",
        option.place,
        f"This {draft.listed} {reason}",
        hint="Remove it, or make it different.",
    )


def report_ticks(draft: Draft, options: tuple[Option, ...], *, multiple: bool) -> None:
    """Report a number of options or of ticks that makes no question."""
    if len(options) < 2:
        count = "only one option" if options else "no options"
        draft.source.report(
            "option-count",
            draft.place,
            f"This exercise has {count}",
            hint="List at least two, each as a bullet: `- [x]` for the right one, `- [ ]` for a wrong one.",
        )
        return
    keyed = [option for option in options if option.keyed]
    if not keyed:
        draft.source.report(
            "option-count",
            options[0].place,
            "No option is ticked",
            hint="Tick what is right: `- [x]`.",
        )
    for option in () if multiple else keyed[1:]:
        draft.source.report(
            "option-count",
            option.place,
            f"This is a second ticked option; the first stands on line {keyed[0].place.line}",
            hint="Tick one option only"
            + (", or add the class `.multiple` to the heading." if draft.kind == "choice" else "."),
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
