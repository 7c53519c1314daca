"""What Markdown hides of ours: headings and fences that stand in an admonition, a list, a quote or HTML.

In: a page and its blocks. Out: findings; whatever is inside another block would go to the site unverified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from keyproof.glance import NAMES
from keyproof.read.markdown import lines_of, within
from keyproof.read.source import Source
from keyproof.read.spans import find_spans, mask_code

_INNER = r"(?:[ \t>]|[-+*][ \t]|\d+[.)][ \t])*"
"""What other blocks put in front of a line of theirs."""

_HEADING = re.compile(_INNER + rf"(?P<heading>#{{1,6}}[ \t][^{{]*\{{[^{{}}]*\.(?:{NAMES})(?![\w-]))")
_FENCE = re.compile(_INNER + r"(?P<mark>`{3,}|~{3,})(?P<info>.*)$")


_SHOWN = re.compile(
    r"(?P<indent>[ \t]+)(?P<fence>(?:`{3,}|~{3,})[ \t]*python[ \t]+(?P<role>run|figure|table|stepper)\b.*)$"
)


_BEGINS = re.compile(r"[ \t>]*(?:[-+*][ \t]|\d+[.)][ \t]|#|\||`{3}|~{3}|!!!|\?\?\?|===|:)")
"""How a line begins that no text of the line above goes on in."""


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


def report_lost_fences(source: Source, nodes: list[SyntaxTreeNode], *, start: int) -> None:
    """Report fences that something would be shown of, in a note or a tab: there they are no fences to us."""
    read = {lines_of(node)[0] for node in within(nodes, "fence")}
    for number in _outside_fences(source, start):
        match = _SHOWN.match(source.lines[number])
        if match is None or number in read or not _in_note(source, number, len(match["indent"])):
            continue
        source.report(
            "unknown-name",
            source.place(number + 1, match.start("fence") + 1, len(match["fence"])),
            f"A `python {match['role']}` fence means nothing inside a note or a tab",
            hint="Move the fence to the left margin.",
        )


def report_wrapped(source: Source, *, start: int) -> None:
    """Report code spans over a line's end that hide a value or a check: these are looked for line by line."""
    for first, lines in _paragraphs(source, start):
        text = "\n".join(lines)
        for span in find_spans(text):
            if "\n" not in text[span.start : span.end]:
                continue
            rest = text[span.start : (text + "\n").index("\n", span.end)]
            if "{python" in rest or "{check=" in rest:
                above = text[: span.start]
                column = span.start - above.rfind("\n")
                source.report(
                    "unreadable",
                    source.place(first + above.count("\n") + 1, column, 1),
                    "This code span goes over the end of its line and hides a value or a check",
                    hint="Write the whole code span on one line.",
                )


def _paragraphs(source: Source, start: int) -> Iterator[tuple[int, list[str]]]:
    """Group the lines between which a code span may go on, with the number of the first, from 0."""
    group: list[str] = []
    last = start - 2
    for number in (*_outside_fences(source, start), len(source.lines) + 1):
        line = source.lines[number] if number < len(source.lines) else ""
        if group and (number != last + 1 or not line.strip() or _BEGINS.match(line)):
            yield last - len(group) + 1, group
            group = []
        if line.strip():
            group.append(line)
            last = number


def _in_note(source: Source, number: int, indent: int) -> bool:
    """Tell whether the line that a line is indented beneath opens a note or a tab."""
    above = (line for line in reversed(source.lines[:number]) if line.strip())
    outer = next((line for line in above if len(line) - len(line.lstrip()) < indent), "")
    return outer.lstrip().startswith(("!!!", "==="))


def _outside_fences(source: Source, start: int) -> Iterator[int]:
    """Walk the lines as written, with those that open a fence: inside a note it is no block of the tree."""
    fence = ""
    for number in range(start, len(source.lines)):
        match = _FENCE.match(source.lines[number])
        mark = match["mark"] if match else ""
        if fence:
            ended = mark[:1] == fence[0] and len(mark) >= len(fence) and match and not match["info"].strip()
            fence = "" if ended else fence
        elif mark and not (mark[0] == "`" and match and "`" in match["info"]):
            fence = mark
            yield number
        else:
            yield number


def _comment(source: Source, node: SyntaxTreeNode) -> range:
    """Give the lines of a comment, which no reader sees."""
    first, last = lines_of(node)
    written = node.type == "html_block" and source.lines[first].lstrip().startswith("<!--")
    return range(first, last) if written else range(0)
