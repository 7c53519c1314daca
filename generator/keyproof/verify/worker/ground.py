"""The ground that a check stands on: builtins, torch and its classes, looked at from outside.

In: a candidate's process. Out: pictures of that part of its memory, and the name of what differs between two.

A candidate and the worker come from one process, so everything that was there before lies at the same
address in both. The worker reads it from outside: the candidate has no part in that.
"""

from __future__ import annotations

import builtins
import gc
import math
import os
import random
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import torch

from .spans import Pieces, Span, Spans, opened

MODULES = (builtins, torch, torch.nn, torch.nn.functional, torch.functional, torch.nn.init, torch.random,
           torch.linalg, torch._VF, torch._C._nn, torch._tensor, torch.overrides, torch.testing,
           torch.testing._comparison, torch.nn.utils.rnn, math, random)  # fmt: skip
"""Modules whose names may not be rebound while an answer is judged, besides those of layers."""

HOOKS = {
    f"torch.nn.modules.module.{name}": value
    for name, value in vars(torch.nn.modules.module).items()
    if name.startswith("_global_") and isinstance(value, dict)
}
"""What is called along with every layer. Anything new in them speaks for layers that a check makes itself."""

VOLATILE = {
    "torch": {"Storage", "manual_seed"},
    "torch.nn.modules.module.Module": {"__init__", "__setstate__"},
}
"""What torch itself replaces: on another default type, or when its compiler is first imported."""

# struct PyDictObject: after refcount and type come used, version, keys, values.
_DICT, _DICT_SIZE, _KEYS = 16, 32, 16
# struct dictkeysobject: refcount, log2 of size and of the index's bytes, kind; then usable, entries, indices.
_TABLE = struct.Struct("<qBBBxIqq")
_GENERAL = 0
# struct PyFunctionObject: eight pointers behind the head, code, defaults and closure among them.
_FUNCTION, _FUNCTION_SIZE = 16, 64
_TYPE = 8

_KEPT = 100
"""Things remembered about earlier looks until all are forgotten."""


@dataclass(frozen=True)
class Picture:
    """What a process's ground was like at one moment."""

    tables: Pieces
    """For each owner the table of its names."""

    functions: Spans
    """Where the functions lie that were looked at."""

    made: Pieces
    """For each of them what it is made of."""


class Ground:
    """Where the worker's own ground lies; made before anything is forked."""

    def __init__(self) -> None:
        self._owners = dict(_owners())
        self._heads = Spans([(id(names) + _DICT, _DICT_SIZE) for names in self._owners.values()])
        # By address, since that is what a picture shows.
        self._guarded = [_guarded(owner, names) for owner, names in self._owners.items()]
        # A new name that hides one further up: `__call__` on a subclass, `len` in a module.
        inherited = {name for guarded in self._guarded for name in guarded.values()} | set(vars(object))
        self._hiding = {id(sys.intern(name)): name for name in inherited}
        self._functions = {
            id(value): f"{owner}.{name}"
            for owner, names in self._owners.items()
            for name, value in names.items()
            if isinstance(value, FunctionType)
        }
        self._spans: dict[tuple[object, ...], Spans] = {}
        # What was there at the last look, and where it led: candidates of one exercise are alike.
        self._last: dict[str, tuple[object, Spans]] = {}
        self._own: Pieces = ()
        self._own = self.picture(os.getpid()).tables

    def picture(self, pid: int, *, like: Picture | None = None) -> Picture:
        """Read the ground of a process; the functions looked at are those of another picture, if given.

        Raises:
            GoneError: it cannot be read.
        """
        with opened(pid) as memory:
            tables = self._tables(memory)
            functions = like.functions if like else self._places(tables, memory)
            return Picture(tables, functions, functions.read(memory))

    def difference(self, before: Picture, after: Picture) -> str:
        """Name something that was replaced, such as `torch.equal`; empty if nothing was."""
        rows = zip(self._owners, self._guarded, before.tables, after.tables, strict=True)
        for owner, guarded, old, new in rows:
            if old == new:
                continue
            was, now = _entries(old), _entries(new)
            if owner in HOOKS and was != now:
                return owner
            hiding = {key: self._hiding[key] for key in now.keys() - was.keys() if key in self._hiding}
            for key, name in (guarded | hiding).items():
                if was.get(key) != now.get(key):
                    return f"{owner}.{name}"
        if before.made != after.made:
            pairs = enumerate(zip(before.made, after.made, strict=True))
            first = next(number for number, (was, now) in pairs if was != now)
            # Those that came later than the worker have no name.
            return [*self._functions.values(), *(["a function of torch"] * len(before.made))][first]
        return ""

    def _tables(self, memory: int) -> Pieces:
        heads = self._heads.read(memory)
        keys = [int.from_bytes(head[_KEYS : _KEYS + 8], "little") for head in heads]
        begun = self._seen("beginnings", heads, lambda: [(key, _TABLE.size) for key in keys]).read(memory)

        def spans() -> Iterable[Span]:
            return zip(keys, map(_size, begun), strict=True)

        return self._seen("tables", (heads, begun), spans).read(memory)

    def _places(self, tables: Pieces, memory: int) -> Spans:
        """Tell where the functions lie: those of the worker itself, and those that took another's place."""

        def spans() -> list[Span]:
            functions = [*self._functions, *self._new(memory, tables)]
            return [(function + _FUNCTION, _FUNCTION_SIZE) for function in functions]

        return self._seen("functions", tables, spans)

    def _new(self, memory: int, tables: Pieces) -> list[int]:
        """Find functions that took another's place since the worker was made: by a setup, or by ourselves."""
        found: set[int] = set()
        for index, (was, table) in enumerate(zip(self._own, tables, strict=False)):
            if was != table:
                values = _entries(table)
                found.update(values.get(key, 0) for key in self._guarded[index])
        others = sorted(found - {0} - set(self._functions))
        kinds = self._at(*((other + _TYPE, 8) for other in others)).read(memory)
        plain = id(FunctionType).to_bytes(8, "little")
        return [other for other, kind in zip(others, kinds, strict=True) if kind == plain]

    def _seen(self, what: str, found: object, spans: Callable[[], Iterable[Span]]) -> Spans:
        """Tell where to look next after something was found; where it was last time, if that is the same."""
        if what not in self._last or self._last[what][0] != found:
            self._last[what] = found, self._at(*spans())
        return self._last[what][1]

    def _at(self, *spans: Span) -> Spans:
        """Make ready to read somewhere."""
        if len(self._spans) > _KEPT:
            self._spans.clear()
        if spans not in self._spans:
            self._spans[spans] = Spans(spans)
        return self._spans[spans]


def _owners() -> Iterator[tuple[str, dict[str, Any]]]:
    layers = [module for name, module in sys.modules.items() if name.startswith("torch.nn.modules.")]
    for module in (*MODULES, *layers):
        yield module.__name__.replace("torch.nn.modules.", "torch.nn."), vars(module)
    values = [value for module in (torch.nn, *layers) for value in vars(module).values()]
    classes = {value for value in values if isinstance(value, type)}
    tensors = {torch.Tensor, torch._C.TensorBase, torch.nn.Parameter, torch.Size}
    for kind in sorted(classes | tensors, key=lambda kind: (kind.__module__, kind.__qualname__)):
        if kind.__module__.startswith("torch"):
            # What a class shows is only a view; what it refers to is the dictionary itself.
            yield f"{kind.__module__}.{kind.__qualname__}", gc.get_referents(kind.__dict__)[0]
    yield "sys.modules", sys.modules
    yield from HOOKS.items()


def _guarded(owner: str, names: dict[str, Any]) -> dict[int, str]:
    loose = VOLATILE.get(owner, set())
    return {id(name): name for name, value in names.items() if name not in loose and _counts(value)}


def _counts(value: object) -> bool:
    """Tell whether a check may rely on a value's staying the same: flags and counters may change."""
    return callable(value) or isinstance(value, (ModuleType, property, staticmethod, classmethod))


def _size(head: bytearray) -> int:
    _, _, log_index, kind, _, usable, entries = _TABLE.unpack(head)
    return int(_TABLE.size + (1 << log_index) + (usable + entries) * (24 if kind == _GENERAL else 16))


def _entries(table: bytearray) -> dict[int, int]:
    """Give the addresses of names and values in a table of names."""
    _, _, log_index, kind, _, _, count = _TABLE.unpack_from(table)
    start = _TABLE.size + (1 << log_index)
    width = 3 if kind == _GENERAL else 2
    words = memoryview(table)[start : start + 8 * width * count].cast("Q")
    return dict(zip(words[width - 2 :: width], words[width - 1 :: width], strict=True))
