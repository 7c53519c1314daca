"""How long and how far apart: norms, variances, standard deviations.

In: a tensor and the dimensions to take together. Out: tensors; steps that a gradient may need are recorded.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from . import _elementwise as two
from . import _power, _reduce, _unary
from ._graph import needed, record
from ._missing import missing
from ._reduce import Dims
from ._tensor import Tensor, make
from ._types import Scalar

_FEW = (
    "{}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input numel "
    "divided by output numel)."
)


def _of_variances(name: str, finish: Callable[[float], float]) -> Callable[..., Tensor]:
    """Make `var` or `std`, which differ in what is done with a variance at the end."""

    def spread(
        input: Tensor, dim: Any = None, unbiased: bool = True, keepdim: bool = False, *, correction: int | None = None
    ) -> Tensor:  # fmt: skip
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        _reduce.average(name, input)
        dims = _reduce.chosen(dim, input.ndim)
        less = (1 if unbiased else 0) if correction is None else correction
        free = math.prod(input.shape[d] for d in dims) - less
        if free <= 0:
            warnings.warn(_FEW.format(name), stacklevel=2)
        values = (finish(_variance(group, less)) for group in _reduce.groups(input, dims))
        out = make(values, _reduce.kept_sizes(input.shape, dims, keep=keepdim), input.dtype)
        if needed(input):

            def back(g: Tensor) -> Sequence[Tensor]:
                if name == "std":
                    # Where all are equal a deviation has no slope, and PyTorch says 0.
                    g = _unary.kept(two.div(g, two.mul(out, 2)), two.ne(out, 0))
                return (_slope(_reduce.spread(g, input, dims), input, dims, free, whole=dim is None),)

            saved = (input,) if name == "var" else (input, out)
            record(f"{name.title()}Backward0", out, (input,), back, saved=saved)
        return out

    return spread


def _slope(g: Tensor, input: Tensor, dims: Sequence[int], free: int, *, whole: bool) -> Tensor:
    middle = _reduce.mean(input, dims, True)
    if whole and free <= 0:
        poles = (math.nan if v == m else math.inf for v, m in zip(input.flat(), _repeated(middle, input), strict=True))
        return two.mul(g, make(poles, input.shape, input.dtype))
    factor = 2.0 / free if free else math.inf
    return two.mul(two.mul(g, factor), two.sub(input, middle))


def _repeated(middle: Tensor, input: Tensor) -> Sequence[Any]:
    return two.expand_to(middle, input.shape).flat()


def _variance(values: Sequence[float], less: int) -> float:
    count = len(values)
    if count <= less:
        return math.nan
    middle = math.fsum(values) / count
    return math.fsum((value - middle) ** 2 for value in values) / (count - less)


var = _of_variances("var", lambda variance: variance)
std = _of_variances("std", math.sqrt)


def norm(input: Tensor, p: Scalar | str | None = "fro", dim: Dims = None, keepdim: bool = False) -> Tensor:
    if not input.dtype.is_floating_point:
        raise RuntimeError(
            f"linalg.vector_norm: Expected a floating point or complex tensor as input. Got {input.dtype.title}"
        )
    if isinstance(p, str) and p != "fro":
        raise missing(f"norm(p={p!r})")
    order = 2.0 if p is None or isinstance(p, str) else float(p)
    plain = input.sharing()
    out = _length(plain, order, dim, keepdim)
    dims = _reduce.chosen(dim, input.ndim)
    if needed(input):

        def back(g: Tensor) -> Sequence[Tensor | None]:
            lengths = _reduce.spread(out, input, dims)
            return (_direction(_reduce.spread(g, input, dims), input, lengths, order, dims),)

        record("LinalgVectorNormBackward0", out, (input,), back, saved=(input, out))
    return out


def _length(x: Tensor, p: float, dim: Dims, keepdim: bool) -> Tensor:
    if p == 2:
        return _unary.sqrt(_reduce.sum_(two.mul(x, x), dim, keepdim))
    if p == 0:
        return _reduce.sum_(_reduce.to_dtype(two.ne(x, 0), x.dtype), dim, keepdim)
    sizes = _unary.abs_(x)
    if p == 1:
        return _reduce.sum_(sizes, dim, keepdim)
    if math.isinf(p):
        return (_reduce.amax if p > 0 else _reduce.amin)(sizes, () if dim is None else dim, keepdim)
    return _power.pow_(_reduce.sum_(_power.pow_(sizes, p), dim, keepdim), 1 / p)


def _direction(g: Tensor, x: Tensor, lengths: Tensor, p: float, dims: Sequence[int]) -> Tensor | None:
    """Give the gradient of a norm: 0 where it is 0, as in PyTorch."""
    if p in (0, 1):
        return two.mul(_unary.sign(x), g) if p else None
    if p == 2:
        return two.mul(g, _unary.kept(two.div(x, lengths), two.ne(lengths, 0)))
    if math.isinf(p):
        hits = _reduce.to_dtype(two.eq(_unary.abs_(x), lengths), x.dtype)
        return two.mul(_unary.sign(x), two.mul(two.div(g, _reduce.sum_(hits, dims, True)), hits))
    return _direction_of_power(g, x, lengths, p)


def _direction_of_power(g: Tensor, x: Tensor, lengths: Tensor, p: float) -> Tensor:
    if p < 1:
        slopes = _unary.kept(_power.pow_(_unary.abs_(x), p - 1), two.ne(x, 0))
        return two.mul(two.mul(two.mul(_unary.sign(x), slopes), g), _power.pow_(lengths, 1 - p))
    scale = _unary.kept(two.div(g, _power.pow_(lengths, p - 1)), two.ne(lengths, 0))
    if p < 2:
        return two.mul(two.mul(_unary.sign(x), _power.pow_(_unary.abs_(x), p - 1)), scale)
    return two.mul(two.mul(x, _power.pow_(_unary.abs_(x), p - 2)), scale)
