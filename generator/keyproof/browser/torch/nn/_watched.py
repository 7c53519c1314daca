"""Hooks of modules: functions of a program that see what goes into a layer and what comes out.

In: a module, its arguments, and functions. Out: what the module gives, or what a function put in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._hooks import RemovableHandle, added
from .._missing import missing

KEPT = ("_backward_hooks", "_forward_hooks", "_forward_pre_hooks")
"""Where a module keeps them; of the first kind none can be registered here."""


def register_forward_hook(
    self: Any, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False, always_call: bool = False
) -> RemovableHandle:
    if always_call:
        raise missing("Module.register_forward_hook(always_call=True)")
    return added(self._forward_hooks, (hook, with_kwargs), first=prepend)


def register_forward_pre_hook(
    self: Any, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
) -> RemovableHandle:
    return added(self._forward_pre_hooks, (hook, with_kwargs), first=prepend)


def called(module: Any, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """Call a module between its hooks."""
    for hook, with_kwargs in list(module._forward_pre_hooks.values()):
        args, options = _before(hook, module, args, options, with_kwargs=with_kwargs)
    result = module.forward(*args, **options)
    for hook, with_kwargs in list(module._forward_hooks.values()):
        changed = hook(module, args, options, result) if with_kwargs else hook(module, args, result)
        result = result if changed is None else changed
    return result


def _before(hook: Any, module: Any, args: Any, options: Any, *, with_kwargs: bool) -> tuple[Any, Any]:
    if not with_kwargs:
        changed = hook(module, args)
        return (args if changed is None else changed if isinstance(changed, tuple) else (changed,)), options
    changed = hook(module, args, options)
    if changed is None:
        return args, options
    if not isinstance(changed, tuple) or len(changed) != 2:
        raise RuntimeError(
            f"forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got {changed}."
        )
    return changed
