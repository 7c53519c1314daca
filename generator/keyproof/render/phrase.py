"""Short texts that mix words and code, safe to show without parsing them again.

In: an author's note, or pieces put together by `words`. Out: a `Phrase`, as payload data or as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from keyproof.render.markup import escape

Phrase = tuple[str, ...]
"""Plain text and code by turns, beginning with plain text: `("The value is ", "20", ".")`."""

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def plain(text: str) -> Phrase:
    """Make a phrase of words alone."""
    return (text,) if text else ()


def code(text: str) -> Phrase:
    """Make a phrase of one piece of code."""
    return ("", text)


def join(phrases: Iterable[Phrase]) -> Phrase:
    """Put phrases end to end, keeping the turns of text and code."""
    pieces: list[str] = []
    for phrase in phrases:
        if not pieces or not phrase:
            pieces.extend(phrase)
            continue
        if len(pieces) % 2 == 0:
            pieces.append("")
        pieces[-1] += phrase[0]
        pieces.extend(phrase[1:])
    return tuple(pieces)


def capitalised(phrase: Phrase) -> Phrase:
    """Begin a sentence: upper-case its first word unless it begins with code."""
    if not phrase or not phrase[0]:
        return phrase
    return (phrase[0][0].upper() + phrase[0][1:], *phrase[1:])


def from_note(text: str) -> Phrase:
    """Read an author's note: plain text with code spans, line breaks folded."""
    pieces: list[str] = []
    at = 0
    for span in _SPAN.finditer(text):
        pieces += [_folded(text[at : span.start()]), _span_text(span.group(2))]
        at = span.end()
    rest = _folded(text[at:])
    return tuple([*pieces, rest] if rest or not pieces else pieces)


def to_markdown(phrase: Phrase) -> str:
    """Write a phrase as text with code in backticks, more of them where the code holds some itself."""
    return "".join(_fenced(piece) if index % 2 else piece for index, piece in enumerate(phrase))


def to_html(phrase: Phrase) -> str:
    """Write a phrase as inline HTML, code in `<code>`."""
    return "".join(
        f"<code>{escape(piece)}</code>" if index % 2 else escape(piece) for index, piece in enumerate(phrase)
    )


def _fenced(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{space}{text}{space}{fence}"


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _span_text(text: str) -> str:
    folded = text.replace("\n", " ")
    padded = folded.startswith(" ") and folded.endswith(" ") and folded.strip()
    return folded[1:-1] if padded else folded
