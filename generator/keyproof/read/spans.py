"""Code spans of inline Markdown.

In: text. Out: where a span's code stands, or the text with all code hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RUN = re.compile(r"`+")
HIDDEN = "\0"
"""Stands for every character that belongs to code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A code span, as offsets into the text it was found in."""

    start: int
    """Offset of the first backtick."""

    end: int
    """Offset after the last backtick."""

    inner: int
    """Offset of the code."""

    code: str
    """The code between the backticks."""


def find_spans(text: str) -> list[Span]:
    """Return the code spans of a paragraph, in order."""
    runs = list(_RUN.finditer(text))
    spans: list[Span] = []
    index = 0
    while index < len(runs):
        run = runs[index]
        escaped = run.start() > 0 and text[run.start() - 1] == "\\"
        close = None if escaped else _closing(runs, index)
        if close is not None:
            spans.append(_span(text, run, runs[close]))
        index = index + 1 if close is None else close + 1
    return spans


def mask_code(text: str) -> str:
    """Hide code spans and `$math$` without moving anything else."""
    hidden = [(span.start, span.end) for span in find_spans(text)]
    hidden += [match.span() for match in re.finditer(r"\$[^$\s](?:[^$\n]*[^$\s])?\$", text)]
    masked = list(text)
    for start, end in hidden:
        masked[start:end] = [mark if mark == "\n" else HIDDEN for mark in text[start:end]]
    return "".join(masked)


def _closing(runs: list[re.Match[str]], index: int) -> int | None:
    width = len(runs[index].group())
    later = range(index + 1, len(runs))
    return next((n for n in later if len(runs[n].group()) == width), None)


def _span(text: str, opening: re.Match[str], closing: re.Match[str]) -> Span:
    inner, code = opening.end(), text[opening.end() : closing.start()]
    if code.startswith(" ") and code.endswith(" ") and code.strip():
        inner, code = inner + 1, code[1:-1]
    return Span(start=opening.start(), end=closing.end(), inner=inner, code=code)
