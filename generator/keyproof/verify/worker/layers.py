"""Layers that a run builds and never runs: their arguments were not put to the test.

In: the namespace of a run. Out: names of the layers made in it, if none of them nor any other was called.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import torch

Module = torch.nn.Module


class Layers:
    """Notes whether any layer is called from now on."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._before = [value for value in namespace.values() if isinstance(value, Module)]
        self._called = False
        setattr(Module, "__call__", self._noting(Module.__call__))  # noqa: B010 mypy forbids the assignment
        for layer in {layer for layer in vars(torch.nn).values() if isinstance(layer, type)}:
            # Somebody may write `rnn.forward(x)`, which passes `__call__` by.
            if issubclass(layer, Module) and "forward" in vars(layer):
                setattr(layer, "forward", self._noting(layer.forward))  # noqa: B010

    def idle(self) -> list[str]:
        """Name the layers that were made, if nothing was called."""
        if self._called:
            return []
        return [
            name
            for name, value in self._namespace.items()
            if isinstance(value, Module) and not any(value is old for old in self._before)
        ]

    def _noting(self, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def noted(*args: Any, **options: Any) -> Any:
            self._called = True
            return method(*args, **options)

        return noted
