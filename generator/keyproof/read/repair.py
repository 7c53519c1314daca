"""`# repair` comments: which lines of a failing program an option replaces.

In: the program as written. Out: the program without these comments, and the first and last line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from keyproof.exercise import Code
from keyproof.read.comments import Word, read_tokens
from keyproof.read.near import nearest
from keyproof.read.source import Source

_MARKER = re.compile(r"#[ \t]*repair[ \t]*$")
_LIKE = re.compile(r"#[ \t]*(?P<word>[A-Za-z]+)[ \t]*[:.]?[ \t]*$")


def is_marker(comment: str) -> bool:
    """Tell whether a comment is, or ends with, `# repair`."""
    return _MARKER.search(comment) is not None


def read_repair(source: Source, code: Code) -> tuple[Code, tuple[int, int] | None]:
    """Take the comments out and return the lines they mark; faults are `blank-count`."""
    rows = code.source.split("\n")
    marked: list[Word] = []
    for comment in read_tokens(code.source)[1]:
        marker = _MARKER.search(comment.text)
        if marker is None:
            _report_like(source, code, comment)
            continue
        marked.append(comment)
        rest = rows[comment.line - 1][: comment.start + marker.start()]
        # A comment alone on its line marks an empty line, whose indentation a repair keeps.
        rows[comment.line - 1] = rest.rstrip() or rest
    stripped = Code(source="\n".join(rows), place=code.place)
    return stripped, _stretch(source, code, marked)


def _stretch(source: Source, code: Code, marked: list[Word]) -> tuple[int, int] | None:
    if not marked:
        return None
    first, last = marked[0], marked[-1]
    for earlier, comment in pairwise(marked):
        if comment.line != earlier.line + 1:
            source.report(
                "blank-count",
                source.within(code, comment.line, comment.start + 1, len(comment.text)),
                "The lines marked by `# repair` do not follow one another",
                hint="Mark one line, or every line of one stretch; each option replaces the whole stretch.",
            )
            return None
    return first.line, last.line


def _report_like(source: Source, code: Code, comment: Word) -> None:
    match = _LIKE.match(comment.text)
    if match is None or not nearest(match["word"], ["repair"], cutoff=0.8):
        return
    source.report(
        "unknown-name",
        source.within(code, comment.line, comment.start + 1, len(comment.text)),
        f"`{comment.text}` is not a comment that an exercise knows",
        hint="Did you mean `# repair`?",
    )
