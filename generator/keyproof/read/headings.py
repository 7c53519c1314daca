"""Headings, told apart: exercise, set or prose.

In: a heading node. Out: a `Heading` with its attributes sorted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

from keyproof.finding import Place
from keyproof.glance import KEYS, KINDS, NAMES, SET
from keyproof.read.attributes import Attribute, read_attributes
from keyproof.read.markdown import lines_of
from keyproof.read.near import nearest, suggestion
from keyproof.read.source import Source
from keyproof.read.spans import mask_code

LEVELS = frozenset({"easy", "medium", "hard"})

_MARKS = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})(?:[ \t]+|$)")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_OURS = re.compile(rf"\{{[^{{}}]*\.(?:{NAMES})(?![\w-])")
_LOOSE = re.compile(rf"(?<!\S)\.(?:{NAMES})(?![\w.-])")
"""A kind outside braces."""


_NO_SPACE = re.compile(r"[ ]{0,3}#{1,6}[^#\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading at the left margin."""

    sort: Literal["exercise", "set", "prose"]
    """What begins here."""

    kind: str
    """The kind of an exercise, as written or as meant; empty for prose."""

    level: int
    """1 to 6."""

    title: str
    """Its text without the attribute list."""

    attributes: tuple[Attribute, ...]
    """What stands in the attribute list, in order."""

    place: Place
    """The whole heading."""

    @property
    def id(self) -> str:
        """The author's slug, or an empty string."""
        return next((part.name for part in self.attributes if part.sort == "id"), "")

    def classes(self, known: frozenset[str]) -> list[Attribute]:
        """Return the classes that are among `known`, in order."""
        return [part for part in self.attributes if part.sort == "class" and part.name in known]


def read_heading(source: Source, node: SyntaxTreeNode) -> Heading:
    """Take a heading apart and report attributes that look like ours and are not."""
    line = lines_of(node)[0] + 1
    text, level = source.lines[line - 1], int(node.tag[1:])
    found = read_attributes(source, line)
    start, attributes = found if found is not None else (len(text), ())
    marks = _MARKS.match(text)
    title = _CLOSING.sub("", text[marks.end() if marks else 0 : start]).strip()
    kind = _kind(attributes)
    if not kind:
        kind = _report_near(source, line, attributes)
    if kind and not node.markup.startswith("#"):
        _report_underlined(source, line)
        kind = ""
    return Heading(
        sort="set" if kind == SET else "exercise" if kind else "prose",
        kind=kind,
        level=level,
        title=title,
        attributes=attributes,
        place=source.line_place(line),
    )


def report_no_space(source: Source, node: SyntaxTreeNode) -> bool:
    """Report `##Title {#id .fill}`, which reads as a paragraph for want of a space."""
    found = False
    first, last = lines_of(node)
    for line in range(first + 1, last + 1):
        text = source.lines[line - 1]
        if _NO_SPACE.match(text) and _OURS.search(mask_code(text)):
            source.report(
                "unreadable",
                source.line_place(line),
                "A heading needs a space after its `#` signs",
                hint="Write a space between the `#` signs and the title.",
            )
            found = True
    return found


def _kind(attributes: tuple[Attribute, ...]) -> str:
    classes = [part.name for part in attributes if part.sort == "class"]
    return next((name for name in classes if name in KINDS), SET if SET in classes else "")


def _report_underlined(source: Source, line: int) -> None:
    source.report(
        "unreadable",
        source.line_place(line),
        "An underlined heading cannot begin an exercise",
        hint="Write the heading with `##` in front of it instead of underlining it.",
    )


def _report_near(source: Source, line: int, attributes: tuple[Attribute, ...]) -> str:
    """Report what looks like a kind and is not; return the kind that was probably meant."""
    if _report_broken(source, line, attributes):
        return ""
    kinds = KINDS | {SET}
    # A bare word counts only beside an id: `{set}` in a title may be mathematics.
    named = ("class", "word") if any(part.sort == "id" for part in attributes) else ("class",)
    for part in attributes:
        near = nearest(part.name.lstrip("."), kinds, cutoff=0.8) if part.sort in named else ""
        glued = [name for name in part.name.split(".") if name] if part.sort in named else []
        near = next((name for name in glued if name in kinds), near)
        if near:
            meant = " ".join(f".{name}" for name in glued) if len(glued) > 1 else f".{near}"
            _report_unknown(source, part, hint=f"Did you mean `{meant}`?")
            return near
    for part in attributes:
        level = part.sort == "class" and part.name in LEVELS
        if level or (part.sort == "key" and part.name in KEYS):
            _report_unknown(source, part, hint=suggestion("", kinds, mark="."))
            return ""
    return ""


def _report_broken(source: Source, line: int, attributes: tuple[Attribute, ...]) -> bool:
    """Report a heading that was meant to have a list of ours, whose braces are not in order."""
    masked = mask_code(source.lines[line - 1]).rstrip()
    outside = masked[: attributes[0].place.column - 1] if attributes else masked
    broken = (None if attributes else _OURS.search(masked)) or _LOOSE.search(outside)
    if broken is None and ("{" in masked or not masked.endswith("}")):
        return False
    start = broken.start() if broken else len(masked) - 1
    source.report(
        "unreadable",
        source.place(line, start + 1, len(masked) - start),
        "The attribute list of this heading cannot be read",
        hint='End the heading with the list, between `{` and `}`: `## Title {#id .fill unverified="why"}`.',
    )
    return True


def _report_unknown(source: Source, part: Attribute, *, hint: str) -> None:
    mark = "." if part.sort == "class" else ""
    if part.sort == "key" or part.name in LEVELS:
        what = f"`{mark}{part.name}` belongs to an exercise, but this heading names no kind of exercise"
    else:
        what = f"`{mark}{part.name}` is not a kind of exercise"
    source.report("unknown-name", part.place, what, hint=hint)
