"""Assertions that tell: `assert a == b` also records what `a` and `b` were.

In: the tree of a check. Out: the same program, every part still evaluated once and told to a `Recorder`.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .values import message_of, show

RECORDER = "__keyproof_recorder__"
"""Global name under which rewritten code finds the recorder."""

Sources = list[tuple[str, Sequence[tuple[str, str]]]]
"""The text of each assertion that was rewritten, and of the two sides of each of its comparisons."""

ENOUGH = 20
"""Assertions kept that held; one that failed is always kept."""


@dataclass
class Recorder:
    """What the assertions of one candidate were and did."""

    sources: Sources
    records: list[dict[str, object]] = field(default_factory=list)
    failure: BaseException | None = None

    def held(self, index: int, link: int, *values: object) -> None:
        """Note an assertion that was true."""
        if len(self.records) < ENOUGH:
            self.records.append(self._record(index, link, values) | {"held": True})

    def failed(self, index: int, link: int, values: tuple[object, ...], *message: object) -> BaseException:
        """Note an assertion that was false, and give the exception to raise."""
        text = message_of(Exception(*message)) if message else ""
        self.records.append(self._record(index, link, values) | {"held": False, "message": text})
        self.failure = AssertionError(*message)
        return self.failure

    def _record(self, index: int, link: int, values: tuple[object, ...]) -> dict[str, object]:
        source, sides = self.sources[index]
        record: dict[str, object] = {"source": source}
        if values:
            left, right = sides[link]
            record |= {"left": left, "left_value": show(values[0])}
            record |= {"right": right, "right_value": show(values[1])}
        return record


@dataclass
class _Link:
    """One comparison of an assertion: what to evaluate first, then the condition."""

    before: list[ast.stmt]
    condition: ast.expr
    names: tuple[str, ...] = ()
    sides: tuple[str, str] = ("", "")


class AssertRewriter(ast.NodeTransformer):
    """Turns `assert` into ifs that evaluate each operand once and report it."""

    def __init__(self, source: str, sources: Sources) -> None:
        self._source = source
        self._sources = sources
        self._count = 0

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        """Rewrite one assertion."""
        links = [link for part in _conjuncts(node.test) for link in self._links(part)]
        index = len(self._sources)
        self._sources.append((self._text(node.test), [link.sides for link in links]))
        last = len(links) - 1
        body: list[ast.stmt] = [ast.Expr(_call("held", [index, last], _loads(links[last].names)))]
        for number, link in reversed(list(enumerate(links))):
            values = ast.Tuple(list(_loads(link.names)), ast.Load())
            # A copy for each link: a node that stands in two places would be renumbered twice.
            message = [copy.deepcopy(node.msg)] if node.msg else []
            failure = ast.Raise(_call("failed", [index, number], [values, *message]))
            body = [*link.before, ast.If(link.condition, body, [failure])]
        return [ast.fix_missing_locations(_at(statement, node)) for statement in body]

    def _links(self, test: ast.expr) -> list[_Link]:
        if not isinstance(test, ast.Compare):
            return [_Link([], test)]
        links: list[_Link] = []
        left, left_name = test.left, self._name()
        before: list[ast.stmt] = [_assign(left_name, left)]
        for operator, right in zip(test.ops, test.comparators, strict=True):
            right_name = self._name()
            before.append(_assign(right_name, right))
            names = (left_name, right_name)
            compared, against = _loads(names)
            links.append(
                _Link(before, ast.Compare(compared, [operator], [against]), names,
                      (self._text(left), self._text(right)))
            )  # fmt: skip
            left, left_name, before = right, right_name, []
        return links

    def _name(self) -> str:
        self._count += 1
        return f"__keyproof_{self._count}"

    def _text(self, node: ast.expr) -> str:
        text = ast.get_source_segment(self._source, node)
        return text if text and "\n" not in text else ast.unparse(node)


def _conjuncts(test: ast.expr) -> list[ast.expr]:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [part for value in test.values for part in _conjuncts(value)]
    return [test]


def _loads(names: Sequence[str]) -> list[ast.expr]:
    return [ast.Name(name, ast.Load()) for name in names]


def _assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def _call(method: str, numbers: Sequence[int], rest: Sequence[ast.expr]) -> ast.expr:
    function = ast.Attribute(ast.Name(RECORDER, ast.Load()), method, ast.Load())
    return ast.Call(function, [*(ast.Constant(number) for number in numbers), *rest], [])


def _at(statement: ast.stmt, origin: ast.stmt) -> Any:
    # Only new nodes lack a location; those of the author keep theirs.
    for child in ast.walk(statement):
        if isinstance(child, (ast.expr, ast.stmt)) and not hasattr(child, "lineno"):
            ast.copy_location(child, origin)
    return statement
