"""From many elements to few: sums, means, extremes, and what is built on them.

In: a tensor and the dimensions to take together. Out: tensors; steps that a gradient may need are recorded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import _elementwise as two
from . import _layout, _views
from ._graph import needed, record
from ._missing import missing
from ._mode import is_grad_enabled
from ._tensor import Tensor, make
from ._types import bool_, dtype, int64

Dims = int | Sequence[int] | None


def fit(gradient: Tensor, like: Tensor) -> Tensor:
    """Add up what was repeated by broadcasting, and bring it back to the operand's type."""
    extra = gradient.ndim - like.ndim
    repeated = [d for d in range(gradient.ndim) if d < extra or (like.shape[d - extra] == 1 != gradient.shape[d])]
    if repeated:
        gradient = _views.reshape(sum_(gradient, repeated), like.shape)
    elif gradient.ndim != like.ndim:
        gradient = _views.reshape(gradient, like.shape)
    return gradient if gradient.dtype is like.dtype else to_dtype(gradient, like.dtype)


def to_dtype(input: Tensor, kind: dtype) -> Tensor:
    """Convert the elements; to the same type is no copy."""
    if input.dtype is kind:
        return input
    values: Iterable[Any] = input.flat()
    if kind is bool_:
        values = map(bool, values)
    elif input.dtype.is_floating_point and not kind.is_floating_point:
        values = map(int, values)
    out = make(values, input.shape, kind)
    if needed(input) and kind.is_floating_point:
        record("ToCopyBackward0", out, (input,), lambda g: (to_dtype(g, input.dtype),))
    return out


def chosen(dim: Dims, rank: int) -> tuple[int, ...]:
    """Give the dimensions to take together; None is all."""
    if dim is None or (not isinstance(dim, int) and not len(dim)):
        return tuple(range(rank))
    return tuple(sorted(_layout.wrap(d, rank) for d in ((dim,) if isinstance(dim, int) else dim)))


def kept_sizes(shape: Sequence[int], dims: Sequence[int], *, keep: bool) -> list[int]:
    """Give the shape that is left."""
    if keep:
        return [1 if d in dims else size for d, size in enumerate(shape)]
    return [size for d, size in enumerate(shape) if d not in dims]


def groups(input: Tensor, dims: Sequence[int]) -> list[Sequence[Any]]:
    """Give the elements that come together, one sequence for each element of the result."""
    rest = [d for d in range(input.ndim) if d not in dims]
    if not rest:
        return [input.flat()]
    order = [*rest, *(d for d in dims if input.shape)]
    turned = _views.permute(input.sharing(), *order) if order != list(range(input.ndim)) else input
    flat = turned.flat()
    size = math.prod(input.shape[d] for d in dims)
    return (
        [flat[at : at + size] for at in range(0, len(flat), size)]
        if size
        else [()] * math.prod(input.shape[d] for d in rest)
    )


def spread(gradient: Tensor, input: Tensor, dims: Sequence[int]) -> Tensor:
    """Give every element the gradient of the result that it went into."""
    shape = kept_sizes(input.shape, dims, keep=True)
    return _views.expand(_views.reshape(gradient, shape), *input.shape)


def sum_(input: Tensor, dim: Dims = None, keepdim: bool = False, *, dtype: dtype | None = None) -> Tensor:
    if dtype is not None:
        input = to_dtype(input, dtype)
    kind = input.dtype if input.dtype.is_floating_point else int64
    dims = chosen(dim, input.ndim)
    add_up = math.fsum if kind.is_floating_point and input.numel() < _EXACT else sum
    out = make(map(_finite(add_up), groups(input, dims)), kept_sizes(input.shape, dims, keep=keepdim), kind)
    if needed(input):
        name = "SumBackward0" if dim is None else "SumBackward1"
        record(name, out, (input,), lambda g: (spread(g, input, dims),))
    return out


_EXACT = 1 << 16
"""Up to so many elements a sum is rounded once."""


def _finite(add_up: Callable[[Iterable[Any]], Any]) -> Callable[[Iterable[Any]], Any]:
    def added(values: Iterable[Any]) -> Any:
        try:
            return add_up(values)
        except (OverflowError, ValueError):
            return sum(values)

    return added


def average(name: str, input: Tensor) -> None:
    """Refuse whole numbers, which have no mean."""
    if not input.dtype.is_floating_point:
        raise RuntimeError(
            f"{name}(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. "
            f"Got: {input.dtype.title}"
        )


def mean(input: Tensor, dim: Dims = None, keepdim: bool = False, *, dtype: dtype | None = None) -> Tensor:
    if dtype is not None:
        input = to_dtype(input, dtype)
    average("mean", input)
    dims = chosen(dim, input.ndim)
    count = math.prod(input.shape[d] for d in dims)
    values = (math.fsum(group) / count if count else math.nan for group in groups(input, dims))
    out = make(values, kept_sizes(input.shape, dims, keep=keepdim), input.dtype)
    if needed(input):
        name = "MeanBackward0" if dim is None else "MeanBackward1"
        record(name, out, (input,), lambda g: (two.div(spread(g, input, dims), count),))
    return out


def _test_all(function: Callable[[Iterable[Any]], bool]) -> Callable[..., Tensor]:
    def test(input: Tensor, dim: Dims = None, keepdim: bool = False) -> Tensor:
        dims = chosen(dim, input.ndim)
        return make(map(function, groups(input, dims)), kept_sizes(input.shape, dims, keep=keepdim), bool_)

    return test


all_, any_ = _test_all(all), _test_all(any)


def prod(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    kind = input.dtype if input.dtype.is_floating_point else int64
    dims = chosen(dim, input.ndim)
    out = make(map(math.prod, groups(input, dims)), kept_sizes(input.shape, dims, keep=keepdim), kind)
    if needed(input):

        def back(g: Tensor) -> Sequence[Tensor]:
            whole = spread(g, input, dims)
            if all(input.flat()):
                return (two.mul(whole, two.div(spread(out, input, dims), input)),)
            return (two.mul(whole, _others(input, dims)),)

        name = "ProdBackward0" if dim is None else "ProdBackward1"
        record(name, out, (input,), back, saved=(input, out))
    return out


def _others(input: Tensor, dims: Sequence[int]) -> Tensor:
    """Give for each element the product of all that come together with it."""
    if is_grad_enabled():
        raise missing("A second gradient of a product with a zero in it")
    found = [[math.prod([*group[:i], *group[i + 1 :]]) for i in range(len(group))] for group in groups(input, dims)]
    rest = [d for d in range(input.ndim) if d not in dims]
    order = [*rest, *dims]
    flat = make([value for line in found for value in line], [input.shape[d] for d in order], input.dtype)
    return _views.permute(flat, *[order.index(d) for d in range(input.ndim)])


def _extremes(name: str, pick: Callable[[Iterable[Any]], Any]) -> Callable[..., Tensor]:
    def extreme(input: Tensor, dim: Dims = (), keepdim: bool = False) -> Tensor:
        dims = chosen(dim, input.ndim)
        found = [_with_nan(pick, group) for group in groups(input, dims)]
        out = make(found, kept_sizes(input.shape, dims, keep=keepdim), input.dtype)
        if needed(input):
            record(name, out, (input,), lambda g: (_shared(g, input, out, dims),), saved=(input, out))
        return out

    return extreme


def _with_nan(pick: Callable[[Iterable[Any]], Any], group: Sequence[Any]) -> Any:
    return math.nan if any(value != value for value in group) else pick(group)


def _shared(gradient: Tensor, input: Tensor, out: Tensor, dims: Sequence[int]) -> Tensor:
    """Equal extremes share a gradient evenly."""
    hits = to_dtype(two.eq(input, spread(out, input, dims)), input.dtype)
    return two.mul(two.div(hits, sum_(hits, dims, True)), spread(gradient, input, dims))


amax, amin = _extremes("AmaxBackward0", max), _extremes("AminBackward0", min)
max_all, min_all = _extremes("MaxBackward1", max), _extremes("MinBackward1", min)
