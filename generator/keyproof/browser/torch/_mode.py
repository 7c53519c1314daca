"""Whether steps are recorded for gradients: a switch for blocks and for functions.

In: `with` blocks and decorated functions. Out: the state that `needed` in `_graph` asks for.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Self

_enabled = [True]


class grad_mode:
    """Switch recording on or off for a block, or for every call of a function."""

    wanted = True

    def __init__(self, wanted: bool | None = None) -> None:
        if wanted is not None:
            self.wanted = wanted
        self.before: list[bool] = []

    def __enter__(self) -> Self:
        self.before.append(_enabled[0])
        _enabled[0] = self.wanted
        return self

    def __exit__(self, *_: object) -> None:
        _enabled[0] = self.before.pop()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def switched(*args: Any, **options: Any) -> Any:
            with self:
                return function(*args, **options)

        return switched


class enable_grad(grad_mode):
    __module__ = "torch"


class no_grad(grad_mode):
    __module__ = "torch"
    wanted = False

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        made = super().__new__(cls)
        if function is None:
            return made
        made.before = []
        return made(function)

    def __init__(self) -> None:
        super().__init__()


class set_grad_enabled(grad_mode):
    __module__ = "torch"

    def __init__(self, mode: bool) -> None:
        super().__init__(mode)
        self.before = [_enabled[0]]
        _enabled[0] = mode

    def __enter__(self) -> Self:
        _enabled[0] = self.wanted
        return self


def is_grad_enabled() -> bool:
    return _enabled[0]
