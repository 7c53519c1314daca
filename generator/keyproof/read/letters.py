"""Letters of options that an author typed; options change places, so such a letter is wrong.

In: nodes of prose that readers see with the answer. Out: findings `typed-letter`.
"""

from __future__ import annotations

import re
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

from keyproof.finding import Place
from keyproof.read.markdown import lines_of, within
from keyproof.read.source import Source
from keyproof.read.spans import mask_code

Listed = Literal["option", "point"]
"""What an item of a list is called; only options have letters."""

_LETTER = r"\(?\*{0,2}[A-H]\*{0,2}\)?(?![\w'’])"
# "A" opens many sentences, so after a bare word a letter counts only where the thought ends.
_END = r"(?=\s*(?:\[OK\]|[.,;:!)]|->|→|$))"

_JUDGED = "(?:correct|right|wrong|incorrect|true|false)"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Oo]ptions?\s+{_LETTER}",
        rf"\b[Cc]hoice\s+{_LETTER}{_END}",
        rf"\b(?:[Aa]nswer|[Cc]orrect|[Rr]ight)\s*(?:is|:|=|->|→)[\s*]*{_LETTER}{_END}",
        rf"\b[Aa]nswer\s+{_LETTER}{_END}",
        # One word before the sign is mathematics ("a = B"); a sentence before it is a verdict.
        rf"(?<=\w\s)[a-z]{{2,}}\s*(?P<sign>=\s*{_LETTER}){_END}",
        rf"^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<alone>=\s*{_LETTER}){_END}",
        rf"(?P<ok>=\s*{_LETTER})\s*\[OK\]",
        rf"(?P<arrow>(?:->|→)\s*{_LETTER})\s*(?:\[OK\])?[.!]?\s*$",
        r"(?:^|[.:;]\s)\s*(?:[-*+]\s+|\d+[.)]\s+)?"
        rf"(?P<verdict>\(?[A-H]\)?\s+is\s+{_JUDGED}\b)",
        rf"\b(?P<both>[A-H]\s+(?:and|or)\s+[A-H]\s+are\s+{_JUDGED}\b)",
    )
)
_WEAKER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:[Rr]ight|[Cc]orrect|[Bb]est|[Ww]rong)\s+(?:one|option|choice|answer)\s+is\s+{_LETTER}{_END}",
        r"\b(?:[Aa]nswer|one|option|choice)\s+(?:is\s+)?\(?[a-h]\)",
        rf"\b(?:[Cc]hoos(?:e|es|ing)|[Pp]ick(?:s|ing)?|[Ss]elect(?:s|ing)?|[Tt]ick(?:s|ing)?)\s+{_LETTER}"
        r"(?=\s*(?:[.;:!]|$)|\s+(?:because|since)\b)",
        rf"(?:\(|\b(?:so|because|only)\s+)(?P<aside>\(?[A-H]\)?\s+is\s+{_JUDGED}\b)",
        r"(?:^|[.:;]\s|\()\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<better>[A-H]\s+is\s+(?:better|best|worse|worst)\b)",
    )
)
"""Wordings that people use of other things as well: they count only with a letter that an option has."""

_NAMED = re.compile(r"\b[A-Ha-h](?=\W*$|\)|\s+is\b)")
_PREFIX = re.compile(r"(?:\([A-Ha-h]\)|[A-Ha-h]\)|[A-Ha-h]\.|[A-H]:)(?=\s+\S)")
_HINT = (
    "Say what the option says instead: options change places on the page, and the final answer "
    "with its letter is generated. Put mathematics between backticks."
)


def report_letters(source: Source, nodes: list[SyntaxTreeNode], *, options: int) -> None:
    """Report letters in the prose of these nodes, with that many options on offer; code is exempt."""
    for node in within(nodes, "inline"):
        start, end = lines_of(node)
        masked = mask_code("\n".join(source.lines[start:end])).split("\n")
        for row, text in enumerate(masked, start + 1):
            _report_line(source, row, text, options=options)


def report_prefix(source: Source, text: str, place: Place) -> None:
    """Report `A.` and the like in front of an option's text."""
    match = _PREFIX.match(text)
    if match is not None:
        _report(source, source.place(place.line, place.column, len(match.group())), match.group())


def _report_line(source: Source, row: int, text: str, *, options: int) -> None:
    reached = 0
    found = [match.span(match.lastgroup or 0) for pattern in _PATTERNS for match in pattern.finditer(text)]
    weaker = [match.span(match.lastgroup or 0) for pattern in _WEAKER for match in pattern.finditer(text)]
    found += [span for span in weaker if _exists(text[slice(*span)], options)]
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            _report(source, source.place(row, start + 1, end - start), text[start:end])
            reached = end


def _exists(named: str, options: int) -> bool:
    letter = _NAMED.search(named)
    return letter is not None and ord(letter.group().upper()) - ord("A") < options


def _report(source: Source, place: Place, text: str) -> None:
    source.report("typed-letter", place, f"`{text}` names an option by a letter", hint=_HINT)
