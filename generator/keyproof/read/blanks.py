"""`# blank:` comments: which parts of a solved program are taken out.

In: the program as written. Out: the program without these comments, and its blanks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from keyproof.exercise import Blank, Code
from keyproof.finding import Place
from keyproof.read.comments import Word, read_tokens
from keyproof.read.near import nearest
from keyproof.read.source import Source
from keyproof.trees import tree_of

_MARKER = re.compile(r"#[ \t]*blank:")
_LIKE = re.compile(r"#[ \t]*(?P<word>\w+)[ \t]*:")
_NTH = re.compile(r"[ \t]*\((?P<nth>\d+)(?:st|nd|rd|th)\)[ \t]*$")
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """One part named in a `# blank:` comment."""

    text: str
    line: int
    nth: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Where a wanted part stands in the program."""

    wanted: _Wanted
    line: int
    start: int
    end: int


def read_blanks(source: Source, code: Code) -> tuple[Code, tuple[Blank, ...]]:
    """Take the comments out and find what they name; faults are `blank-count`."""
    words, comments = read_tokens(code.source)
    rows = code.source.split("\n")
    found: list[_Found] = []
    moved: list[tuple[int, int]] = []
    for comment in comments:
        marker = _MARKER.search(comment.text)
        if marker is None:
            _report_like(source, code, comment)
            continue
        row = rows[comment.line - 1]
        begin, stop = comment.start + marker.end(), _end_of_items(row, comment.start + marker.end())
        here = [word for word in words if word.line == comment.line]
        statement = [word for word in words if word.line in _statement(code.source, comment.line)]
        wanted = list(_items(source, code, comment.line, row[:stop], begin))
        if not wanted:
            _report_empty(source, code, comment)
        for item in wanted:
            found.extend(_locate(source, item, here, statement))
        rows[comment.line - 1] = (row[: comment.start + marker.start()] + row[stop:]).rstrip()
        if not marker.start() and stop < len(row):
            moved.append((comment.line, stop - comment.start))
    stripped = Code(source="\n".join(rows), place=code.place, moved=tuple(moved))
    return stripped, tuple(_blanks(source, stripped, found))


def has_marker(code: str) -> Word | None:
    """Return the first `# blank:` comment of some code."""
    return next((comment for comment in read_tokens(code)[1] if _MARKER.search(comment.text)), None)


def _items(source: Source, code: Code, line: int, row: str, start: int) -> Iterator[_Wanted]:
    for begin, end in _split(row, start):
        nth = _NTH.search(row, begin, end)
        stop = nth.start() if nth else end
        text = row[begin:stop]
        column, text = begin + len(text) - len(text.lstrip()), text.strip()
        if len(text) > 1 and text[0] == text[-1] == "`":
            column, text = column + 1, text[1:-1]
        if text:
            place = source.within(code, line, column + 1, len(text))
            yield _Wanted(text=text, line=line, nth=int(nth["nth"]) if nth else 0, place=place)


def _split(row: str, start: int) -> Iterator[tuple[int, int]]:
    """Cut at commas that stand outside brackets, strings and backticks."""
    depth, begin = 0, start
    for index, mark in _unquoted(row, start):
        if mark == "," and depth == 0:
            yield begin, index
            begin = index + 1
        else:
            depth += (mark in _OPEN) - (mark in _CLOSE)
    yield begin, len(row)


def _end_of_items(row: str, start: int) -> int:
    return next((index for index, mark in _unquoted(row, start) if mark == "#"), len(row))


def _unquoted(row: str, start: int) -> Iterator[tuple[int, str]]:
    """Walk over what stands outside strings and backticks."""
    quote = ""
    for index in range(start, len(row)):
        mark = row[index]
        if quote:
            quote = "" if mark == quote else quote
        elif mark in "`'\"":
            quote = mark
        else:
            yield index, mark


def _statement(code: str, line: int) -> range:
    """Lines of the simple statement that covers a line; a formatter may have spread it over several."""
    try:
        nodes = [
            node
            for node in ast.walk(tree_of(code))
            if isinstance(node, ast.stmt) and not hasattr(node, "body")
        ]
    except SyntaxError:
        return range(line, line + 1)
    spans = [range(node.lineno, (node.end_lineno or node.lineno) + 1) for node in nodes]
    return min((span for span in spans if line in span), key=len, default=range(line, line + 1))


def _locate(source: Source, wanted: _Wanted, here: list[Word], statement: list[Word]) -> Iterator[_Found]:
    """Look on the comment's own line, then in the whole statement."""
    hits = _runs(wanted, here) or _runs(wanted, statement)
    if not hits:
        _report_missing(source, wanted)
    elif wanted.nth > len(hits) or (not wanted.nth and len(hits) > 1):
        _report_several(source, wanted, len(hits))
    else:
        first, last = hits[max(wanted.nth, 1) - 1]
        yield _Found(wanted=wanted, line=first.line, start=first.start, end=last.end)


def _runs(wanted: _Wanted, words: list[Word]) -> list[tuple[Word, Word]]:
    parts = [word.text for word in read_tokens(wanted.text)[0]]
    size = len(parts)
    runs = [words[n : n + size] for n in range(len(words) - size + 1)] if size else []
    return [
        (run[0], run[-1])
        for run in runs
        if [word.text for word in run] == parts and run[0].line == run[-1].line
    ]


def _blanks(source: Source, code: Code, found: list[_Found]) -> Iterator[Blank]:
    rows = code.source.split("\n")
    reached = 0
    for part in sorted(found, key=lambda part: (part.line, part.start, part.end)):
        offset = sum(len(row) + 1 for row in rows[: part.line - 1])
        start, end = offset + part.start, offset + part.end
        if start < reached:
            source.report(
                "blank-count",
                part.wanted.place,
                f"The blank `{part.wanted.text}` overlaps another blank",
                hint="Name each part of the line once.",
            )
            continue
        reached = end
        yield Blank(text=code.source[start:end], start=start, end=end, place=part.wanted.place)


def _report_missing(source: Source, wanted: _Wanted) -> None:
    source.report(
        "blank-count",
        wanted.place,
        f"`{wanted.text}` does not stand on this line of the program",
        hint="Name a part of this statement exactly as it is written, on one line.",
    )


def _report_several(source: Source, wanted: _Wanted, count: int) -> None:
    times = "once" if count == 1 else f"{count} times"
    what = f"`{wanted.text}` stands on this line {times}"
    what += f", so there is no occurrence number {wanted.nth}" if wanted.nth else ""
    source.report(
        "blank-count",
        wanted.place,
        what,
        hint=f"Say which one: `# blank: {wanted.text} (2nd)`, or name a longer part of the line."
        if not wanted.nth
        else f"Count the occurrences from the left; the last one is number {count}.",
    )


def _report_empty(source: Source, code: Code, comment: Word) -> None:
    source.report(
        "blank-count",
        source.within(code, comment.line, comment.start + 1, len(comment.text)),
        "This `# blank:` names nothing",
        hint="Write the part of the line to take out: `# blank: 20`.",
    )


def _report_like(source: Source, code: Code, comment: Word) -> None:
    match = _LIKE.search(comment.text)
    if match is None or not nearest(match["word"], ["blank"], cutoff=0.75):
        return
    source.report(
        "unknown-name",
        source.within(code, comment.line, comment.start + match.start() + 1, len(match.group())),
        f"`{match.group()}` is not a comment that an exercise knows",
        hint="Did you mean `# blank:`?",
    )
