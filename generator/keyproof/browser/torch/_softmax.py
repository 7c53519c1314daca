"""Shares that add up to one, and their logarithms.

In: a tensor and a dimension. Out: tensors; steps that a gradient may need are recorded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from . import _elementwise as two
from . import _layout, _reduce, _unary, _views
from ._graph import needed, record
from ._missing import missing
from ._tensor import Tensor, make
from ._types import dtype


def _lines(input: Tensor, dim: int) -> tuple[list[Sequence[float]], Callable[[list[float]], Tensor]]:
    """Give the lines along `dim`, and how to put such lines back."""
    moved = _views.movedim(input.sharing(), dim, -1)
    flat, size = list(moved.flat()), moved.shape[-1]

    def back(values: list[float]) -> Tensor:
        return _views.own(_views.contiguous(_views.movedim(make(values, moved.shape, input.dtype), -1, dim)))

    return [flat[at : at + size] for at in range(0, len(flat), size)], back


def _normalised(
    name: str, line: Callable[[Sequence[float]], list[float]], slope: Callable[[Tensor, Tensor, int], Tensor]
) -> Callable[..., Tensor]:
    def normalised(input: Tensor, dim: int | None = None, dtype: dtype | None = None) -> Tensor:
        if dtype is not None:
            input = _reduce.to_dtype(input, dtype)
        if dim is None:
            raise missing(f"{name} without dim")
        if not input.shape:
            raise missing(f"{name} of a tensor without dimensions")
        if not input.dtype.is_floating_point:
            raise RuntimeError(f"\"{name}_kernel_impl\" not implemented for '{input.dtype.title}'")
        at = _layout.wrap(dim, input.ndim)
        lines, back = _lines(input, at)
        out = back([value for values in lines for value in line(values)])
        if needed(input):
            title = "".join(part.title() for part in name.split("_"))
            record(f"{title}Backward0", out, (input,), lambda g: (slope(g, out, at),), saved=(out,))
        return out

    return normalised


def _shares(values: Sequence[float]) -> list[float]:
    most = max(values)
    powers = [math.exp(value - most) for value in values]
    total = math.fsum(powers)
    return [power / total for power in powers]


def _log_shares(values: Sequence[float]) -> list[float]:
    most = max(values)
    total = most + math.log(math.fsum(math.exp(value - most) for value in values))
    return [value - total for value in values]


def _share_slope(g: Tensor, out: Tensor, dim: int) -> Tensor:
    return two.mul(two.sub(g, _reduce.sum_(two.mul(g, out), dim, True)), out)


def _log_share_slope(g: Tensor, out: Tensor, dim: int) -> Tensor:
    return two.sub(g, two.mul(_unary.exp(out), _reduce.sum_(g, dim, True)))


softmax = _normalised("softmax", _shares, _share_slope)
log_softmax = _normalised("log_softmax", _log_shares, _log_share_slope)
