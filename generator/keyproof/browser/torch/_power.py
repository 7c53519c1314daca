"""Powers: of tensors by numbers, of tensors by tensors, of numbers by tensors.

In: two operands. Out: tensors; steps that a gradient may need are recorded, with PyTorch's slopes at zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from . import _elementwise as two
from . import _unary
from ._tensor import Tensor, make
from ._types import Scalar


def _power(x: Any, y: Any) -> Any:
    try:
        found = x**y
    except ZeroDivisionError:
        return math.copysign(math.inf, x) if y % 2 == 1 else math.inf
    except OverflowError:
        return -math.inf if x < 0 and y % 2 else math.inf
    return math.nan if isinstance(found, complex) else found


def pow_(a: two.Operand, b: two.Operand) -> Tensor:
    kind = two.result_type(a, b)
    if not kind.is_floating_point and isinstance(b, int) and b < 0:
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    if isinstance(a, Tensor) and not isinstance(b, Tensor):
        return _by_number(a, b)
    out = two.combine(a, b, _power, kind, kind)
    base = a if isinstance(a, Tensor) else make([a], (), kind)
    way = isinstance(a, Tensor) and a.requires_grad, isinstance(b, Tensor) and b.requires_grad

    def rule(g: Tensor, x: two.Operand, y: two.Operand) -> Sequence[Callable[[], Tensor]]:
        return (lambda: _of_base(g, x, y), lambda: _of_exponent(g, base, y, out))

    saved = [*([a] if isinstance(a, Tensor) else []), b, *([out] if way[1] else [])]
    return two.record_pair("PowBackward1" if isinstance(a, Tensor) else "PowBackward2", out, a, b, rule, saved=saved)


def _by_number(a: Tensor, b: Scalar) -> Tensor:
    kind = two.result_type(a, b)
    if kind.is_floating_point and b in (0.5, -0.5):
        # Roots, which know a zero below zero.
        known = a.sharing() if a.dtype is kind else make(map(float, a.flat()), a.shape, kind)
        out = _unary.sqrt(known) if b == 0.5 else _unary.rsqrt(known)
    else:
        out = two.combine(a, b, _power, kind, kind)

    def rule(g: Tensor, x: two.Operand, y: two.Operand) -> Sequence[Callable[[], Tensor]]:
        if y == 0:
            return (lambda: make([0] * a.numel(), a.shape, kind), lambda: g)
        down = y - 1
        return (lambda: two.mul(g, two.mul(pow_(x, down), y)), lambda: g)

    return two.record_pair("PowBackward0", out, a, b, rule, saved=(a,))


def _of_base(g: Tensor, x: two.Operand, y: two.Operand) -> Tensor:
    return _unary.kept(two.mul(g, two.mul(y, pow_(x, two.sub(y, 1)))), two.ne(y, 0))


def _of_exponent(g: Tensor, base: Tensor, y: two.Operand, out: Tensor) -> Tensor:
    level = two.logical_and(two.eq(base, 0), two.ge(y, 0))
    return two.mul(g, _unary.kept(two.mul(out, _unary.log(base)), _unary.logical_not(level)))


def square(input: Tensor) -> Tensor:
    return pow_(input, 2)


def rpow(b: Tensor, a: Scalar) -> Tensor:
    return pow_(a, b)
