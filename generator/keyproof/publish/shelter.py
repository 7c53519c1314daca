"""Our elements, kept out of the hands of other plugins that work on Markdown.

In: the Markdown of a page. Out: the same with a mark in the place of each of our elements, and the way
back. What was run is what is shown: braces in a program are no template, whatever the site fills in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENING = re.compile(r'<(?:div|section|details)\b[^>]*\bclass="(?:keyproof|kp-)')
_BLOCK = re.compile(r"<(?P<close>/?)(?:div|section|details|nav|figure)\b")
_FENCE = re.compile(r"[ ]{0,3}(?P<marks>`{3,}|~{3,})")
_MARK = "<!-- keyproof {number} -->"
_MARKS = re.compile(r"<!-- keyproof (\d+) -->")


def take_out(text: str) -> tuple[str, tuple[str, ...]]:
    """Give the text with marks, and what stood in their places."""
    shown: list[str] = []
    kept: list[str] = []
    for ours, lines in _parts(text.split("\n")):
        if ours:
            shown.append(_MARK.format(number=len(kept)))
            kept.append("\n".join(lines))
        else:
            shown += lines
    return "\n".join(shown), tuple(kept)


def put_back(text: str, kept: tuple[str, ...]) -> str:
    """Give the text with our elements where their marks stand."""
    return _MARKS.sub(lambda mark: kept[int(mark[1])], text) if kept else text


def _parts(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Cut a page into what is ours and what is not; an element ends where it is closed again."""
    start = depth = 0
    fence = ""
    for number, line in enumerate(lines):
        marks = _FENCE.match(line)
        if fence:
            fence = "" if line.strip() and not line.strip().strip(fence[0]) and marks else fence
            continue
        if marks:
            fence = marks["marks"]
            continue
        if depth == 0 and _OPENING.match(line):
            yield False, lines[start:number]
            start = number
        if depth or (start == number and _OPENING.match(line)):
            depth += sum(-1 if one["close"] else 1 for one in _BLOCK.finditer(line))
            if depth <= 0:
                yield True, lines[start : number + 1]
                start, depth = number + 1, 0
    yield depth > 0, lines[start:]
