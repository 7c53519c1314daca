"""Hooks: functions of a program that see a gradient on its way, and may put another in its place.

In: tensors and functions. Out: a handle that takes a function off again, and what hooks make of a gradient.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar

from ._graph import Gradient
from ._tensor import Tensor

GradientHook = Callable[[Tensor], Gradient]
Hooks = dict[int, Any]


class RemovableHandle:
    """Takes one function off again."""

    __module__ = "torch.utils.hooks"

    _numbers: ClassVar[count[int]] = count()

    def __init__(self, hooks: Hooks) -> None:
        self._hooks, self.id = hooks, next(self._numbers)

    def remove(self) -> None:
        self._hooks.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


def added(hooks: Hooks, hook: Any, *, first: bool = False) -> RemovableHandle:
    """Put a function after, or before, those that are there."""
    handle = RemovableHandle(hooks)
    others = dict(hooks) if first else {}
    for number in others:
        del hooks[number]
    hooks[handle.id] = hook
    hooks.update(others)
    return handle


def register_hook(self: Tensor, hook: GradientHook) -> RemovableHandle:
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if self.grad_fn is None:
        return added(self.__dict__.setdefault("_hooks", {}), hook)
    return added(self.grad_fn.hooks.setdefault(self.output_nr, {}), hook)


def register_post_accumulate_grad_hook(self: Tensor, hook: Callable[[Tensor], None]) -> RemovableHandle:
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if self.grad_fn is not None:
        raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    return added(self.__dict__.setdefault("_after", {}), hook)


def after(leaf: Tensor) -> None:
    """Let those functions look that wait for a leaf's `grad` to be there."""
    for hook in list(leaf.__dict__.get("_after", {}).values()):
        hook(leaf)


def of_leaf(leaf: Tensor) -> Hooks:
    return leaf.__dict__.get("_hooks", {})  # type: ignore[no-any-return]


def seen(hooks: Hooks, gradient: Tensor) -> Tensor:
    """Show a gradient to each function, and give what the last of them left."""
    for hook in list(hooks.values()):
        changed = hook(gradient)
        if changed is not None:
            _check(hook, changed, gradient)
            gradient = changed
    return gradient


def _check(hook: Callable[..., Any], changed: object, gradient: Tensor) -> None:
    if not isinstance(changed, Tensor):
        raise TypeError(f"expected Variable, but hook returned '{type(changed).__name__}'")
    name = getattr(hook, "__name__", type(hook).__name__)
    if changed.dtype is not gradient.dtype:
        kinds = f"was torch.{gradient.dtype.title}Tensor got torch.{changed.dtype.title}Tensor"
        raise RuntimeError(f"hook '{name}' has changed the type of value ({kinds})")
    if changed.shape != gradient.shape:
        raise RuntimeError(f"hook '{name}' has changed the size of value")
