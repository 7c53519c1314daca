"""Lists of CommonMark, as the Markdown of a site reads them.

In: Markdown. Out: the same, each level of a list behind four spaces, and an empty line where one is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BLOCKS = MarkdownIt("commonmark", {"html": False}).enable("table")
_ITEM = re.compile(r"(?P<before> *)(?P<mark>[-+*]|\d{1,9}[.)])(?P<gap> {1,4})(?=\S)")
_STEP = 4
"""Spaces of a level, in Python-Markdown; CommonMark takes as many as the mark above has characters."""

_ALONE = ("bullet_list_open", "ordered_list_open", "table_open")


def stepped(text: str) -> str:
    """Put each level of lists behind four spaces, and an empty line above a list or a table below words."""
    lines = text.split("\n")
    if len(lines) == 1:
        return text
    tokens = [token for token in _BLOCKS.parse(text) if token.map]
    made = _levelled(lines, [token for token in tokens if token.type == "list_item_open"])
    alone = (token for token in tokens if token.type in _ALONE and token.level == 0)
    for start in sorted({token.map[0] for token in alone if token.map}, reverse=True):
        if start and lines[start - 1].strip():
            made.insert(start, "")
    return "\n".join(made)


def _levelled(lines: Sequence[str], items: Sequence[Token]) -> list[str]:
    made = list(lines)
    depth = [0] * len(lines)
    for token in items:
        start, end = token.map or [0, 0]
        item = _ITEM.match(lines[start])
        if item is None:
            continue
        level = depth[start]
        made[start] = f"{_STEP * level * ' '}{item['mark']:<{_STEP - 1}} {lines[start][item.end() :]}"
        for number in range(start + 1, end):
            extra = len(lines[number]) - len(lines[number].lstrip(" ")) - item.end()
            if lines[number].strip() and extra >= 0:
                depth[number] = level + 1
                made[number] = (_STEP * (level + 1) + extra) * " " + lines[number].lstrip(" ")
    return made
