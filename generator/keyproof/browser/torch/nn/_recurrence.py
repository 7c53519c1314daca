"""The recurrence itself: one direction of one layer, over a whole sequence or a packed one.

In: a sequence, a first state and the weights of a layer. Out: the states of all steps, and the last one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import add

from .. import _elementwise as two
from .. import _join, _matrix, _reduce, _views
from .._graph import Gradient, needed, record
from .._tensor import Tensor, make


@dataclass(frozen=True)
class Weights:
    """What one direction of one layer has learned."""

    input: Tensor
    hidden: Tensor
    input_bias: Tensor | None
    hidden_bias: Tensor | None
    relu: bool = field(kw_only=True)

    @cached_property
    def columns(self) -> list[tuple[list[float], float]]:
        """Give, for each element of a state, its weights for the input and the state in one list, and its bias."""
        both = zip(_matrix.rows(self.input), _matrix.rows(self.hidden), strict=True)
        weights = [of_input + of_state for of_input, of_state in both]
        if self.input_bias is None or self.hidden_bias is None:
            return [(column, 0.0) for column in weights]
        biases = map(add, self.input_bias.flat(), self.hidden_bias.flat())
        return list(zip(weights, biases, strict=True))


def step(x: Tensor, state: Tensor, weights: Weights) -> Tensor:
    """Give the next state: tanh or relu of the weighted sums of the input and of the last state."""
    for tensor, weight in ((x, weights.input), (state, weights.hidden)):
        if tensor.dtype is not weight.dtype:
            raise RuntimeError(
                f"mat1 and mat2 must have the same dtype, but got {tensor.dtype.title} and {weight.dtype.title}"
            )
    columns = weights.columns
    # One sum over input and state: half as many sums, each of them rounded once.
    rows = map(add, _matrix.rows(x), _matrix.rows(state))
    totals = [_matrix.product(row, column) + bias for row in rows for column, bias in columns]
    values = (t if t > 0 or t != t else 0.0 for t in totals) if weights.relu else map(math.tanh, totals)
    out = make(values, state.shape, state.dtype)
    inputs = (x, state, weights.input, weights.hidden, weights.input_bias, weights.hidden_bias)
    if needed(*inputs):
        saved = [out, *_looked_at(state, weights.hidden), *_looked_at(x, weights.input)]
        name = "ReluBackward0" if weights.relu else "TanhBackward0"
        record(name, out, inputs, lambda g: _gradients(g, out, x, state, weights), saved=saved)
    return out


def _looked_at(tensor: Tensor, weight: Tensor) -> list[Tensor]:
    """Give what the gradient of a product needs; PyTorch keeps the weights turned round."""
    return [*([_views.t(weight)] if tensor.requires_grad else []), *([tensor] if weight.requires_grad else [])]


def _gradients(g: Tensor, out: Tensor, x: Tensor, state: Tensor, weights: Weights) -> Sequence[Gradient]:
    slope = two.gt(out, 0) if weights.relu else two.sub(1, two.mul(out, out))
    inner = two.mul(g, slope)
    turned = _views.t(inner)
    return (
        _matrix.mm(inner, weights.input) if x.requires_grad else None,
        _matrix.mm(inner, weights.hidden) if state.requires_grad else None,
        _matrix.mm(turned, x) if weights.input.requires_grad else None,
        _matrix.mm(turned, state) if weights.hidden.requires_grad else None,
        *(None if bias is None else _reduce.fit(inner, bias) for bias in (weights.input_bias, weights.hidden_bias)),
    )


def run(sequence: Tensor, state: Tensor, weights: Weights, *, backward: bool) -> tuple[Tensor, Tensor]:
    """Go over (steps, batch, features) from the first step to the last, or the other way."""
    steps = _join.unbind(sequence, 0)
    states: list[Tensor] = []
    for x in reversed(steps) if backward else steps:
        state = step(x, state, weights)
        states.append(state)
    return _join.stack(states[::-1] if backward else states), state


def run_packed(
    data: Tensor, sizes: Sequence[int], state: Tensor, weights: Weights, *, backward: bool
) -> tuple[Tensor, Tensor]:
    """Go over packed steps: `sizes` says how many sequences are still going on at each."""
    for size, end in zip(sizes, accumulate(sizes), strict=True):
        if end > data.shape[0]:
            raise RuntimeError(f"start ({end - size}) + length ({size}) exceeds dimension size ({data.shape[0]}).")
    steps = _join.split(data, sizes, 0)
    if backward:
        return _from_the_end(steps, sizes, state, weights)
    states: list[Tensor] = []
    ended: list[Tensor] = []
    going = state
    for x, size in zip(steps, sizes, strict=True):
        if size < going.shape[0]:
            ended.append(_views.narrow(going, 0, size, going.shape[0] - size))
            going = _views.narrow(going, 0, 0, size)
        going = step(x, going, weights)
        states.append(going)
    ended.append(going)
    return _join.cat(states), _join.cat(ended[::-1])


def _from_the_end(
    steps: Sequence[Tensor], sizes: Sequence[int], state: Tensor, weights: Weights
) -> tuple[Tensor, Tensor]:
    going = _views.narrow(state, 0, 0, sizes[-1])
    states: list[Tensor] = []
    for x, size in zip(reversed(steps), reversed(sizes), strict=True):
        before = going.shape[0]
        if size > before:
            going = _join.cat([going, _views.narrow(state, 0, before, size - before)])
        going = step(x, going, weights)
        states.append(going)
    return _join.cat(states[::-1]), going
