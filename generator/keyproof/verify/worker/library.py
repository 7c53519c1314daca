"""Steps as code: compiled under the author's own path and lines, each different one once.

In: steps. Out: code objects, and the texts of the assertions in them.
"""

from __future__ import annotations

import ast
import contextlib
from types import CodeType
from typing import Any, Literal

from .asserts import AssertRewriter, Sources
from .gates import VALUE
from .tensors import watch_assignments

Step = dict[str, Any]

CHECKING = ("check", "claim")
"""Roles whose assertions are recorded."""

LOCATED = (ast.expr, ast.stmt, ast.excepthandler, ast.arg, ast.keyword, ast.alias, ast.pattern)
"""Nodes of a tree that know their line."""


class Library:
    """The code of one exercise. What was compiled before a fork is there for every process behind it."""

    def __init__(self) -> None:
        self.assertions: Sources = []
        self._codes: dict[tuple[object, ...], CodeType] = {}
        self._names: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def prepare(self, steps: list[Step]) -> None:
        """Compile steps ahead. Nothing of them is run; those that cannot be compiled are left alone."""
        for step in steps:
            # Whoever runs it compiles it again, and has the error to himself.
            with contextlib.suppress(Exception):
                self.code(step)
                if step["role"] in CHECKING:
                    self.names(step)

    def code(self, step: Step) -> CodeType:
        """Give the code of a step."""
        key = (
            step["role"], step["mode"], step["show"], step["path"], step["source"], *step["lines"],
            str(step["watch"]),
        )  # fmt: skip
        if key not in self._codes:
            self._codes[key] = self._compiled(step)
        return self._codes[key]

    def names(self, step: Step) -> tuple[frozenset[str], frozenset[str]]:
        """Give the names that a step calls, and all names in it."""
        source = step["source"]
        if source not in self._names:
            self._names[source] = _names(source)
        return self._names[source]

    def _compiled(self, step: Step) -> CodeType:
        mode: Literal["exec", "eval"] = "exec" if step["mode"] == "run" else "eval"
        source = step["source"] if mode == "exec" else step["source"].strip()
        try:
            tree: Any = ast.parse(source, step["path"], mode)
        except SyntaxError as error:
            error.lineno = step["lines"][min(error.lineno or 1, len(step["lines"])) - 1]
            raise
        if step["show"] == "table":
            _keep_last(tree)
        if step["watch"]:
            watch_assignments(tree, step)
        if step["role"] in CHECKING:
            tree = AssertRewriter(source, self.assertions).visit(tree)
        _renumber(tree, step["lines"])
        code: CodeType = compile(tree, step["path"], mode)
        return code


def _keep_last(tree: ast.Module) -> None:
    """Give the value of the last expression a name."""
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    name = ast.copy_location(ast.Name(VALUE, ast.Store()), last)
    tree.body[-1] = ast.copy_location(ast.Assign([name], last.value), last)


def _names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return frozenset(), frozenset()
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    called = frozenset(function.id for function in calls if isinstance(function, ast.Name))
    return called, frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def _renumber(tree: ast.AST, lines: list[int]) -> None:
    for node in ast.walk(tree):
        if not isinstance(node, LOCATED):
            continue
        begin, end = (lines[min(line, len(lines)) - 1] for line in (node.lineno, node.end_lineno or 1))
        node.lineno, node.end_lineno = begin, max(begin, end)
        # Lines put in from elsewhere may make a node end before it begins, which Python refuses.
        if end <= begin:
            node.end_col_offset = max(node.col_offset, node.end_col_offset or 0)
