"""Hints, solution and mistakes: the `???` blocks of an exercise.

In: a details node. Out: its body, dedented, in the draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Prose
from keyproof.read.letters import report_letters
from keyproof.read.markdown import lines_of
from keyproof.read.near import suggestion
from keyproof.read.source import Source

if TYPE_CHECKING:
    from keyproof.read.draft import Draft

WORDS = frozenset({"hint", "solution", "mistakes"})

_INFO = re.compile(r'(?P<word>[^\s"]*)\s*(?:"(?P<title>[^"]*)")?(?P<rest>.*)$')
_INDENT = 4


def read_details(draft: Draft, node: SyntaxTreeNode) -> None:
    """Put the body of a `???` block where it belongs, or report the block."""
    source, (start, end) = draft.source, lines_of(node)
    match = _INFO.match(node.info)
    word, title, rest = (match["word"], match["title"] or "", match["rest"]) if match else ("", "", "")
    if word not in WORDS or rest.strip():
        _report_word(source, start + 1, word, rest.strip())
        return
    body = _body(source, start + 1, end, title=title)
    if body is None:
        source.report(
            "unreadable",
            source.line_place(start + 1),
            f"This `{word}` is empty",
            hint="Write its text on the following lines, indented by four spaces, or remove it.",
        )
        return
    report_letters(source, [node], options=draft.offered)
    _put(draft, word, body, line=start + 1)


def _put(draft: Draft, word: str, body: Prose, *, line: int) -> None:
    if word == "hint":
        draft.hints.append(body)
        return
    known = draft.solution if word == "solution" else draft.mistakes
    if known is not None:
        draft.source.report(
            "unknown-name",
            draft.source.line_place(line),
            f"This is a second `{word}`; the first stands on line {known.place.line}",
            hint=f"Join the two into one `??? {word}`.",
        )
    elif word == "solution":
        draft.solution = body
    else:
        draft.mistakes = body


def _body(source: Source, start: int, end: int, *, title: str) -> Prose | None:
    written = source.prose(start, end)
    if written is None:
        return None
    lines = [cut_indent(line, _INDENT) for line in written.text.split("\n")]
    place = source.suffix_place(written.place.line, lines[0])
    return Prose(text="\n".join(lines), title=title, place=place)


def cut_indent(line: str, width: int) -> str:
    """Take white space of that many columns from the left; a tab reaches the next multiple of 4."""
    column = index = 0
    while index < len(line) and column < width and line[index] in " \t":
        column += 1 if line[index] == " " else 4 - column % 4
        index += 1
    return line[index:]


def _report_word(source: Source, line: int, word: str, rest: str) -> None:
    if word in WORDS:
        what, hint = f"`{rest}` after `??? {word}` means nothing", f'Put a title in quotes: `??? {word} "…"`.'
    elif not word:
        what, hint = "This `???` block has no name", suggestion("", WORDS)
    else:
        what, hint = f"`??? {word}` is not a part of an exercise", suggestion(word, WORDS)
    source.report("unknown-name", source.line_place(line), what, hint=hint)
