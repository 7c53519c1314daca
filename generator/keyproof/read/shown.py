"""Prose as readers see it: without what only the build needs.

In: Markdown as written. Out: Markdown for the site's renderer, line for line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from keyproof.read.spans import Span, find_spans

OUTPUT = "output"
"""Language of the fence that says what the program before it prints."""

_ATTRIBUTE = re.compile(
    r"\{\s*(?P<name>\w+)\s*=\s*(?P<quote>[\"'])(?P<code>[^\n]*?)(?P=quote)\s*\}"
)
_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<marker>`{3,}|~{3,})(?P<info>[^`]*)$")
_SHOWN = {"python signature": "python", OUTPUT: "text"}
"""Infos of our own fences, and the language that each is shown as."""


def as_shown(text: str) -> str:
    """Take out of prose what only the build needs; every line keeps its number."""
    done: list[str] = []
    closing = ""
    for line in text.split("\n"):
        done.append(line)
        fence = _FENCE.match(line)
        if closing:
            if fence and fence["marker"].startswith(closing) and not fence["info"].strip():
                closing = ""
        elif fence:
            closing = fence["marker"]
            shown = _SHOWN.get(" ".join(fence["info"].split()))
            done[-1] = f"{fence['indent']}{closing}{shown}" if shown else line
        else:
            done[-1] = _without_checks(line)
    return "\n".join(done)


def attributes(line: str) -> Iterator[tuple[Span, re.Match[str]]]:
    """Find the code spans of a line that have one attribute behind them, with that attribute."""
    for span in find_spans(line):
        match = _ATTRIBUTE.match(line, span.end)
        if match:
            yield span, match


def _without_checks(line: str) -> str:
    for _, found in reversed([*attributes(line)]):
        if found["name"] == "check":
            line = line[: found.start()] + line[found.end() :]
    return line
