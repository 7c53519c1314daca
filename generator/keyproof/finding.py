"""A fault in an author's file, with its place.

Made by `read` and `verify`; printed by `report`; explained by `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
"""An error forbids publishing; a warning is only told."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A stretch of one line in an author's file."""

    path: str
    """Path of the file, relative to the project's root, with forward slashes."""

    line: int
    """Line, counted from 1."""

    column: int = 1
    """Column of the first character, counted from 1."""

    length: int = 1
    """Number of characters the stretch covers; the caret line is this long."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: what is wrong, where, and what to do about it."""

    rule: str
    """Stable name, a key of `rules.RULES`."""

    place: Place
    """Where the author has to look."""

    what: str
    """The fault in one sentence, without the place."""

    expected: str = ""
    """What would have been right, where that can be said; may hold several lines."""

    actual: str = ""
    """What was found or what the run did; may hold several lines."""

    hint: str = ""
    """What to do, in one sentence."""

    exercise: str = ""
    """Id of the exercise the fault belongs to, empty where there is none."""

    severity: Severity = "error"
    """Whether it forbids publishing."""


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give those findings that forbid publishing."""
    return tuple(finding for finding in findings if finding.severity == "error")
