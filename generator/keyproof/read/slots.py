"""Places in prose where the run says what stands there: values in a sentence, and fences that show something.

In: lines of Markdown as written. Out: the same lines with a `SLOT` in each place, and what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keyproof.exercise import SLOT
from keyproof.read.spans import Span, find_spans

VALUE = "python"
"""Word in braces at the beginning of a code span whose value is shown."""

SHOWING = ("run", "figure", "table", "stepper")
"""Words after `python` of fences in whose place something computed is shown."""

NAMING = ("name", "after")
"""Keys by which a `python setup` fence in the middle of a page becomes a run that is not shown."""

_BRACES = re.compile(r"\{(?P<word>[A-Za-z]\w*)(?P<keys>[^{}]*)\}(?:[ \t]+(?P<code>.*\S)[ \t]*)?$")
_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<marker>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$")

Found = tuple[int, int, int, str]
"""Line and column from 1, length, and what is written there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A code span that asks for a value."""

    span: Span
    """The span."""

    word: str
    """The word in its braces."""

    keys: str
    """What follows the word."""

    code: str
    """The expression, with its format."""

    begin: int
    """Offset of the expression in the line."""

    first: int
    """Offset of the keys in the line."""


def asked(line: str) -> Iterator[Asked]:
    """Find the code spans of a line that begin with a word in braces."""
    for span in find_spans(line):
        match = _BRACES.match(span.code)
        if match:
            code = match["code"] or ""
            yield Asked(
                span=span,
                word=match["word"],
                keys=match["keys"],
                code=code,
                begin=span.inner + (match.start("code") if code else match.end()),
                first=span.inner + match.start("keys"),
            )


def shows(info: str) -> bool:
    """Tell whether a fence asks for something that is computed, by what follows its marker."""
    language, _, rest = info.strip().partition(" ")
    word, *keys = rest.split() or [""]
    hidden = word == "setup" and any(key.startswith(f"{name}=") for key in keys for name in NAMING)
    return language == "python" and (word in SHOWING or hidden)


def slotted(lines: Sequence[str]) -> tuple[str, list[Found]]:
    """Put a slot in the place of whatever is computed; every line keeps its number."""
    done: list[str] = []
    found: list[Found] = []
    index = 0
    while index < len(lines):
        # Whoever writes this character means nothing by it; as a slot it would be somebody else's.
        line = lines[index].replace(SLOT, "\ufffd")
        fence = _opened(line)
        end = _end(lines, index, fence) if fence else index + 1
        if fence and shows(fence["info"]):
            written = "\n".join(lines[index:end])
            column = fence.start("marker") + 1
            found.append((index + 1, column, len(line.rstrip()) - column + 1, written))
            done += [fence["indent"] + SLOT, *([""] * (end - index - 1))]
        elif fence:
            done += [line, *lines[index + 1 : end]]
        else:
            text, values = _values(line)
            done.append(text)
            found += [(index + 1, *value) for value in values]
        index = end
    return "\n".join(done), found


def _values(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    spans = [one.span for one in asked(line) if one.word == VALUE and one.code]
    values = [(span.start + 1, span.end - span.start, line[span.start : span.end]) for span in spans]
    for span in reversed(spans):
        line = line[: span.start] + SLOT + line[span.end :]
    return line, values


def _opened(line: str) -> re.Match[str] | None:
    fence = _FENCE.match(line)
    return fence if fence and not ("`" in fence["marker"] and "`" in fence["info"]) else None


def _end(lines: Sequence[str], index: int, fence: re.Match[str]) -> int:
    for later in range(index + 1, len(lines)):
        closing = _FENCE.match(lines[later])
        if closing and closing["marker"].startswith(fence["marker"]) and not closing["info"].strip():
            return later + 1
    return len(lines)
