"""A file of another program while it is read: its questions, its mistakes, and what could not come along.

In: path and text. Out: `Found`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from keyproof.exchange.question import Found, Note, Question
from keyproof.finding import Finding, Place


@dataclass(slots=True)
class Reading:
    """What has been read of one file so far."""

    path: str
    """The file, as it was named."""

    text: str
    """What it holds, lines ending in `\\n`."""

    questions: list[Question] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def place(self, line: int, column: int = 1, length: int = 1) -> Place:
        """Name a place; line and column count from 1."""
        return Place(path=self.path, line=line, column=column, length=length)

    def at(self, offset: int, length: int = 1) -> Place:
        """Name a place by its offset."""
        before = self.text[:offset]
        return self.place(before.count("\n") + 1, offset - before.rfind("\n"), length)

    def mistake(self, place: Place, what: str, hint: str) -> None:
        """Note a mistake of the file; reading goes on."""
        self.findings.append(Finding(rule="unreadable", place=place, what=what, hint=hint))

    def left_out(self, place: Place, about: str, what: str, because: str) -> None:
        """Note something that does not come along."""
        self.notes.append(Note(place=place, about=about, said=f"left out: {what}, because {because}"))

    def changed(self, place: Place, about: str, what: str, because: str) -> None:
        """Note something that comes along as something else."""
        self.notes.append(Note(place=place, about=about, said=f"changed: {what}, because {because}"))

    def found(self) -> Found:
        """Give what was read."""
        # What is found by two ways is said once.
        return Found(
            questions=tuple(self.questions),
            notes=tuple(dict.fromkeys(self.notes)),
            findings=tuple(dict.fromkeys(self.findings)),
        )


def decoded(path: str, raw: bytes) -> Reading:
    """Begin to read a text file; one that is not UTF-8 has a mistake there, and no text."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        reading = Reading(path=path, text="")
        before = raw[: error.start]
        place = reading.place(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        reading.mistake(place, "This is not UTF-8", "Save the file as UTF-8.")
        return reading
    return Reading(path=path, text=text)
