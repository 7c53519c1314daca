"""Element types, sizes and devices: what every other module of this package speaks in.

In: nothing. Out: `dtype` and its constants, `Size`, `device`, and the rules by which two types meet.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from typing import SupportsIndex, overload

from ._missing import missing

Scalar = float | int | bool


class dtype:
    """An element type; `code` is the one that `array` knows it by, `rank` orders kinds and widths."""

    __module__ = "torch"

    def __init__(self, name: str, code: str, rank: int, title: str) -> None:
        self.name, self.code, self.rank, self.title = name, code, rank, title
        self.is_floating_point = code in "fd"
        self.is_complex = False
        self.is_signed = name not in ("uint8", "bool")
        self.itemsize = array(code).itemsize
        self.kind = 2 if self.is_floating_point else 0 if name == "bool" else 1

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return self.name

    def rounded(self, value: Scalar) -> Scalar:
        """Bring a Python number to the nearest value that this type holds."""
        if self.name == "bool":
            return bool(value)
        if self.is_floating_point:
            return array(self.code, (value,))[0]
        return int(value)


bool_ = dtype("bool", "B", 0, "Bool")
uint8 = dtype("uint8", "B", 1, "Byte")
int8 = dtype("int8", "b", 2, "Char")
int16 = dtype("int16", "h", 3, "Short")
int32 = dtype("int32", "i", 4, "Int")
int64 = dtype("int64", "q", 5, "Long")
float32 = dtype("float32", "f", 6, "Float")
float64 = dtype("float64", "d", 7, "Double")

ALL = (bool_, uint8, int8, int16, int32, int64, float32, float64)
_default = [float32]


def get_default_dtype() -> dtype:
    return _default[0]


def set_default_dtype(d: dtype, /) -> None:
    if not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default[0] = d


def of_scalar(value: object) -> dtype:
    """Give the type that a Python number has when a tensor is made of it."""
    if isinstance(value, bool):
        return bool_
    if isinstance(value, int):
        return int64
    return get_default_dtype()


def wider(first: dtype, second: dtype) -> dtype:
    """Give the type in which elements of both meet."""
    if {first.name, second.name} == {"uint8", "int8"}:
        return int16
    return first if first.rank >= second.rank else second


class Size(tuple[int, ...]):
    """The lengths of a tensor's dimensions."""

    __module__ = "torch"
    __slots__ = ()

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def numel(self) -> int:
        return math.prod(self)

    @overload
    def __getitem__(self, key: SupportsIndex) -> int: ...
    @overload
    def __getitem__(self, key: slice) -> Size: ...
    def __getitem__(self, key: SupportsIndex | slice) -> int | Size:
        part = super().__getitem__(key)
        return Size(part) if type(part) is tuple else part  # type: ignore[return-value]

    def __add__(self, other: tuple[int, ...]) -> Size:  # type: ignore[override]
        return Size(tuple(self) + tuple(other))


class device:
    """Where a tensor is: here always the processor."""

    __module__ = "torch"

    def __init__(self, type: str | device = "cpu", index: int | None = None) -> None:
        name: str = type.type if isinstance(type, device) else type
        if name.split(":", 1)[0] != "cpu":
            raise missing(f"the device {name!r}")
        self.type: str = "cpu"
        self.index = index

    def __repr__(self) -> str:
        return f"device(type='{self.type}')"

    def __str__(self) -> str:
        return self.type

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) and other.type == self.type

    def __hash__(self) -> int:
        return hash(self.type)


CPU = device()


def check_device(where: device | str | None) -> None:
    """Refuse any place but the processor."""
    if where is not None:
        device(where)


def checked_sizes(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Refuse negative lengths."""
    for size in sizes:
        if size < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {size}: {list(sizes)}")
    return sizes


def as_sizes(sizes: tuple[object, ...]) -> tuple[int, ...]:
    """Read `f(2, 3)` and `f((2, 3))` alike."""
    if len(sizes) == 1 and isinstance(sizes[0], Iterable):
        sizes = tuple(sizes[0])
    return tuple(int(n) for n in sizes)  # type: ignore[call-overload]
