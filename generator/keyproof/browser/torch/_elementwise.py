"""Operations element by element on two operands: arithmetic and comparison, with broadcasting and promotion.

In: tensors and numbers. Out: tensors; steps that a gradient may need are recorded.
"""

from __future__ import annotations

import math
import operator
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

from . import _layout, _reduce, _unary
from ._graph import Gradient, known_as, needed, record
from ._missing import missing
from ._tensor import Tensor, make, over
from ._types import Scalar, bool_, dtype, get_default_dtype, of_scalar, wider

Operand = Tensor | Scalar
Rule = Callable[[Tensor, Operand, Operand], Sequence[Callable[[], Tensor]]]


def result_type(*operands: Operand) -> dtype:
    """Tensors with dimensions decide, then those without, then numbers; a higher kind always wins."""
    levels: list[dtype | None] = [None, None, None]
    for operand in operands:
        is_tensor = isinstance(operand, Tensor)
        level = (2 if operand.shape else 1) if is_tensor else 0  # type: ignore[union-attr]
        kind = operand.dtype if is_tensor else of_scalar(operand)  # type: ignore[union-attr]
        before = levels[level]
        levels[level] = kind if before is None else wider(before, kind)
    found: dtype | None = None
    for kind_at in levels:
        if kind_at is not None:
            found = kind_at if found is None or kind_at.kind >= found.kind else found
    assert found is not None
    return found


def expand_to(tensor: Tensor, shape: Sequence[int]) -> Tensor:
    """Repeat without copying; no gradient knows of it."""
    strides = _layout.expanded(tensor.shape, tensor.strides, shape)
    return over(tensor.storage, tensor.offset, shape, strides, tensor.dtype)


def elements(operand: Operand, shape: Sequence[int], kind: dtype) -> Iterable[Any]:
    """Give the operand's elements as they meet those of the other one."""
    if not isinstance(operand, Tensor):
        return repeat(kind.rounded(operand))
    if math.prod(operand.shape) == 1:
        return repeat(kind.rounded(operand.flat()[0]))
    flat = (operand if operand.shape == shape else expand_to(operand, shape)).flat()
    return array("f", flat) if kind.code == "f" and operand.dtype.code == "d" else flat


def _shape(a: Operand, b: Operand) -> Sequence[int]:
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return a.shape if a.shape == b.shape else _layout.broadcast(a.shape, b.shape)
    return a.shape if isinstance(a, Tensor) else b.shape  # type: ignore[union-attr]


def combine(a: Operand, b: Operand, function: Callable[[Any, Any], Any], kind: dtype, out: dtype) -> Tensor:
    """Apply a function of two numbers to all pairs; what it can't take becomes infinite or not a number."""
    shape = _shape(a, b)
    count = math.prod(shape)
    first, second = elements(a, shape, kind), elements(b, shape, kind)
    if isinstance(first, repeat) and isinstance(second, repeat):
        first = [next(first)] * count
    return make(map(function, first, second) if count else (), shape, out)


def record_pair(
    name: str, out: Tensor, a: Operand, b: Operand, rule: Rule, *, saved: Sequence[Operand] = ()
) -> Tensor:  # fmt: skip
    """Remember a step of two operands; `rule` gives a way for each."""
    first, second = (x if isinstance(x, Tensor) else None for x in (a, b))
    if not needed(first, second):
        return out

    def back(gradient: Tensor) -> Sequence[Gradient]:
        ways = rule(gradient, a, b)
        return [
            _reduce.fit(way(), tensor) if tensor is not None and tensor.requires_grad else None
            for way, tensor in zip(ways, (first, second), strict=True)
        ]

    # A number is remembered as a tensor is.
    record(name, out, (first, second), back, saved=[x for x in saved if isinstance(x, Tensor)], keeps=bool(saved))
    return out


def _checked(value: object, name: str) -> None:
    if not isinstance(value, Tensor | int | float):
        raise TypeError(f"{name}(): argument 'other' (position 1) must be Tensor, not {type(value).__name__}")


def _scaled(b: Operand, alpha: Scalar) -> Tensor:
    return known_as(mul(b, alpha), "MulBackward0", keeps=False)


def add(a: Operand, b: Operand, *, alpha: Scalar = 1) -> Tensor:
    if alpha != 1:
        return add(a, _scaled(b, alpha))
    _checked(b, "add")
    kind = result_type(a, b)
    function = operator.or_ if kind is bool_ else operator.add
    out = combine(a, b, function, kind, kind)
    return record_pair("AddBackward0", out, a, b, lambda g, _a, _b: (lambda: g, lambda: g))


def sub(a: Operand, b: Operand, *, alpha: Scalar = 1) -> Tensor:
    if alpha != 1:
        return sub(a, _scaled(b, alpha))
    _checked(b, "sub")
    kind = result_type(a, b)
    if kind is bool_:
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
            "operator instead."
        )
    name = "SubBackward0" if isinstance(a, Tensor) else "RsubBackward1"
    out = combine(a, b, operator.sub, kind, kind)
    return record_pair(name, out, a, b, lambda g, _a, _b: (lambda: g, lambda: _unary.neg(g)))


def mul(a: Operand, b: Operand) -> Tensor:
    _checked(b, "mul")
    kind = result_type(a, b)
    out = combine(a, b, operator.mul, kind, kind)
    saved = [x for x, other in ((a, b), (b, a)) if isinstance(other, Tensor) and other.requires_grad]
    return record_pair("MulBackward0", out, a, b, lambda g, x, y: (lambda: mul(g, y), lambda: mul(g, x)), saved=saved)


def _quotient(x: float, y: float) -> float:
    if y:
        return x / y
    return math.nan if x == 0 or x != x else math.copysign(math.inf, x) * math.copysign(1.0, y)


def div(a: Operand, b: Operand, *, rounding_mode: str | None = None) -> Tensor:
    _checked(b, "div")
    if rounding_mode == "floor":
        return floor_divide(a, b)
    if rounding_mode is not None:
        raise missing(f"div(rounding_mode={rounding_mode!r})")
    kind = result_type(a, b)
    out = kind if kind.is_floating_point else get_default_dtype()
    made = combine(a, b, _quotient, out, out)
    saved = (a, b) if isinstance(b, Tensor) and b.requires_grad else (b,)
    return record_pair(
        "DivBackward0", made, a, b,
        lambda g, x, y: (lambda: div(g, y), lambda: mul(_unary.neg(g), div(div(x, y), y))), saved=saved,
    )  # fmt: skip


def rdiv(b: Tensor, a: Scalar) -> Tensor:
    return mul(_unary.reciprocal(b), a)


def _floor_quotient(x: Any, y: Any) -> Any:
    if isinstance(x, float) or isinstance(y, float):
        return float(x // y) if y else _quotient(x, y)
    if y == 0:
        raise RuntimeError("ZeroDivisionError")
    return x // y


def floor_divide(a: Operand, b: Operand) -> Tensor:
    kind = result_type(a, b)
    return combine(a, b, _floor_quotient, kind, kind)


def _remainder(x: Any, y: Any) -> Any:
    if y:
        return x % y
    if isinstance(x, float):
        return math.nan
    raise RuntimeError("ZeroDivisionError")


def remainder(a: Operand, b: Operand) -> Tensor:
    kind = result_type(a, b)
    out = combine(a, b, _remainder, kind, kind)
    return record_pair(
        "RemainderBackward0",
        out,
        a,
        b,
        lambda g, x, y: (lambda: g, lambda: _unary.neg(mul(g, floor_divide(x, y)))),
    )


def rsub(b: Tensor, a: Operand) -> Tensor:
    return sub(a, b)


def rfloor_divide(b: Tensor, a: Operand) -> Tensor:
    return floor_divide(a, b)


def rremainder(b: Tensor, a: Operand) -> Tensor:
    return remainder(a, b)


def _extreme(name: str, pick: Callable[[Any, Any], Any], wins: Callable[[Any, Any], bool]) -> Callable[..., Tensor]:
    def choose(x: Any, y: Any) -> Any:
        return x + y if x != x or y != y else pick(x, y)

    def extreme(a: Operand, b: Operand) -> Tensor:
        kind = result_type(a, b)
        out = combine(a, b, choose, kind, kind)

        def share(x: float, y: float) -> float:
            return 0.5 if x == y else float(wins(x, y))

        return record_pair(
            name, out, a, b,
            lambda g, x, y: (
                lambda: mul(g, combine(x, y, share, kind, kind)), lambda: mul(g, combine(y, x, share, kind, kind))
            ), saved=(a, b),
        )  # fmt: skip

    return extreme


maximum = _extreme("MaximumBackward0", max, operator.gt)
minimum = _extreme("MinimumBackward0", min, operator.lt)


def _comparison(function: Callable[[Any, Any], bool]) -> Callable[..., Tensor]:
    def compare(a: Operand, b: Operand) -> Tensor:
        return combine(a, b, function, result_type(a, b), bool_)

    return compare


Compare = Callable[[Operand, Operand], Tensor]
eq: Compare = _comparison(operator.eq)
ne: Compare = _comparison(operator.ne)
lt: Compare = _comparison(operator.lt)
le: Compare = _comparison(operator.le)
gt: Compare = _comparison(operator.gt)
ge: Compare = _comparison(operator.ge)


def _bitwise(symbol: str, function: Callable[[Any, Any], int]) -> Callable[..., Tensor]:
    def bitwise(a: Operand, b: Operand) -> Tensor:
        kind = result_type(a, b)
        if kind.is_floating_point:
            raise RuntimeError(f"\"bitwise_{symbol}_cpu\" not implemented for '{kind.title}'")
        return combine(a, b, function, kind, kind)

    return bitwise


bitwise_and, bitwise_or = _bitwise("and", operator.and_), _bitwise("or", operator.or_)
bitwise_xor = _bitwise("xor", operator.xor)


def _logical(function: Callable[[bool, bool], bool]) -> Callable[..., Tensor]:
    def logical(a: Operand, b: Operand) -> Tensor:
        return combine(a, b, lambda x, y: function(bool(x), bool(y)), result_type(a, b), bool_)

    return logical


logical_and, logical_or = _logical(operator.and_), _logical(operator.or_)
logical_xor = _logical(operator.ne)
