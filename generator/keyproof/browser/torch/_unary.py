"""Operations on each element of one tensor: functions, signs, rounding, limits, and the choice between two tensors.

In: tensors. Out: tensors; steps that a gradient may need are recorded.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import _elementwise as two
from . import _layout, _reduce
from ._graph import Gradient, needed, record
from ._tensor import Tensor, make
from ._types import Scalar, bool_, dtype, get_default_dtype, uint8

Derivative = Callable[[Tensor, Tensor, Tensor], Tensor]
Unary = Callable[[Tensor], Tensor]


_POLES: dict[Any, float] = {(function, 0.0): -math.inf for function in (math.log, math.log2, math.log10)} | {
    (math.log1p, -1.0): -math.inf,
    (math.atanh, -1.0): -math.inf,
    (math.atanh, 1.0): math.inf,
}
"""Where `math` raises, and a processor gives an infinite number."""


def _careful(function: Callable[[float], float], value: float) -> float:
    """Give what a processor gives where Python's `math` raises."""
    try:
        return function(value)
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.copysign(math.inf, value)
    except ValueError:
        return _POLES.get((function, value), math.nan)


def _mapped(function: Callable[[Any], Any], values: Sequence[Any], tensor: Tensor) -> Tensor:
    kind = tensor.dtype
    try:
        return make(map(function, values), tensor.shape, kind)
    except (OverflowError, ValueError, ZeroDivisionError):
        return make((_careful(function, value) for value in values), tensor.shape, kind)


def _function(
    name: str,
    function: Callable[[Any], Any],
    derivative: Derivative,
    *,
    to_float: bool = True,
    keeps: str = "x",
    all_at_once: Callable[[Sequence[float], dtype], Iterable[float]] | None = None,
) -> Callable[[Tensor], Tensor]:
    """Make an operation; `derivative(gradient, x, y)` is its rule, `keeps` names what the rule looks at."""

    def apply(input: Tensor) -> Tensor:
        _refuse(input, name)
        x = input
        if to_float and not x.dtype.is_floating_point:
            x = make(map(float, x.flat()), x.shape, get_default_dtype())
        y = make(all_at_once(x.flat(), x.dtype), x.shape, x.dtype) if all_at_once else _mapped(function, x.flat(), x)
        if needed(x):
            saved = [{"x": x, "y": y}[letter] for letter in keeps]
            record(f"{name.title()}Backward0", y, (x,), lambda g: (derivative(g, x, y),), saved=saved)
        return y

    return apply


def _refuse(value: object, name: str) -> None:
    if not isinstance(value, Tensor):
        raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type(value).__name__}")


def _sigmoid(value: float) -> float:
    if value >= 0:
        return 1.0 / (1.0 + math.exp(-value))
    power = math.exp(value)
    return power / (1.0 + power)


def _sigmoids(values: Sequence[float], kind: dtype) -> Iterable[float]:
    """Round after each operation, as PyTorch does: a power too large for single precision makes a plain zero."""
    if kind.code == "d":
        return map(_sigmoid, values)
    powers = array("f", (_careful(math.exp, -value) for value in values))
    return map(_inverted, array("f", [1.0 + power for power in powers]))


def _inverted(value: float) -> float:
    return 1.0 / value


def _sign(value: Any) -> Any:
    return (value > 0) - (value < 0)


def _round(value: Any) -> Any:
    return float(round(value)) if math.isfinite(value) else value


def _whole(function: Callable[[float], int]) -> Callable[[Any], Any]:
    return lambda value: float(function(value)) if math.isfinite(value) else value


def _nothing(g: Tensor, _x: Tensor, _y: Tensor) -> Tensor:
    return two.mul(g, 0)


exp: Unary = _function("exp", math.exp, lambda g, _x, y: two.mul(g, y), keeps="y")
log: Unary = _function("log", math.log, lambda g, x, _y: two.div(g, x))
log2: Unary = _function("log2", math.log2, lambda g, x, _y: two.div(g, two.mul(x, math.log(2))))
log10: Unary = _function("log10", math.log10, lambda g, x, _y: two.div(g, two.mul(x, math.log(10))))
log1p: Unary = _function("log1p", math.log1p, lambda g, x, _y: two.div(g, two.add(x, 1)))
expm1: Unary = _function("expm1", math.expm1, lambda g, _x, y: two.mul(g, two.add(y, 1)), keeps="y")
sqrt: Unary = _function("sqrt", math.sqrt, lambda g, _x, y: two.div(g, two.mul(y, 2)), keeps="y")
rsqrt: Unary = _function(
    "rsqrt", lambda v: 1 / math.sqrt(v),
    lambda g, _x, y: two.mul(two.mul(g, -0.5), two.mul(two.mul(y, y), y)), keeps="y",
)  # fmt: skip
sin: Unary = _function("sin", math.sin, lambda g, x, _y: two.mul(g, cos(x)))
cos: Unary = _function("cos", math.cos, lambda g, x, _y: two.mul(g, neg(sin(x))))
tan: Unary = _function("tan", math.tan, lambda g, _x, y: two.mul(g, two.add(two.mul(y, y), 1)), keeps="y")
tanh: Unary = _function("tanh", math.tanh, lambda g, _x, y: past_tanh(g, y), keeps="y")
atanh: Unary = _function("atanh", math.atanh, lambda g, x, _y: two.div(g, two.sub(1, two.mul(x, x))))
sigmoid: Unary = _function(
    "sigmoid", _sigmoid, lambda g, _x, y: two.mul(two.mul(g, two.sub(1, y)), y), keeps="y", all_at_once=_sigmoids
)
erf: Unary = _function(
    "erf", math.erf, lambda g, x, _y: two.mul(g, two.mul(exp(neg(two.mul(x, x))), 2 / math.sqrt(math.pi)))
)
reciprocal: Unary = _function(
    "reciprocal", lambda v: two._quotient(1.0, v), lambda g, _x, y: neg(two.mul(g, two.mul(y, y))), keeps="y"
)
neg: Unary = _function("neg", lambda v: -v, lambda g, _x, _y: neg(g), to_float=False, keeps="")
abs_: Unary = _function("abs", abs, lambda g, x, _y: two.mul(g, sign(x)), to_float=False)
sign: Unary = _function("sign", _sign, _nothing, to_float=False, keeps="")
relu: Unary = _function(
    "relu", lambda v: v if v > 0 or v != v else 0, lambda g, _x, y: past_relu(g, y), to_float=False, keeps="y"
)
floor: Unary = _function("floor", _whole(math.floor), _nothing, keeps="")
ceil: Unary = _function("ceil", _whole(math.ceil), _nothing, keeps="")
trunc: Unary = _function("trunc", _whole(math.trunc), _nothing, keeps="")


def kept(gradient: Tensor, mask: Tensor) -> Tensor:
    """Give a gradient where the mask holds, and zero elsewhere: also where it is infinite or not a number."""
    chosen = two.expand_to(mask, gradient.shape).flat()
    values = (value if yes else 0 for value, yes in zip(gradient.flat(), chosen, strict=True))
    out = make(values, gradient.shape, gradient.dtype)
    if needed(gradient):
        record("MulBackward0", out, (gradient,), lambda g: (kept(g, mask),))
    return out


def past_relu(gradient: Tensor, y: Tensor) -> Tensor:
    """Take the gradient of `y = relu(x)` to that of `x`; what is not a number goes through, as in PyTorch."""
    return kept(gradient, logical_not(two.le(y, 0)))


def past_tanh(gradient: Tensor, y: Tensor) -> Tensor:
    """Take the gradient of `y = tanh(x)` to that of `x`: one less the square is rounded once, as processors do it."""
    if needed(gradient, y):
        return two.mul(gradient, two.sub(1, two.mul(y, y)))
    return two.mul(gradient, make((1.0 - v * v for v in y.flat()), y.shape, y.dtype))


def round_(input: Tensor, *, decimals: int = 0) -> Tensor:
    if not input.dtype.is_floating_point:
        return input.clone()  # type: ignore[no-any-return]
    scale = 10**decimals
    values = (_round(value * scale) / scale for value in input.flat())
    out = make(values, input.shape, input.dtype)
    if needed(input):
        record("RoundBackward0", out, (input,), lambda g: (two.mul(g, 0),))
    return out


def clamp(input: Tensor, min: Scalar | None = None, max: Scalar | None = None) -> Tensor:
    if min is None and max is None:
        raise ValueError("At least one of 'min' or 'max' must not be None")
    low = -math.inf if min is None else input.dtype.rounded(min)
    high = math.inf if max is None else input.dtype.rounded(max)
    out = make((low if v < low else high if v > high else v for v in input.flat()), input.shape, input.dtype)
    if needed(input):
        inside = make((low <= v <= high for v in input.flat()), input.shape, bool_)
        record("ClampBackward1", out, (input,), lambda g: (kept(g, inside),), saved=(input,))
    return out


def clamp_min(input: Tensor, min: Scalar) -> Tensor:
    return clamp(input, min)


def _test(function: Callable[[Any], bool]) -> Callable[[Tensor], Tensor]:
    def test(input: Tensor) -> Tensor:
        return make(map(function, input.flat()), input.shape, bool_)

    return test


isnan, isinf, isfinite = _test(math.isnan), _test(math.isinf), _test(math.isfinite)
logical_not = _test(lambda value: not value)


def bitwise_not(input: Tensor) -> Tensor:
    if input.dtype is bool_:
        return logical_not(input)
    if input.dtype.is_floating_point:
        raise RuntimeError(f"\"bitwise_not_cpu\" not implemented for '{input.dtype.title}'")
    return make((~value for value in input.flat()), input.shape, input.dtype)


def where(condition: Tensor, input: Tensor | Scalar, other: Tensor | Scalar) -> Tensor:
    if condition.dtype not in (bool_, uint8):
        raise RuntimeError(
            f"where expected condition to be a boolean tensor, but got a tensor with dtype {condition.dtype.title}"
        )
    kind = two.result_type(input, other)
    shape: Sequence[int] = condition.shape
    for operand in (input, other):
        if isinstance(operand, Tensor):
            shape = _layout.broadcast(shape, operand.shape)
    chosen: Iterable[Any] = two.expand_to(condition, shape).flat()
    first, second = two.elements(input, shape, kind), two.elements(other, shape, kind)
    values = (x if yes else y for yes, x, y in zip(chosen, first, second, strict=False))
    out = make(values, shape, kind)
    tensors = [x if isinstance(x, Tensor) else None for x in (input, other)]
    if needed(*tensors):

        def back(gradient: Tensor) -> Sequence[Gradient]:
            shares = kept(gradient, condition), kept(gradient, logical_not(condition))
            return [None if x is None else _reduce.fit(g, x) for g, x in zip(shares, tensors, strict=True)]

        record("WhereBackward0", out, tensors, back, keeps=True)
    return out
