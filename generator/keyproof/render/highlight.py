"""Python source as highlighted HTML with blanks cut into it.

In: source and the offsets of its blanks. Out: one line of `<span>`s with Pygments' short
class names, which the site's theme already colours inside an element of class `highlight`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES, _TokenType

from keyproof.exercise import Blank
from keyproof.render.markup import escape, one_line

_LEXER = PythonLexer()


def highlight(source: str, *, blanks: Sequence[Blank] = ()) -> str:
    """Highlight `source`; each blank's text is left out and replaced by its number."""
    parts: list[str] = []
    style, text = "", ""
    for piece_style, piece in _pieces(source, blanks):
        if piece_style != style or not isinstance(piece, str):
            parts.append(_span(style, text))
            style, text = piece_style, ""
        if isinstance(piece, str):
            text += piece
        else:
            parts.append(f'<span class="kp-blank" data-blank="{piece}">[{piece + 1}]</span>')
    return one_line("".join([*parts, _span(style, text)]))


def program(source: str, *, blanks: Sequence[Blank] = ()) -> str:
    """Highlight a whole program in the markup of the site's own code blocks."""
    code = highlight(source.rstrip("\n"), blanks=blanks)
    return f'<div class="highlight"><pre><code>{code}</code></pre></div>'


def _pieces(source: str, blanks: Sequence[Blank]) -> Iterator[tuple[str, str | int]]:
    """Yield text with its style, and the numbers of blanks where they begin."""
    order = sorted(range(len(blanks)), key=lambda number: blanks[number].start)
    at = 0
    for number in order:
        blank = blanks[number]
        yield from _styled(source, at, blank.start)
        yield "", number
        at = blank.end
    yield from _styled(source, at, len(source))


def _styled(source: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    for offset, kind, text in _LEXER.get_tokens_unprocessed(source):
        cut = text[max(start - offset, 0) : max(end - offset, 0)]
        if cut:
            yield _style(kind), cut


def _style(kind: _TokenType) -> str:
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    style = STANDARD_TYPES.get(kind, "")
    return "" if style == "w" else style


def _span(style: str, text: str) -> str:
    if not text:
        return ""
    return f'<span class="{style}">{escape(text)}</span>' if style else escape(text)
