"""Hints, solution and mistakes: the `???` blocks of an exercise.

In: a details node. Out: its body, dedented, in the draft.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Prose
from keyproof.read.letters import report_letters
from keyproof.read.markdown import lines_of
from keyproof.read.near import suggestion
from keyproof.read.source import Source

if TYPE_CHECKING:
    from keyproof.read.draft import Draft

WORDS = frozenset({"hint", "solution", "mistakes", "back", "model"})
OF_ONE_KIND = {"back": "card", "model": "explain"}
"""Words that a single kind knows."""

_INFO = re.compile(r'(?P<word>[^\s"]*)\s*(?:"(?P<title>[^"]*)")?(?P<rest>.*)$')
_INDENT = 4
_FOREIGN = re.compile(r"(?P<mark>\?\?|!!!|===)\+?(?!\?)[ \t]*(?P<word>\w*)")
"""Blocks of the site's own Markdown, or a `???` block with a slip in its mark."""


def read_details(draft: Draft, node: SyntaxTreeNode) -> None:
    """Put the body of a `???` block where it belongs, or report the block."""
    source, (start, end) = draft.source, lines_of(node)
    match = _INFO.match(node.info)
    word, title, rest = (match["word"], match["title"] or "", match["rest"]) if match else ("", "", "")
    if word not in WORDS or rest.strip():
        _report_word(source, start + 1, word, rest.strip(), offered=_offered(draft))
        return
    body = _body(source, start + 1, end, title=title)
    if body is None:
        _report_empty(source, start, word)
        return
    report_letters(source, [node], options=draft.offered)
    _put(draft, word, body, line=start + 1)


def report_foreign(source: Source, node: SyntaxTreeNode) -> bool:
    """Report a block of the site's own in an exercise, where it would be shown as it is written."""
    line = lines_of(node)[0] + 1
    match = _FOREIGN.match(source.lines[line - 1]) if node.type == "paragraph" else None
    if match is None:
        return False
    word = match["word"] if match["word"] in WORDS else ""
    if match["mark"] == "??" and not word:
        return False
    hint = (
        f"Did you mean `??? {word}`?"
        if word
        else "Write it as a paragraph with bold text, or put the block outside the exercise."
    )
    what = f"A `{match['mark']}` block is not a part of an exercise"
    source.report("unknown-name", source.line_place(line), what, hint=hint)
    return True


def is_short_of(source: Source, line: int) -> bool:
    """Tell whether a line (from 0) is indented, but too little for the `???` block right above it."""
    above = source.lines[line - 1].startswith("???") if line else False
    return above and source.lines[line].startswith(" ")


def _report_empty(source: Source, start: int, word: str) -> None:
    short = start + 1 < len(source.lines) and is_short_of(source, start + 1)
    source.report(
        "unreadable",
        source.line_place(start + 1),
        f"The text of this `{word}` is indented too little" if short else f"This `{word}` is empty",
        hint="Indent it by four spaces."
        if short
        else "Write its text on the following lines, indented by four spaces, or remove it.",
    )


def _put(draft: Draft, word: str, body: Prose, *, line: int) -> None:
    if word == "hint":
        draft.hints.append(body)
        return
    if _is_misplaced(draft, word, line=line):
        return
    known = {"mistakes": draft.mistakes, "back": draft.back}.get(word, draft.solution)
    if known is not None:
        draft.source.report(
            "unknown-name",
            draft.source.line_place(line),
            f"This is a second `{word}`; the first stands on line {known.place.line}",
            hint=f"Join the two into one `??? {word}`.",
        )
    elif word in ("solution", "model"):
        draft.solution = body
    elif word == "back":
        draft.back = body
    else:
        draft.mistakes = body


def _is_misplaced(draft: Draft, word: str, *, line: int) -> bool:
    """Report a block that another kind has."""
    kind = OF_ONE_KIND.get(word, draft.kind)
    place = draft.source.line_place(line)
    if kind != draft.kind:
        article = "an" if kind == "explain" else "a"
        draft.source.report(
            "unknown-name",
            place,
            f"Only {article} `{kind}` has a `{word}`",
            hint=f"Use `hint`, `mistakes` or `solution`, or make this an exercise of kind `{kind}`.",
        )
        return True
    if word == "solution" and kind == "explain":
        draft.source.report(
            "unknown-name",
            place,
            "An `explain` has no `solution`",
            hint="Write `??? model` instead: the answer to compare with.",
        )
        return True
    return False


def _body(source: Source, start: int, end: int, *, title: str) -> Prose | None:
    written = source.prose(start, end)
    if written is None:
        return None
    lines = [cut_indent(line, _INDENT) for line in written.text.split("\n")]
    place = source.suffix_place(written.place.line, lines[0])
    return replace(written, text="\n".join(lines), title=title, place=place)


def cut_indent(line: str, width: int) -> str:
    """Take white space of that many columns from the left; a tab reaches the next multiple of 4."""
    column = index = 0
    while index < len(line) and column < width and line[index] in " \t":
        column += 1 if line[index] == " " else 4 - column % 4
        index += 1
    return line[index:]


def _offered(draft: Draft) -> frozenset[str]:
    if draft.kind == "card":
        return frozenset({"back"})
    return WORDS - (frozenset({"back", "solution"}) if draft.kind == "explain" else frozenset(OF_ONE_KIND))


def _report_word(source: Source, line: int, word: str, rest: str, *, offered: frozenset[str]) -> None:
    if word in WORDS:
        what, hint = f"`{rest}` after `??? {word}` means nothing", f'Put a title in quotes: `??? {word} "…"`.'
    elif not word:
        what, hint = "This `???` block has no name", suggestion("", offered)
    else:
        what, hint = f"`??? {word}` is not a part of an exercise", suggestion(word, offered)
    source.report("unknown-name", source.line_place(line), what, hint=hint)
