"""Tensors that a comment speaks about: their shapes, and their axes as the layer that had them sees them.

In: names assigned at some lines of a program. Out: shape and axis names of each, once the run has ended.
"""

from __future__ import annotations

import ast
from typing import Any

import torch

from .calls import Calls

WATCHER = "__keyproof_watch__"
"""Global name under which rewritten code hands over a tensor."""

LAYERS = (torch.nn.RNN, torch.nn.LSTM, torch.nn.GRU)


class Watcher:
    """Remembers watched tensors, and every tensor that went into or came out of a recurrent layer."""

    def __init__(self) -> None:
        self._noted: list[tuple[dict[str, Any], object]] = []
        # The tensors themselves are kept: an id alone would be reused.
        self._layouts: list[tuple[object, tuple[str, ...]]] = []

    def start(self, calls: Calls) -> None:
        """Begin to look at what goes into recurrent layers and comes out of them."""
        calls.entered.append(self._given)
        calls.left.append(self._made)

    def note(self, path: str, line: int, name: str, value: object) -> None:
        """Take a value that was just assigned to a name at an author's line."""
        shape = getattr(value, "shape", value)
        if isinstance(shape, (tuple, torch.Size)) and all(isinstance(size, int) for size in shape):
            record = {"path": path, "line": line, "name": name, "shape": list(shape)}
            self._noted.append((record, value))

    def seen(self) -> list[dict[str, Any]]:
        """Give what was noted, each with the names of its axes where a layer told them."""
        return [record | {"axes": list(self._axes(value))} for record, value in self._noted]

    def _axes(self, value: object) -> tuple[str, ...]:
        return next((axes for tensor, axes in self._layouts if tensor is value), ())

    def _given(self, layer: Any, given: dict[str, Any]) -> None:
        if isinstance(layer, LAYERS):
            self._sequence(layer, given.get("input"), "input_size")
            self._state(given.get("hx"))

    def _made(self, layer: Any, result: Any) -> None:
        if isinstance(layer, LAYERS) and isinstance(result, tuple):
            self._sequence(layer, result[0], "hidden_size")
            self._state(result[1])

    def _sequence(self, layer: Any, tensor: object, features: str) -> None:
        if not isinstance(tensor, torch.Tensor):
            return
        order = ("batch", "seq_len") if layer.batch_first else ("seq_len", "batch")
        axes = {3: (*order, features), 2: ("seq_len", features)}.get(tensor.dim(), ())
        if axes:
            self._layouts.append((tensor, axes))

    def _state(self, state: object) -> None:
        for tensor in state if isinstance(state, tuple) else (state,):
            if isinstance(tensor, torch.Tensor):
                axes = ("num_layers", "batch", "hidden_size")
                self._layouts.append((tensor, axes if tensor.dim() == 3 else ("num_layers", "hidden_size")))


def watch_assignments(tree: ast.AST, step: dict[str, Any]) -> None:
    """Put a call behind each assignment that ends on a watched line."""
    for parent in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(parent, block, None)
            if isinstance(statements, list):
                setattr(parent, block, [new for old in statements for new in _watched(old, step)])


def _watched(statement: ast.stmt, step: dict[str, Any]) -> list[ast.stmt]:
    if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return [statement]
    calls: list[ast.stmt] = []
    for line, name in step["watch"]:
        if line == statement.end_lineno:
            facts = [ast.Constant(step["path"]), ast.Constant(step["lines"][line - 1]), ast.Constant(name)]
            call = ast.Call(ast.Name(WATCHER, ast.Load()), [*facts, ast.Name(name, ast.Load())], [])
            calls.append(ast.fix_missing_locations(ast.copy_location(ast.Expr(call), statement)))
    return [statement, *calls]
