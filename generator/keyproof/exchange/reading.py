"""A file of another program while it is read: its questions, its mistakes, and what could not come along.

In: path and text. Out: `Found`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from keyproof.exchange.markdown import FORMULA, FORMULAS
from keyproof.exchange.question import Found, Note, Question
from keyproof.finding import Finding, Place

PARTLY = "our pages know right and wrong only"
WILDCARD = ("a star that is any text stands there as it is", "our pages show answers as they are written")


@dataclass(frozen=True, slots=True)
class Told:
    """Notes what becomes of one question's texts."""

    reading: Reading
    place: Place
    about: str
    packed: Collection[str] = ()

    def left_out(self, what: str, because: str) -> None:
        """Note something that does not come along."""
        self.reading.left_out(self.place, self.about, what, because)

    def changed(self, what: str, because: str) -> None:
        """Note something that comes along as something else."""
        self.reading.changed(self.place, self.about, what, because)


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
    starts: list[int] = field(default_factory=list)
    """Where lines begin, as soon as somebody asked."""

    def line(self, number: int) -> str:
        """Give a line, counted from 1."""
        begin, *behind = self._starts()[number - 1 : number + 1]
        return self.text[begin : behind[0] - 1 if behind else None]

    def _starts(self) -> list[int]:
        """Find where lines begin, once: a bank has thousands of places."""
        if not self.starts:
            self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        return self.starts

    def place(self, line: int, column: int = 1, length: int = 1) -> Place:
        """Name a place; line and column count from 1."""
        return Place(path=self.path, line=line, column=column, length=length)

    def at(self, offset: int, length: int = 1) -> Place:
        """Name a place by its offset."""
        starts = self._starts()
        line = bisect_right(starts, offset)
        return self.place(line, offset - starts[line - 1] + 1, length)

    def mistake(self, place: Place, what: str, hint: str) -> None:
        """Note a mistake of the file; reading goes on."""
        self.findings.append(Finding(rule="unreadable", place=place, what=what, hint=hint))

    def left_out(self, place: Place, about: str, what: str, because: str) -> None:
        """Note something that does not come along."""
        self.notes.append(Note(place=place, about=about, said=f"left out: {what}, because {because}"))

    def changed(self, place: Place, about: str, what: str, because: str) -> None:
        """Note something that comes along as something else."""
        self.notes.append(Note(place=place, about=about, said=f"changed: {what}, because {because}"))

    def formulas(self, place: Place, about: str, text: str) -> None:
        """Note formulas of TeX, which need a program of the site's own."""
        if FORMULA.search(text):
            self.changed(place, about, *FORMULAS)

    def found(self) -> Found:
        """Give what was read."""
        # What is found by two ways is said once.
        return Found(
            questions=tuple(self.questions),
            notes=tuple(dict.fromkeys(self.notes)),
            findings=tuple(dict.fromkeys(self.findings)),
        )


def unequal(shares: Iterable[float]) -> str:
    """Name the shares of what is right where they are not all the same."""
    positive = sorted({round(share, 1) for share in shares if share > 0}, reverse=True)
    return " and ".join(f"{share:g}" for share in positive) if len(positive) > 1 else ""


def has_wildcard(answer: str) -> bool:
    """Tell whether a typed answer has a star that stands for some text, beside other text."""
    return answer != "*" and bool(re.search(r"(?<!\\)\*", answer))


def topic_of(path: str) -> str:
    """Name the last of nested categories as Moodle takes them apart: `//` is a slash, the top has no name."""
    last = re.split(r"(?<!/)/(?!/)", path.strip())[-1].replace("//", "/").strip()
    return "" if last == "top" or re.fullmatch(r"\$\w+\$", last) else last


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
