"""Which element: extremes with their places, sorting, running sums.

In: a tensor and a dimension. Out: values and indices, as named pairs where PyTorch gives named pairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from . import _elementwise as two
from . import _index, _layout, _reduce, _views
from ._graph import known_as, needed, record
from ._missing import missing
from ._tensor import Tensor, make
from ._types import Scalar, bool_, int64


class _Pair(NamedTuple):
    """What is found, and where."""

    values: Tensor
    indices: Tensor

    def __repr__(self) -> str:
        kind = type(self).__name__
        return f"torch.return_types.{kind}(\nvalues={self.values!r},\nindices={self.indices!r})"


def _pair(name: str) -> Callable[[Tensor, Tensor], _Pair]:
    return type(name, (_Pair,), {"__module__": "torch.return_types", "__slots__": ()})


_max_pair, _min_pair, _sort_pair, _topk_pair = _pair("max"), _pair("min"), _pair("sort"), _pair("topk")


def _lines(input: Tensor, dim: int) -> list[Sequence[Any]]:
    return _reduce.groups(input, (dim,))


def _unlined(lines: Sequence[Sequence[Any]], input: Tensor, dim: int, *, kind: Any) -> Tensor:
    """Put lines along `dim` back to where they came from."""
    rest = [size for d, size in enumerate(input.shape) if d != dim]
    flat = make([value for line in lines for value in line], (*rest, len(lines[0]) if lines else 0), kind)
    back = _views.contiguous(_views.movedim(flat, -1, dim)) if input.shape else _views.reshape(flat, ())
    return _views.own(back)


def _place(best: Callable[..., Any], line: Sequence[Any]) -> int:
    for i, value in enumerate(line):
        if value != value:
            return i
    return best(range(len(line)), key=line.__getitem__)  # type: ignore[no-any-return]


def _arg(best: Callable[..., Any], name: str) -> Callable[..., Tensor]:
    def place(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
        if input.numel() == 0:
            raise IndexError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim "
                "with the 'dim' argument."
            )
        if dim is None:
            shape = [1] * input.ndim if keepdim else []
            return make([_place(best, input.flat())], shape, int64)
        at = _layout.wrap(dim, input.ndim)
        shape = [1 if d == at else n for d, n in enumerate(input.shape) if keepdim or d != at]
        return make([_place(best, line) for line in _lines(input, at)], shape, int64)

    return place


argmax, argmin = _arg(max, "argmax"), _arg(min, "argmin")


def _extreme(
    pair: Callable[[Tensor, Tensor], Any], arg: Callable[..., Tensor], whole: Callable[..., Tensor],
    pairwise: Callable[..., Tensor], name: str,
) -> Callable[..., Any]:  # fmt: skip
    def extreme(input: Tensor, dim: int | Tensor | None = None, keepdim: bool = False) -> Any:
        if dim is None:
            if input.numel() == 0:
                raise RuntimeError(
                    f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction "
                    "dim with the 'dim' argument."
                )
            return whole(input)
        if isinstance(dim, Tensor):
            return pairwise(input, dim)
        indices = arg(input, dim, True)
        values = _index.gather(input, dim, indices)
        if not keepdim:
            values, indices = _views.squeeze(values, dim), _views.squeeze(indices, dim)
        return pair(_views.own(known_as(values, f"{name.title()}Backward0", keeps=True)), indices)

    return extreme


max_ = _extreme(_max_pair, argmax, _reduce.max_all, two.maximum, "max")
min_ = _extreme(_min_pair, argmin, _reduce.min_all, two.minimum, "min")


def argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Tensor:
    del stable  # Python's order is stable anyway
    at = _layout.wrap(dim, input.ndim)
    if not input.shape:
        return make([0], (), int64)

    def order(line: Sequence[Any]) -> list[int]:
        # Not-a-number counts as greatest.
        def key(i: int) -> tuple[bool, Any]:
            value = line[i]
            return (True, 0) if value != value else (False, value)

        return sorted(range(len(line)), key=key, reverse=descending)

    return _unlined([order(line) for line in _lines(input, at)], input, at, kind=int64)


def sort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Any:
    indices = argsort(input, dim, descending, stable)
    values = _index.gather(input, dim, indices) if input.shape else input
    return _sort_pair(known_as(values, "SortBackward0"), indices)


def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True) -> Any:
    at = _layout.wrap(dim, input.ndim)
    if k > (input.shape[at] if input.shape else 1):
        raise RuntimeError("selected index k out of range")
    values, indices = sort(input, dim, largest)
    best = [_views.clone(_views.narrow(pair, at, 0, k)) for pair in (values, indices)]
    return _topk_pair(known_as(best[0], "TopkBackward0", keeps=True), best[1])


def cumsum(input: Tensor, dim: int) -> Tensor:
    at = _layout.wrap(dim, input.ndim)
    kind = input.dtype if input.dtype.is_floating_point else int64
    out = _unlined([list(accumulate(line)) for line in _lines(input, at)], input, at, kind=kind)
    if needed(input):
        record("CumsumBackward0", out, (input,), lambda g: (_flipped(cumsum(_flipped(g, at), at), at),))
    return out


def _flipped(input: Tensor, dim: int) -> Tensor:
    return _index.flip(input, (dim,))


def unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Tensor:
    del sorted
    if return_inverse or return_counts:
        raise missing("unique with return_inverse or return_counts")
    if dim is not None:
        return _unique_slices(input, dim)
    found = list(dict.fromkeys(input.flat()))
    found.sort()
    return make(found, (len(found),), input.dtype)


def _unique_slices(input: Tensor, dim: int) -> Tensor:
    turned = _views.movedim(input, dim, 0)
    count, *rest = turned.shape
    size, values = math.prod(rest), list(turned.flat())
    rows = list({tuple(values[at * size : (at + 1) * size]) for at in range(count)})
    rows.sort()
    found = make([number for row in rows for number in row], (len(rows), *rest), input.dtype)
    return _views.clone(_views.movedim(found, 0, dim))


def bincount(input: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Tensor:
    if weights is not None:
        raise missing("bincount with weights")
    if input.dtype.is_floating_point:
        raise NotImplementedError(f'"bincount_cpu" not implemented for \'{input.dtype.title}\'')
    values = list(input.flat())
    if input.ndim != 1 or any(value < 0 for value in values):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    found = [0] * max([minlength, *(value + 1 for value in values)])
    for value in values:
        found[value] += 1
    return make(found, (len(found),), int64)


def equal(input: Tensor, other: Tensor) -> bool:
    return input.shape == other.shape and list(input.flat()) == list(other.flat())


def _close(x: float, y: float, rtol: float, atol: float, *, equal_nan: bool) -> bool:
    if x == y:
        return True
    if x != x or y != y:
        return equal_nan and x != x and y != y
    return math.isfinite(x) and math.isfinite(y) and abs(x - y) <= atol + rtol * abs(y)


def isclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> Tensor:
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{input.dtype.title} did not match {other.dtype.title}")

    def close(x: Scalar, y: Scalar) -> bool:
        return _close(x, y, rtol, atol, equal_nan=equal_nan)

    return two.combine(input, other, close, input.dtype, bool_)


def allclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> bool:
    return all(isclose(input, other, rtol, atol, equal_nan).flat())
