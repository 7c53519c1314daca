"""Attribute lists: `{#id .class key=value key="two words"}`.

In: a line that may end with one. Out: where it begins and what it holds, with places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from keyproof.finding import Place
from keyproof.read.source import Source
from keyproof.read.spans import mask_code

_LIST = re.compile(r"""\{:?(?P<body>(?:"[^"]*"|'[^']*'|[^{}"'])*)\}[ \t]*(?:\#+[ \t]*)?$""")
_PART = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'])+""")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<text>.*)(?P=quote)$""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One part of an attribute list."""

    sort: Literal["id", "class", "key", "word"]
    """What it is; a `word` is none of the others."""

    name: str
    """The id, the class or the key."""

    value: str = ""
    """Value of a key, without quotes."""

    place: Place
    """Where it stands."""


def read_attributes(source: Source, line: int, start: int = 0) -> tuple[int, tuple[Attribute, ...]] | None:
    """Return where the list at the end of a line begins (from 0) and its parts; None without one."""
    match = _LIST.search(mask_code(source.lines[line - 1]), start)
    if match is None:
        return None
    # The mask hides code spans only; values may hold some and are taken from the line itself.
    body = source.lines[line - 1][match.start("body") : match.end("body")]
    shift = match.start("body")
    parts = (
        _attribute(part.group(), source.place(line, shift + part.start() + 1, len(part.group())))
        for part in _PART.finditer(body)
    )
    return match.start(), tuple(parts)


def read_parts(source: Source, line: int, start: int, end: int) -> tuple[Attribute, ...]:
    """Take a stretch of a line apart that is an attribute list without braces."""
    found = [(part.group(), part.start()) for part in _PART.finditer(source.lines[line - 1], start, end)]
    return tuple(_attribute(text, source.place(line, at + 1, len(text))) for text, at in found)


def _attribute(text: str, place: Place) -> Attribute:
    if text.startswith("#") and len(text) > 1:
        return Attribute(sort="id", name=text[1:], place=place)
    if text.startswith(".") and len(text) > 1:
        return Attribute(sort="class", name=text[1:], place=place)
    name, equals, value = text.partition("=")
    if not equals:
        return Attribute(sort="word", name=text, place=place)
    quoted = _QUOTED.match(value)
    return Attribute(sort="key", name=name, value=quoted["text"] if quoted else value, place=place)
