"""Arithmetic of shapes and strides, without any elements.

In: sizes and strides. Out: strides, positions in memory, the shape in which two shapes meet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

Sizes = tuple[int, ...]


@lru_cache(maxsize=1024)
def contiguous(shape: Sizes) -> Sizes:
    """Give the strides of elements that lie one after another."""
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= max(size, 1)
    return tuple(reversed(strides))


@lru_cache(maxsize=1024)
def is_contiguous(shape: Sizes, strides: Sizes) -> bool:
    """Dimensions of one element may have any stride."""
    step = 1
    for size, stride in zip(reversed(shape), reversed(strides), strict=True):
        if size == 0:
            return True
        if size != 1:
            if stride != step:
                return False
            step *= size
    return True


def positions(shape: Sequence[int], strides: Sequence[int], offset: int) -> list[int]:
    """Where each element lies, in the order of reading."""
    found = [offset]
    for size, stride in zip(shape, strides, strict=True):
        steps = [i * stride for i in range(size)]
        found = [at + step for at in found for step in steps]
    return found


def wrap(dim: int, rank: int) -> int:
    """Count a negative dimension from the end, or say which ones there are."""
    low, high = (-rank, rank - 1) if rank else (-1, 0)
    if not low <= dim <= high:
        raise IndexError(f"Dimension out of range (expected to be in range of [{low}, {high}], but got {dim})")
    return dim % rank if rank else 0


def broadcast(first: Sequence[int], second: Sequence[int]) -> Sizes:
    """Give the shape in which both meet: sizes are compared from the last dimension on."""
    rank = max(len(first), len(second))
    met = []
    for dim in reversed(range(rank)):
        a = first[dim - rank + len(first)] if dim >= rank - len(first) else 1
        b = second[dim - rank + len(second)] if dim >= rank - len(second) else 1
        if a not in (1, b) and b != 1:
            raise RuntimeError(
                f"The size of tensor a ({a}) must match the size of tensor b ({b}) at non-singleton dimension {dim}"
            )
        met.append(b if a == 1 else a)
    return tuple(reversed(met))


def expanded(shape: Sequence[int], strides: Sequence[int], target: Sequence[int]) -> Sizes:
    """Give the strides that repeat a tensor over `target`; a repeated dimension has stride 0."""
    new = len(target) - len(shape)
    found = [0] * new
    for size, stride, wanted in zip(shape, strides, target[new:], strict=True):
        found.append(0 if size == 1 and wanted != 1 else stride)
    return tuple(found)


def resolved(sizes: Sequence[int], numel: int) -> Sizes:
    """Fill in the one size that is given as -1."""
    shape = list(sizes)
    for size in shape:
        if size < -1:
            raise RuntimeError(f"invalid shape dimension {size} at index {shape.index(size)} of shape {shape}")
    if shape.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    if -1 in shape:
        known = math.prod(size for size in shape if size != -1)
        if known and numel % known == 0:
            shape[shape.index(-1)] = numel // known
        elif not known:
            raise RuntimeError(
                f"cannot reshape tensor of 0 elements into shape {shape} because the unspecified dimension size "
                "-1 can be any value and is ambiguous"
            )
    if math.prod(shape) != numel:
        raise RuntimeError(f"shape '{list(sizes)}' is invalid for input of size {numel}")
    return tuple(shape)


def viewed(shape: Sizes, strides: Sizes, target: Sequence[int]) -> Sizes | None:
    """Give strides that show the same memory in shape `target`, or None if a copy is needed."""
    if is_contiguous(shape, strides):
        return contiguous(tuple(target))
    found: list[int] = []
    at = len(target) - 1
    chunk, step = 1, strides[-1]
    for dim in range(len(shape) - 1, -1, -1):
        chunk *= shape[dim]
        joined = dim > 0 and (shape[dim - 1] == 1 or strides[dim - 1] == chunk * step)
        if joined:
            continue
        taken = 1
        while at >= 0 and (taken < chunk or target[at] == 1):
            found.append(taken * step)
            taken *= target[at]
            at -= 1
        if taken != chunk:
            return None
        if dim > 0:
            chunk, step = 1, strides[dim - 1]
    return tuple(reversed(found)) if at == -1 else None
