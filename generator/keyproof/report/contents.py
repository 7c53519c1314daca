"""What every format is made of.

In: nothing, it is a record. Out: the same contents for all formats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from keyproof.evidence import Evidence
from keyproof.finding import Finding, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A run to report."""

    findings: Sequence[Finding]
    """Everything that was found, by place."""

    gather: Callable[[], Evidence]
    """Gives every exercise; asked only by formats that tell of those without findings too."""

    texts: Mapping[str, str]
    """Text of every file read, by path."""

    summary: str
    """The run in one line."""

    left_out: str = ""
    """What the run did not look at, in a sentence; empty where it looked at everything it was to."""

    colour: bool = False
    """Whether it is written for a terminal that shows colours."""

    folder: str = ""
    """Where the project's root lies in its repository, ending in a slash; empty when it is the root.
    Code hosts look for annotated files from there."""

    def path(self, place: Place) -> str:
        """Give the path of a place from the repository's root."""
        return self.folder + place.path

    def end(self, place: Place) -> int:
        """Give the column after the last character of a place, never beyond the end of its line."""
        lines = self.texts.get(place.path, "").replace("\r\n", "\n").split("\n")
        longest = place.column + max(1, place.length)
        if not 1 <= place.line <= len(lines):
            return longest
        return max(place.column + 1, min(longest, len(lines[place.line - 1]) + 1))


def message(finding: Finding) -> str:
    """Write what a finding says, without its place, its rule and its source line."""
    parts = (("expected", finding.expected), ("actual", finding.actual), ("do", finding.hint))
    return "\n".join([finding.what, *(f"{label}: {text}" for label, text in parts if text)])
