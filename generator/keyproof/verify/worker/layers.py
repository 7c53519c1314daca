"""Layers that a run builds and never runs: their arguments were not put to the test.

In: the namespace of a run. Out: names of the layers made in it, if none of them nor any other was called.
"""

from __future__ import annotations

from typing import Any

from .calls import Calls, Module


class Layers:
    """Notes whether any layer is called from now on."""

    def __init__(self, namespace: dict[str, Any], calls: Calls) -> None:
        self._namespace = namespace
        self._before = [value for value in namespace.values() if isinstance(value, Module)]
        self._called = False
        calls.entered.append(self._note)

    def idle(self) -> list[str]:
        """Name the layers that were made, if nothing was called."""
        if self._called:
            return []
        return [
            name
            for name, value in self._namespace.items()
            if isinstance(value, Module) and not any(value is old for old in self._before)
        ]

    def _note(self, layer: object, given: dict[str, Any]) -> None:
        del layer, given
        self._called = True
