"""Exercises that Markdown hides: headings of ours that stand in an admonition, a list, a quote or HTML.

In: a page and its blocks. Out: findings; whatever is inside another block would go to the site unverified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from keyproof.read.headings import NAMES
from keyproof.read.markdown import lines_of
from keyproof.read.source import Source
from keyproof.read.spans import mask_code

_INNER = r"(?:[ \t>]|[-+*][ \t]|\d+[.)][ \t])*"
"""What other blocks put in front of a line of theirs."""

_HEADING = re.compile(_INNER + rf"(?P<heading>#{{1,6}}[ \t][^{{]*\{{[^{{}}]*\.(?:{NAMES})(?![\w-]))")
_FENCE = re.compile(_INNER + r"(?P<mark>`{3,}|~{3,})(?P<info>.*)$")


def report_lost(source: Source, nodes: list[SyntaxTreeNode], *, start: int) -> None:
    """Report headings with a kind that are not at the left margin; `start` lines are front matter."""
    read = {lines_of(node)[0] for node in nodes if node.type == "heading"}
    hidden = {number for node in nodes for number in _comment(source, node)}
    for number in _outside_fences(source, start):
        text = source.lines[number]
        match = _HEADING.match(mask_code(text))
        if match is None or number in read or number in hidden:
            continue
        column = match.start("heading")
        source.report(
            "unknown-name",
            source.place(number + 1, column + 1, len(text.rstrip()) - column),
            "An exercise cannot stand inside another block, such as a note, a tab or a list",
            hint="Put the whole exercise at the left margin, with an empty line before its heading; "
            "to show how one is written, put it into a fence.",
        )


def _outside_fences(source: Source, start: int) -> Iterator[int]:
    """Walk the lines as written: inside a note a fence is no block of the tree."""
    fence = ""
    for number in range(start, len(source.lines)):
        match = _FENCE.match(source.lines[number])
        mark = match["mark"] if match else ""
        if fence:
            ended = mark[:1] == fence[0] and len(mark) >= len(fence) and match and not match["info"].strip()
            fence = "" if ended else fence
        elif mark and not (mark[0] == "`" and match and "`" in match["info"]):
            fence = mark
        else:
            yield number


def _comment(source: Source, node: SyntaxTreeNode) -> range:
    """Give the lines of a comment, which no reader sees."""
    first, last = lines_of(node)
    written = node.type == "html_block" and source.lines[first].lstrip().startswith("<!--")
    return range(first, last) if written else range(0)
