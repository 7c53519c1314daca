"""Names that mean something to a reader: those in what is on show, and those of Python and torch.

In: an `Exercise` or a piece of a check. Out: names, and whether a reader can follow the piece.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from functools import lru_cache

from keyproof.exercise import Exercise
from keyproof.trees import tree_of

_SPAN = re.compile(r"`([^`\n]+)`")

EVERYWHERE = frozenset({*dir(builtins), "torch", "nn", "answer"})
"""Names that need no program. `answer` is what a reader of a `choice` has just chosen."""


@lru_cache(maxsize=256)
def seen(exercise: Exercise) -> frozenset[str]:
    """Collect the names in the program, in the options and in the words around them."""
    # Who writes a solution sees its tests.
    tests = exercise.check if exercise.kind == "write" else None
    pieces = [exercise.program, tests, *(option.code for option in exercise.options)]
    prose = [part.text for part in (exercise.before, exercise.after) if part]
    prose += [option.text for option in exercise.options]
    spans = [span for text in prose for span in _SPAN.findall(text)]
    return EVERYWHERE.union(*map(_names, [*(code.source for code in pieces if code), *spans]))


def is_clear(source: str, known: frozenset[str]) -> bool:
    """Tell whether a piece of a check uses no name that its reader has never seen."""
    tree = _parsed(source)
    if tree is None:
        return False
    # What a comprehension, a lambda or an assignment binds is explained where it stands.
    return {name for name, loaded in _uses(tree) if loaded} <= known | {
        name for name, loaded in _uses(tree) if not loaded
    }


def _names(source: str) -> frozenset[str]:
    tree = _parsed(source)
    return frozenset(name for name, _ in _uses(tree)) if tree else frozenset()


def _parsed(source: str) -> ast.Module | None:
    try:
        return tree_of(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _uses(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Give every name with whether it is read there, rather than bound."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, isinstance(node.ctx, ast.Load)
        elif isinstance(node, ast.arg):
            yield node.arg, False
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0], False
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, False
