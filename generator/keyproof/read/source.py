"""One author's file while it is being read: its lines, its places, the faults found in it.

In: path and text. Out: `Place`s that are exact, and a list of `Finding`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from keyproof.exercise import Code, Prose, Slot
from keyproof.finding import Finding, Place
from keyproof.read.shown import as_shown
from keyproof.read.slots import slotted


@dataclass(slots=True)
class Source:
    """A decoded file; every reader of a part reports into the same list."""

    path: str
    """Path relative to the project's root."""

    text: str
    """The text with `\\n` line ends and without a byte order mark."""

    findings: list[Finding] = field(default_factory=list)
    """Faults found so far, in the order of finding."""

    lines: list[str] = field(init=False)
    """The text's lines without their ends; `lines[n - 1]` is line n."""

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def place(self, line: int, column: int = 1, length: int = 1) -> Place:
        """Name a stretch; line and column count from 1."""
        return Place(path=self.path, line=line, column=column, length=max(length, 1))

    def line_place(self, line: int) -> Place:
        """Name everything written on a line, the white space at its ends apart."""
        raw = self.lines[line - 1] if line <= len(self.lines) else ""
        return self.place(line, len(raw) - len(raw.lstrip()) + 1, len(raw.strip()))

    def suffix_place(self, line: int, text: str) -> Place:
        """Name the stretch of `text`, which a line ends with."""
        raw = self.lines[line - 1].rstrip()
        return self.place(line, len(raw) - len(text.rstrip()) + 1, len(text.rstrip()))

    def within(self, code: Code, line: int, column: int = 1, length: int = 1) -> Place:
        """Name a stretch inside a piece of code, whose lines may stand indented in the file."""
        row = code.place.line + line - 1
        raw = self.lines[row - 1] if row <= len(self.lines) else ""
        rows = code.source.split("\n")
        inner = rows[line - 1] if line <= len(rows) else ""
        shift = code.place.column - 1 if line == 1 else max(raw.find(inner), 0)
        return self.place(row, shift + column, length)

    def prose(self, start: int, end: int) -> Prose | None:
        """Take lines as written (0-based, end excluded), the blank ones at the ends apart."""
        while start < end and not self.lines[start].strip():
            start += 1
        while end > start and not self.lines[end - 1].strip():
            end -= 1
        if start == end:
            return None
        text, slots = slotted(self.lines[start:end])
        return Prose(
            text=as_shown(text),
            place=self.line_place(start + 1),
            slots=tuple(
                Slot(place=self.place(start + line, column, length), written=written)
                for line, column, length, written in slots
            ),
        )

    def report(  # noqa: PLR0913 these are the fields of a finding
        self, rule: str, place: Place, what: str, *, hint: str, expected: str = "", actual: str = ""
    ) -> None:
        """Note a fault; reading goes on."""
        self.findings.append(
            Finding(rule=rule, place=place, what=what, expected=expected, actual=actual, hint=hint)
        )

    @contextmanager
    def belonging_to(self, exercise: str) -> Iterator[None]:
        """Give every fault found meanwhile to one exercise."""
        before = len(self.findings)
        yield
        self.findings[before:] = [
            found if found.exercise else replace(found, exercise=exercise) for found in self.findings[before:]
        ]
