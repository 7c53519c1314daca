"""The generator behind `manual_seed`: PyTorch's own numbers on the processor, from the same seed, in the same order.

In: a seed and counts. Out: arrays of numbers. It is the Mersenne twister (which Python's `random` is too) with
PyTorch's ways to turn its words into uniform, normal and whole numbers.
"""

from __future__ import annotations

import math
import random
from array import array
from fractions import Fraction
from itertools import repeat

from ._normal import box_muller

_WORDS = 624
_twister = random.Random()
_word = _twister.getrandbits


class Generator:
    """What is left over between two draws: the second number of a pair of normal ones."""

    __module__ = "torch"

    def __init__(self) -> None:
        self.seed = 67280421310721
        self.spare: float | None = None

    def initial_seed(self) -> int:
        return self.seed


_state = Generator()


def manual_seed(seed: int) -> Generator:
    """Begin again: the same seed gives the same numbers."""
    seed = int(seed)
    low, high = -0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF
    if not low <= seed <= high:
        raise ValueError("Overflow when unpacking long long")
    word = seed & 0xFFFFFFFF
    words = [word]
    for i in range(1, _WORDS):
        word = (1812433253 * (word ^ (word >> 30)) + i) & 0xFFFFFFFF
        words.append(word)
    _twister.setstate((3, (*words, _WORDS), None))
    _state.seed, _state.spare = seed & high, None
    return _state


def initial_seed() -> int:
    return _state.seed


def _wide() -> int:
    high = _word(32)
    return (high << 32) | _word(32)


def uniform(count: int, code: str, low: float = 0.0, high: float = 1.0) -> array[float]:
    """Numbers from `low` to below `high`."""
    if code == "d":
        numbers = array("d", (_wide_uniform() for _ in range(count)))
        return numbers if (low, high) == (0.0, 1.0) else _scaled(numbers, high - low, low)
    numbers = array("f", ((_word(32) & 0xFFFFFF) * 2.0**-24 for _ in range(count)))
    if (low, high) == (0.0, 1.0):
        return numbers
    least, most = array("f", (low, high))
    return _scaled(numbers, array("f", (most - least,))[0], least)


def _scaled(numbers: array[float], factor: float, shift: float) -> array[float]:
    """Multiply and add with one rounding, as processors do."""
    if numbers.typecode == "f":
        return array("f", (number * factor + shift for number in numbers))
    exact_factor, exact_shift = Fraction(factor), Fraction(shift)
    return array("d", (float(Fraction(number) * exact_factor + exact_shift) for number in numbers))


def normal(count: int, code: str, mean: float = 0.0, std: float = 1.0) -> array[float]:
    """Draw normal numbers; from 16 on PyTorch takes another way than for fewer."""
    if count < _BLOCK:
        return array(code, _scaled(array("d", (_one_normal() for _ in range(count))), std, mean))
    numbers = uniform(count, code)
    _fill(numbers, range(0, count - _BLOCK + 1, _BLOCK))
    if count % _BLOCK:
        # The last 16 are drawn anew, those already finished among them too.
        numbers[count - _BLOCK :] = uniform(_BLOCK, code)
        _fill(numbers, range(count - _BLOCK, count, _BLOCK))
    if (mean, std) == (0.0, 1.0):
        return numbers
    mean, std = array(code, (mean, std))
    return _scaled(numbers, std, mean)


_BLOCK = 16
_HALF = 8


def _fill(numbers: array[float], starts: range) -> None:
    first: array[float] = array(numbers.typecode)
    second: array[float] = array(numbers.typecode)
    for at in starts:
        first += numbers[at : at + _HALF]
        second += numbers[at + _HALF : at + _BLOCK]
    lefts, rights = box_muller(first, second) if numbers.typecode == "f" else _pairs(first, second)
    for i, at in enumerate(starts):
        here = slice(i * _HALF, (i + 1) * _HALF)
        numbers[at : at + _BLOCK] = lefts[here] + rights[here]


def _pairs(first: array[float], second: array[float]) -> tuple[array[float], array[float]]:
    radius = [math.sqrt(-2.0 * math.log(1.0 - u)) for u in first]
    angle = [2.0 * math.pi * u for u in second]
    return (
        array("d", (r * math.cos(a) for r, a in zip(radius, angle, strict=True))),
        array("d", (r * math.sin(a) for r, a in zip(radius, angle, strict=True))),
    )


def _one_normal() -> float:
    if _state.spare is not None:
        spare, _state.spare = _state.spare, None
        return spare
    turn, length = uniform(2, "d")
    radius, angle = math.sqrt(-2.0 * math.log1p(-length)), 2.0 * math.pi * turn
    _state.spare = radius * math.sin(angle)
    return radius * math.cos(angle)


def whole(count: int, low: int, high: int) -> list[int]:
    """Whole numbers from `low` to below `high`."""
    span = high - low
    if span >= 1 << 32:
        return [_wide() % span + low for _ in range(count)]
    return [_word(32) % span + low for _ in range(count)]


def permutation(count: int) -> list[int]:
    """Shuffle the numbers below `count`."""
    order = list(range(count))
    for i in range(count - 1):
        j = i + _word(32) % (count - i)
        order[i], order[j] = order[j], order[i]
    return order


def bernoulli(count: int, chance: float) -> list[float]:
    """Ones with that chance, else zeros."""
    return [float(u < chance) for u in (_wide_uniform() for _ in repeat(None, count))]


def _wide_uniform() -> float:
    return (_wide() & 0x1F_FFFF_FFFF_FFFF) * 2.0**-53


manual_seed(_state.seed)
