"""The judge inside a candidate: runs its steps one after the other, and stops at gates between them.

In: compiled steps. Out: code that nothing written in Python can change while it runs.

Everything it uses is a constant of its code object: functions of C, the steps, the numbers of the gates.
It looks up no name that a candidate could rebind and calls no function whose code a candidate could exchange.
All of it is on one line, so that no tracing function can make it jump. See `witness` for the other side.
"""

from __future__ import annotations

import ast
import operator
import os
import sys
import warnings
from collections.abc import Callable
from functools import cache
from types import CodeType
from typing import Any

BEGIN, CHECK, ENDED, HELD = 7001, 7002, 7003, 7004
"""What is asked for at each gate, in bytes: before the first step, before a check, and at either end."""

Part = tuple[CodeType | BaseException, str, tuple[str, ...] | None]
"""A step as code or as what is wrong with it; its mode; and if it is a check, the names it relies on."""

Shape = tuple[bool, str, bool]
"""Whether a step cannot be compiled, its mode, and whether it is a check."""

SHOWN = "shown "
"""Begins the mode of a step whose result is shown: whatever happens in it, the run goes on."""


def judge(  # noqa: PLR0913 each is a way out of what is sealed
    parts: list[Part],
    namespace: dict[str, Any],
    *,
    gate: int,
    note: Callable[[int], None],
    tell: Callable[[BaseException | None], None],
    hold: Callable[[int], None],
    keep: Callable[[int, BaseException | None], None],
) -> CodeType:
    """Write the program of one judgement; to be run by `exec`.

    Args:
        parts: the steps, compiled.
        namespace: what they run in.
        gate: descriptor on which the worker is told and answers.
        note: a function of C that notes which step runs.
        tell: called with what ended the run, or None, before the last gate.
        hold: called before a step whose result is shown.
        keep: called after it, with what it raised, or None.
    """
    facts: dict[str, Any] = {
        "READ": os.read, "WRITE": os.write, "EXEC": exec, "EVAL": eval, "CALL": operator.call, "ALL": all,
        "MAP": map, "IS": operator.is_, "SET": dict.__setitem__, "SPACE": namespace, "GET": namespace.get,
        "NOTE": note, "TELL": tell, "GATE": gate, "SHADOWED": ShadowedError(), "TRACE": sys.settrace,
        "HOLD": hold, "KEEP": keep,
    }  # fmt: skip
    shape: list[Shape] = []
    for number, (part, mode, names) in enumerate(parts):
        facts[f"PART{number}"] = part
        if names is not None:
            facts |= {f"NAMES{number}": names, f"WERE{number}": tuple(map(namespace.get, names))}
        shape.append((isinstance(part, BaseException), mode, names is not None))
    return _filled(template(tuple(shape)), facts)


@cache
def template(shape: tuple[Shape, ...]) -> CodeType:
    """Compile the program for steps of some shape. Done before a fork, it is there for all behind it."""
    lines = [_stop(BEGIN), "try:"]
    for number, (broken, mode, checks) in enumerate(shape):
        lines.append(f" NOTE({number})")
        run = f" raise PART{number}" if broken else f" {_run(number, mode)}"
        if mode.startswith(SHOWN):
            lines += _shown(number, run)
            continue
        same = f" if not ALL(MAP(IS, MAP(GET, NAMES{number}), WERE{number})): raise SHADOWED"
        # A tracing function could make the check jump over its assertions.
        lines += [" TRACE(None)", f" {_stop(CHECK)}", same, run, same] if checks else [run]
    lines += ["except BaseException as error:", " CALL(TELL, error)", f" {_stop(ENDED)}"]
    lines += ["else:", " CALL(TELL, None)", f" {_stop(HELD)}"]
    tree = _OneLine().visit(ast.parse("\n".join(lines)))
    with warnings.catch_warnings():
        # The compiler warns that text cannot be called; it will not be text.
        warnings.simplefilter("ignore")
        code: CodeType = compile(tree, "keyproof:judge", "exec")
    return code


class ShadowedError(Exception):
    """A program gave another meaning to a name that its check relies on."""


def _shown(number: int, run: str) -> list[str]:
    return [
        " try:", f"  CALL(HOLD, {number})", f" {run}",
        f" except BaseException as error: CALL(KEEP, {number}, error)",
        f" else: CALL(KEEP, {number}, None)",
    ]  # fmt: skip


def _stop(gate: int) -> str:
    return f"WRITE(GATE, b'?'); READ(GATE, {gate})"


def _run(number: int, mode: str) -> str:
    if mode.removeprefix(SHOWN) == "run":
        return f"EXEC(PART{number}, SPACE)"
    return f"SET(SPACE, {('answer' if mode == 'bind' else VALUE)!r}, EVAL(PART{number}, SPACE))"


VALUE = "__keyproof_value__"
"""Name of a `value` step's value."""


def _filled(code: CodeType, facts: dict[str, Any]) -> CodeType:
    marks = {_mark(name): value for name, value in facts.items()}
    constants = (marks[item] if isinstance(item, str) and item in marks else item for item in code.co_consts)
    return code.replace(co_consts=tuple(constants))


def _mark(name: str) -> str:
    return f"keyproof:constant:{name}"


class _OneLine(ast.NodeTransformer):
    """Puts marks in the place of names in capitals, and everything on the first line."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name in ("lineno", "end_lineno"):
            if hasattr(node, name):
                setattr(node, name, 1)
        for name in ("col_offset", "end_col_offset"):
            if hasattr(node, name):
                setattr(node, name, 0)
        if isinstance(node, ast.Name) and node.id.isupper():
            return ast.copy_location(ast.Constant(_mark(node.id)), node)
        return super().generic_visit(node)
