"""The ground that a check stands on: builtins, torch and its classes, looked at from outside.

In: a candidate's process. Out: pictures of that part of its memory, and the name of what differs between two.

A candidate and the worker come from one process, so everything that was there before lies at the same
address in both. The worker reads it by process_vm_readv: the candidate has no part in that.
"""

from __future__ import annotations

import builtins
import ctypes
import gc
import math
import os
import random
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import torch

Span = tuple[int, int]
"""An address and a number of bytes."""

MODULES = (builtins, torch, torch.nn, torch.nn.functional, torch.functional, torch.nn.init, torch.random,
           torch.linalg, torch._VF, torch.testing, torch.nn.utils.rnn, math, random)  # fmt: skip
"""Modules whose names may not be rebound while an answer is judged, besides those of layers."""

VOLATILE = {
    "torch": {"Storage", "manual_seed"},
    "torch.nn.modules.module.Module": {"__init__", "__setstate__"},
}
"""What torch itself replaces: on another default type, or when its compiler is first imported."""

_MANY = 1000
"""Spans of one system call; the kernel takes 1024."""

_LIBC = ctypes.CDLL(None, use_errno=True)

# struct PyDictObject: after refcount and type come used, version, keys, values.
_DICT, _DICT_SIZE, _KEYS = 16, 32, 16
# struct dictkeysobject: refcount, log2 of size and of the index's bytes, kind; then usable, entries, indices.
_TABLE = struct.Struct("<qBBBxIqq")
_GENERAL = 0
# struct PyFunctionObject: eight pointers behind the head, code, defaults and closure among them.
_FUNCTION, _FUNCTION_SIZE = 16, 64
_TYPE = 8


class GoneError(Exception):
    """The process is dead, or its memory may not be read."""


@dataclass(frozen=True)
class Picture:
    """What a process's ground was like at one moment."""

    tables: tuple[bytes, ...]
    """For each owner the table of its names."""

    functions: dict[int, bytes]
    """For each function what it is made of, by address."""


class Ground:
    """Where the worker's own ground lies; made before anything is forked."""

    def __init__(self) -> None:
        self._owners = dict(_owners())
        self._places: list[Span] = [(id(names) + _DICT, _DICT_SIZE) for names in self._owners.values()]
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
        self._own = self.picture(os.getpid())

    def picture(self, pid: int, *, like: Picture | None = None) -> Picture:
        """Read the ground of a process; the functions looked at are those of another picture, if given.

        Raises:
            GoneError: it cannot be read.
        """
        heads = _read(pid, self._places)
        keys = [int.from_bytes(head[_KEYS : _KEYS + 8], "little") for head in heads]
        sizes = [_size(table) for table in _read(pid, [(key, _TABLE.size) for key in keys])]
        tables = tuple(_read(pid, list(zip(keys, sizes, strict=True))))
        functions = list(like.functions) if like else [*self._functions, *self._new(pid, tables)]
        made = _read(pid, [(function + _FUNCTION, _FUNCTION_SIZE) for function in functions])
        return Picture(tables, dict(zip(functions, made, strict=True)))

    def difference(self, before: Picture, after: Picture) -> str:
        """Name something that was replaced, such as `torch.equal`; empty if nothing was."""
        rows = zip(self._owners, self._guarded, before.tables, after.tables, strict=True)
        for owner, guarded, old, new in rows:
            if old == new:
                continue
            was, now = _entries(old), _entries(new)
            hiding = {key: self._hiding[key] for key in now.keys() - was.keys() if key in self._hiding}
            for key, name in (guarded | hiding).items():
                if was.get(key) != now.get(key):
                    return f"{owner}.{name}"
        for function, made in before.functions.items():
            if after.functions[function] != made:
                return self._functions.get(function, "a function of torch")
        return ""

    def _new(self, pid: int, tables: Sequence[bytes]) -> list[int]:
        """Find functions that took another's place since the worker was made: by a setup, or by ourselves."""
        own = getattr(self, "_own", None)
        if own is None:
            return []
        found: set[int] = set()
        for guarded, was, table in zip(self._guarded, own.tables, tables, strict=True):
            if was != table:
                values = _entries(table)
                found |= {values.get(key, 0) for key in guarded}
        others = sorted(found - {0} - set(self._functions))
        kinds = _read(pid, [(other + _TYPE, 8) for other in others])
        plain = id(FunctionType).to_bytes(8, "little")
        return [other for other, kind in zip(others, kinds, strict=True) if kind == plain]


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


def _guarded(owner: str, names: dict[str, Any]) -> dict[int, str]:
    loose = VOLATILE.get(owner, set())
    return {id(name): name for name, value in names.items() if name not in loose and _counts(value)}


def _counts(value: object) -> bool:
    """Tell whether a check may rely on a value's staying the same: flags and counters may change."""
    return callable(value) or isinstance(value, (ModuleType, property, staticmethod, classmethod))


def _read(pid: int, spans: Sequence[Span]) -> list[bytes]:
    found: list[bytes] = []
    for start in range(0, len(spans), _MANY):
        part = spans[start : start + _MANY]
        total = sum(size for _, size in part)
        buffer = (ctypes.c_char * total)()
        local = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), total)
        remote = (ctypes.c_size_t * (2 * len(part)))(*(number for span in part for number in span))
        if _LIBC.process_vm_readv(pid, local, 1, remote, len(part), 0) != total:
            raise GoneError
        raw, at = bytes(buffer), 0
        for _, size in part:
            found.append(raw[at : at + size])
            at += size
    return found


def _size(head: bytes) -> int:
    _, _, log_index, kind, _, usable, entries = _TABLE.unpack(head)
    return int(_TABLE.size + (1 << log_index) + (usable + entries) * (24 if kind == _GENERAL else 16))


def _entries(table: bytes) -> dict[int, int]:
    """Give the addresses of names and values in a table of names."""
    _, _, log_index, kind, _, _, count = _TABLE.unpack_from(table)
    start = _TABLE.size + (1 << log_index)
    width = 3 if kind == _GENERAL else 2
    words = memoryview(table)[start : start + 8 * width * count].cast("Q")
    return dict(zip(words[width - 2 :: width], words[width - 1 :: width], strict=True))
