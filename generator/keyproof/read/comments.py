"""Comments of a program, told from strings by Python's own tokenizer.

In: code that is valid Python. Out: its tokens by line, its comments, lenient tokens of a fragment.
"""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass

_LAYOUT = frozenset(
    {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.COMMENT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A token on one line, as columns counted from 0."""

    text: str
    """The token."""

    line: int
    """Line, counted from 1."""

    start: int
    """Column of its first character."""

    end: int
    """Column after its last character."""


def read_tokens(code: str) -> tuple[list[Word], list[Word]]:
    """Return the words and the comments of some code, as far as it can be cut into tokens."""
    words: list[Word] = []
    comments: list[Word] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code + "\n").readline):
            (line, start), (last, end) = token.start, token.end
            word = Word(text=token.string, line=line, start=start, end=end)
            if token.type == tokenize.COMMENT:
                comments.append(word)
            elif token.type not in _LAYOUT and last == line and token.string.strip():
                words.append(word)
    except (tokenize.TokenError, SyntaxError):
        # A fragment such as `nn.RNN(` ends too early; what came before is what counts.
        pass
    return words, comments


def same_code(code: str) -> tuple[str, ...]:
    """Return what two spellings of the same code have in common: their tokens, or the text."""
    words, comments = read_tokens(code)
    parts = tuple(word.text for word in words)
    whole = "".join("".join(parts).split()) == "".join(code.split())
    return parts if whole and not comments else (code.strip(),)
