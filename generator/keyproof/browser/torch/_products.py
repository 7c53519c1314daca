"""Products of matrices: in Python, or in the page's own JavaScript, which is many times faster there.

In: matrices of one element type. Out: the elements of their product; every sum is rounded once, at its end.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Sequence
from operator import mul as times
from typing import Any

from ._tensor import Tensor, over

try:
    # Whoever runs Python in a page registers `browser/products.mjs` under this name.
    import keyproof_products as _script  # type: ignore[import-not-found]
except ModuleNotFoundError:
    _script = None

LEAST = 400
"""A call into JavaScript takes as long as so much work in Python."""


def script(work: int, *tensors: Tensor | None) -> Any:
    """Give the page's JavaScript where it knows these numbers and is worth the call; None elsewhere.

    Args:
        work: how many products there are, and eight for each number that comes out.
        tensors: what it has to read.
    """
    known = work >= LEAST and all(tensor is None or tensor.dtype.is_floating_point for tensor in tensors)
    return _script if known else None


def placed(tensor: Tensor) -> tuple[Any, ...]:
    """Tell JavaScript where a tensor lies."""
    return tensor.storage.data, tensor.offset, *tensor.strides


def room(count: int, kind: str) -> array[Any]:
    """Give an array that JavaScript fills."""
    return array(kind, (0,)) * count


def summed(a: Iterable[Any], b: Iterable[Any]) -> Any:
    """Give the sum of the products of two rows, in the order in which they stand."""
    return sum(map(times, a, b))


product: Callable[[Any, Any], Any] = getattr(math, "sumprod", summed)
"""Does the same; Python 3.12 and later have a faster way."""


def rows(matrix: Tensor) -> list[list[Any]]:
    """Give a matrix as lists, one for each row."""
    count, size = matrix.shape
    flat = list(matrix.flat())
    return [flat[i * size : (i + 1) * size] for i in range(count)]


def columns(matrix: Tensor) -> list[list[Any]]:
    """Give a matrix as lists, one for each column."""
    return rows(over(matrix.storage, matrix.offset, matrix.shape[::-1], matrix.strides[::-1], matrix.dtype))


def multiplied(left: Tensor, right: Tensor, bias: Tensor | None = None) -> Sequence[Any]:
    """Give a product of matrices row by row; a bias is added to each row."""
    (count, inner), width = left.shape, right.shape[1]
    if inner and (faster := script(count * width * (inner + 8), left, right, bias)):
        out = room(count * width, left.dtype.code)
        ends = () if bias is None else placed(bias)
        faster.product(out, count, inner, width, *placed(left), *placed(right), *ends)
        return out
    turned = columns(right)
    if bias is None:
        return [product(row, column) for row in rows(left) for column in turned]
    pairs = list(zip(turned, bias.flat(), strict=True))
    return [product(row, column) + last for row in rows(left) for column, last in pairs]
