"""No sentence for readers stands in the code: the catalogue has them all, where they can be translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

RENDER = Path(__file__).resolve().parents[2] / "keyproof" / "render"

FOR_AUTHORS = {"faults.py", "languages.py"}
"""What these say is read by authors: findings, marked as English, and errors of their own words."""

NAMES = {"AssertionError", "Canvas", "File", "Json", "Keyproof", "Python", "Size", "exclude: true"}
"""What no reader is told, or by one name in every language: programs, types, colours, Python's own output."""

_TAG = re.compile(r"<[^<>]*>?|[^<>]*>")
_WORDS = re.compile(r"[A-Za-z]{2,}[,:]? [a-z]{2,}|\b[A-Z][a-z]{2,}\b")


def _said(tree: ast.Module) -> Iterator[ast.Constant]:
    """Give every text in the code that is no documentation, no error, no pattern and no annotation."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Raise | ast.AnnAssign):
            kept = node.value if isinstance(node, ast.AnnAssign) else None
            silent |= set(ast.walk(node)) - (set(ast.walk(kept)) if kept else set())
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            silent |= set(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node


def _words(text: str) -> str:
    """Give the first words that a reader would see of a piece of markup."""
    found = _WORDS.search(_TAG.sub("  ", text))
    return found.group() if found else ""


def test_no_words_for_readers_stand_in_the_code() -> None:
    """Two words in a row, or one with a capital, outside of tags."""
    found = {
        f"{file.name}:{text.lineno}": words
        for file in sorted(RENDER.glob("*.py"))
        if file.name not in FOR_AUTHORS
        for text in _said(ast.parse(file.read_text(encoding="utf-8")))
        if (words := _words(str(text.value))) and words not in NAMES
    }

    assert {} == found


def test_the_test_would_see_them() -> None:
    """A rule that nothing can break protects nothing."""
    seen = [_words(text) for text in ("Show solution", "<p>Hint</p>", "the run gives ", "<b class=x y>z</b>")]

    assert ["Show solution", "Hint", "the run", ""] == seen
