"""Normal numbers out of uniform ones, bit for bit as PyTorch's vector code makes them on x86 processors.

In: single-precision uniform numbers, 16 at a time. Out: the same number of normal ones. Its logarithm, sine and cosine
are the Cephes polynomials (Stephen Moshier), with a fused multiply-add where the compiler of PyTorch puts one; the
libraries' own functions differ in the last bit.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import add, mul, sub

_LOG = (7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
        2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)  # fmt: skip
_LOG_LOW, _LOG_HIGH = -2.12194440e-4, 0.693359375
_SQRT_HALF = 0.707106781186547524
_PI_PARTS = (-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8)
_FOUR_BY_PI = 1.27323954473516
_SINE = (-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)
_COSINE = (2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2)


def _single(values: Iterable[float]) -> array[float]:
    """Round to single precision: after every step, as the processor does."""
    return array("f", values)


def _constant(value: float) -> float:
    return _single((value,))[0]


def _fused(a: Iterable[float], b: Iterable[float], c: Iterable[float]) -> array[float]:
    # A product of two singles is exact in double precision, so one rounding is left, as in hardware.
    return _single(map(add, map(mul, a, b), c))


def _polynomial(x: Sequence[float], factors: tuple[float, ...]) -> array[float]:
    y: Iterable[float] = repeat(_constant(factors[0]))
    for factor in factors[1:]:
        y = _fused(y, x, repeat(_constant(factor)))
    return _single(y)


def _logarithm(values: Sequence[float]) -> array[float]:
    parts = [math.frexp(value) for value in values]
    root = _constant(_SQRT_HALF)
    small = [mantissa < root for mantissa, _ in parts]
    power = _single(exponent - low for (_, exponent), low in zip(parts, small, strict=True))
    x = _single(m - 1.0 + (m if low else 0.0) for (m, _), low in zip(parts, small, strict=True))
    z = _single(map(mul, x, x))
    y = _single(map(mul, _polynomial(x, _LOG), x))
    # y*z + power*low: the compiler fuses the first product into the sum; the second one is rounded before.
    y = _fused(y, z, _single(map(mul, power, repeat(_constant(_LOG_LOW)))))
    y = _fused(z, repeat(-0.5), y)
    x = _single(map(add, x, y))
    return _fused(power, repeat(_constant(_LOG_HIGH)), x)


def _sine_and_cosine(angles: Sequence[float]) -> tuple[list[float], list[float]]:
    scaled = _single(map(mul, angles, repeat(_constant(_FOUR_BY_PI))))
    octant = [(int(y) + 1) & ~1 for y in scaled]
    x = _single(angles)
    for part in _PI_PARTS:
        x = _fused(octant, repeat(_constant(part)), x)
    z = _single(map(mul, x, x))
    cosine = _single(map(mul, _polynomial(z, _COSINE), z))
    cosine = _single(c * w - w * 0.5 for c, w in zip(cosine, z, strict=True))
    cosine = _single(map(add, cosine, repeat(1.0)))
    sine = _fused(_single(map(mul, _polynomial(z, _SINE), z)), x, x)
    sines, cosines = [], []
    for j, s, c in zip(octant, sine, cosine, strict=True):
        first, second = (c, s) if j & 2 else (s, c)
        sines.append(-first if j & 4 else first)
        cosines.append(second if (j - 2) & 4 else -second)
    return sines, cosines


def box_muller(first: Sequence[float], second: Sequence[float]) -> tuple[array[float], array[float]]:
    """Turn pairs of uniform numbers into pairs of normal ones."""
    logarithm = _logarithm(_single(map(sub, repeat(1.0), first)))
    radius = _single(map(math.sqrt, map(mul, repeat(-2.0), logarithm)))
    angle = _single(map(mul, repeat(_constant(2.0 * math.pi)), second))
    sines, cosines = _sine_and_cosine(angle)
    return _single(map(mul, radius, cosines)), _single(map(mul, radius, sines))
