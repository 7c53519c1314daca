"""The recurrence itself: one direction of one layer, over a whole sequence or a packed one.

In: a sequence, a first state and the weights of a layer. Out: the states of all steps, and the last one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

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


def step(gate: Tensor, state: Tensor, weights: Weights) -> Tensor:
    """Give the next state: tanh or relu of the input's part and the state's part."""
    weight, bias = weights.hidden, weights.hidden_bias
    if state.dtype is not weight.dtype:
        raise RuntimeError(
            f"mat1 and mat2 must have the same dtype, but got {state.dtype.title} and {weight.dtype.title}"
        )
    size = weight.shape[0]
    first = [0.0] * size if bias is None else bias.flat()
    columns = list(zip(_matrix.rows(weight), first, strict=True))
    sums = [_matrix.product(row, column) + b for row in _matrix.rows(state) for column, b in columns]
    totals = map(float.__add__, sums, gate.flat())
    values = (t if t > 0 or t != t else 0.0 for t in totals) if weights.relu else map(math.tanh, totals)
    out = make(values, gate.shape, gate.dtype)
    if needed(gate, state, weight, bias):

        def back(gradient: Tensor) -> Sequence[Gradient]:
            slope = two.gt(out, 0) if weights.relu else two.sub(1, two.mul(out, out))
            inner = two.mul(gradient, slope)
            return (
                inner,
                _matrix.mm(inner, weight) if state.requires_grad else None,
                _matrix.mm(_views.t(inner), state) if weight.requires_grad else None,
                None if bias is None else _reduce.fit(inner, bias),
            )

        name = "ReluBackward0" if weights.relu else "TanhBackward0"
        record(name, out, (gate, state, weight, bias), back, saved=(out, state, _views.t(weight)))
    return out


def run(sequence: Tensor, state: Tensor, weights: Weights, *, backward: bool) -> tuple[Tensor, Tensor]:
    """Go over (steps, batch, features) from the first step to the last, or the other way."""
    gates = _join.unbind(_matrix.linear(sequence, weights.input, weights.input_bias), 0)
    states: list[Tensor] = []
    for gate in reversed(gates) if backward else gates:
        state = step(gate, state, weights)
        states.append(state)
    return _join.stack(states[::-1] if backward else states), state


def run_packed(
    data: Tensor, sizes: Sequence[int], state: Tensor, weights: Weights, *, backward: bool
) -> tuple[Tensor, Tensor]:
    """Go over packed steps: `sizes` says how many sequences are still going on at each."""
    gates = _join.split(_matrix.linear(data, weights.input, weights.input_bias), sizes, 0)
    if backward:
        return _from_the_end(gates, sizes, state, weights)
    states: list[Tensor] = []
    ended: list[Tensor] = []
    going = state
    for gate, size in zip(gates, sizes, strict=True):
        if size < going.shape[0]:
            ended.append(_views.narrow(going, 0, size, going.shape[0] - size))
            going = _views.narrow(going, 0, 0, size)
        going = step(gate, going, weights)
        states.append(going)
    ended.append(going)
    return _join.cat(states), _join.cat(ended[::-1])


def _from_the_end(
    gates: Sequence[Tensor], sizes: Sequence[int], state: Tensor, weights: Weights
) -> tuple[Tensor, Tensor]:
    going = _views.narrow(state, 0, 0, sizes[-1])
    states: list[Tensor] = []
    for gate, size in zip(reversed(gates), reversed(sizes), strict=True):
        before = going.shape[0]
        if size > before:
            going = _join.cat([going, _views.narrow(state, 0, before, size - before)])
        going = step(gate, going, weights)
        states.append(going)
    return _join.cat(states[::-1]), going
