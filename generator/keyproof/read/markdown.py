"""The block structure of a page: CommonMark plus `???` blocks.

In: Markdown text. Out: a tree whose nodes know their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode

_DETAILS = re.compile(r"\?\?\?(?!\?)\+?[ \t]*(?P<info>.*)")
_INDENT = 4


def parse(text: str) -> SyntaxTreeNode:
    """Return the tree of the page; its direct children stand at the left margin."""
    return SyntaxTreeNode(_parser().parse(text))


def lines_of(node: SyntaxTreeNode) -> tuple[int, int]:
    """Return the first line of a node and the line after its last, counted from 0."""
    return node.map if node.map is not None else (0, 0)


def within(nodes: list[SyntaxTreeNode], kind: str) -> Iterator[SyntaxTreeNode]:
    """Walk to every node of one type, at any depth."""
    for node in nodes:
        yield from (inner for inner in node.walk() if inner.type == kind)


def _parser() -> MarkdownIt:
    # Link definitions leave no token behind, so `- [x]: text` would vanish without a trace.
    parser = MarkdownIt("commonmark").disable("reference")
    # Only blocks are looked at; leaving the inline text alone is twice as fast.
    parser.core.ruler.disable("inline")
    parser.block.ruler.before("fence", "details", _details, {"alt": ["paragraph", "blockquote", "list"]})
    return parser


def _details(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 the parser calls it
    # The plugin at hand ends a block at two blank lines; the site's renderer does not.
    begin, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    match = _DETAILS.match(state.src[begin:stop])
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    last = _body_end(state, start, end)
    outer = (state.lineMax, state.blkIndent, state.parentType)
    opening = state.push("details_open", "details", 1)
    opening.map, opening.info, opening.block = [start, last], match["info"].strip(), True
    state.lineMax, state.blkIndent, state.parentType = last, state.blkIndent + _INDENT, "blockquote"
    state.md.block.tokenize(state, start + 1, last)
    state.lineMax, state.blkIndent, state.parentType = outer
    state.push("details_close", "details", -1)
    state.line = last
    return True


def _body_end(state: StateBlock, start: int, end: int) -> int:
    last = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent + _INDENT:
            break
        last = line + 1
    return last
