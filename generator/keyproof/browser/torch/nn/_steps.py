"""The numbers of a recurrence: its states, and the gradients of all that they are made of.

In: a sequence, a first state, weights. Out: tensors of which no gradient knows; in Python, or in the page's JavaScript.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, repeat
from operator import add
from typing import Any

from .. import _elementwise as two
from .. import _join, _matrix, _products, _reduce, _unary, _views
from .._graph import Gradient
from .._mode import is_grad_enabled
from .._tensor import Tensor, make


@dataclass(frozen=True)
class Weights:
    """What one direction of one layer has learned, and how it goes over a sequence."""

    input: Tensor
    hidden: Tensor
    input_bias: Tensor | None
    hidden_bias: Tensor | None
    relu: bool = field(kw_only=True)
    backward: bool = field(kw_only=True, default=False)

    @property
    def numbers(self) -> Numbers:
        """Give them as sums need them: worked out once, and again when one of them has changed."""
        tensors = (self.input, self.hidden, self.input_bias, self.hidden_bias)
        state = [
            (id(tensor.storage.writes), tensor.storage.writes[0], tensor.offset, tensor.strides)
            for tensor in tensors
            if tensor is not None
        ]
        kept = self.hidden.__dict__.get("_numbers")
        if kept is None or kept.state != state:
            kept = self.hidden.__dict__["_numbers"] = Numbers(self, state)
        return kept

    def order(self, steps: int) -> Sequence[int]:
        """Give the places of a sequence in the order in which they are read."""
        return range(steps)[::-1] if self.backward else range(steps)


class Numbers:
    """The numbers of weights, side by side. Steps don't hold them: they would keep them for each step of a loop."""

    def __init__(self, weights: Weights, state: list[Any]) -> None:
        biases = weights.input_bias, weights.hidden_bias
        self._matrices = weights.input.sharing(), weights.hidden.sharing()
        self._biases = [bias.sharing() for bias in biases if bias is not None]
        self.state = state

    @cached_property
    def columns(self) -> list[tuple[list[float], float]]:
        """Give, for each element of a state, its weights for the input and the state in one list, and its bias."""
        both = zip(*map(_products.rows, self._matrices), strict=True)
        weights = [of_input + of_state for of_input, of_state in both]
        biases = map(add, *(bias.flat() for bias in self._biases)) if self._biases else repeat(0.0)
        return list(zip(weights, biases, strict=False))

    @cached_property
    def joined(self) -> array[float]:
        """Give the same numbers one after another, as JavaScript reads them."""
        found = array("d")
        for column, bias in self.columns:
            found.extend(column)
            found.append(bias)
        return found


def states(sequence: Tensor, first: Tensor, weights: Weights) -> Tensor:
    """Give all states, each at the place of its input: tanh or relu of weighted sums of it and of the state before."""
    (steps, count, features), width, kind = sequence.shape, first.shape[1], first.dtype
    shape = (steps, count, width)
    work = math.prod(shape) * (features + width + 8)
    if faster := _products.script(work, sequence, first):
        out = _products.room(math.prod(shape), kind.code)
        sizes = (steps, count, width, features, weights.backward, weights.relu)
        faster.states(out, *sizes, *_products.placed(sequence), *_products.placed(first), weights.numbers.joined)
        return make(out, shape, kind)
    found: list[Tensor] = []
    inputs, state = _join.unbind(sequence.sharing(), 0), first
    for place in weights.order(steps):
        state = _next(inputs[place], state, weights)
        found.append(state)
    return _join.stack(found[::-1] if weights.backward else found)


def packed_states(faster: Any, data: Tensor, sizes: Sequence[int], first: Tensor, weights: Weights) -> Tensor:
    """Give the states of packed steps, of which `sizes` says how many rows they have, one after another."""
    count, width, kind = len(data), first.shape[1], first.dtype
    out = _products.room(count * width, kind.code)
    ways = (*_rows(data), *_products.placed(first), weights.numbers.joined, array("i", sizes))
    faster.states(out, *_sizes(sizes, data, first, weights), *ways)
    return make(out, (count, width), kind)


def packed_gradients(
    faster: Any, g: Tensor, made: Tensor, data: Tensor, sizes: Sequence[int], first: Tensor, weights: Weights
) -> list[Gradient]:
    """Give those of the data, the first state, weights and biases, from those of packed states."""
    kind, width = made.dtype, made.shape[1]
    shapes = [data.shape, first.shape, weights.input.shape, weights.hidden.shape, (width,)]
    out = [_products.room(math.prod(shape), kind.code) for shape in shapes]
    placed = [_products.placed(tensor) for tensor in (first, weights.input, weights.hidden)]
    faster.gradients(
        out[0] if data.requires_grad else None, *out[1:], *_sizes(sizes, data, first, weights), *_rows(g),
        made.storage.data, *_rows(data), *chain.from_iterable(placed), array("i", sizes),
    )  # fmt: skip
    found: list[Gradient] = [make(values, shape, kind) for values, shape in zip(out, shapes, strict=True)]
    return _for_both_biases([found[0] if data.requires_grad else None, *found[1:]], weights)


def _sizes(sizes: Sequence[int], data: Tensor, first: Tensor, weights: Weights) -> tuple[Any, ...]:
    return len(sizes), *first.shape, data.shape[1], weights.backward, weights.relu


def _rows(packed: Tensor) -> tuple[Any, ...]:
    """Tell JavaScript where packed rows lie: there is no stride from step to step."""
    return packed.storage.data, packed.offset, 0, *packed.strides


def _next(x: Tensor, state: Tensor, weights: Weights) -> Tensor:
    columns = weights.numbers.columns
    # One sum over input and state: half as many sums, each of them rounded once.
    rows = map(add, _products.rows(x), _products.rows(state))
    totals = [_products.product(row, column) + bias for row in rows for column, bias in columns]
    values: Iterable[Any] = (
        (t if t > 0 or t != t else 0.0 for t in totals) if weights.relu else map(math.tanh, totals)
    )
    return make(values, state.shape, state.dtype)


def gradients(
    g: Tensor, made: Tensor, sequence: Tensor, first: Tensor, weights: Weights, *, of_sequence: bool
) -> list[Gradient]:
    """Give those of the sequence if asked, the first state, weights and biases, from those of the states."""
    (steps, count, width), features = made.shape, sequence.shape[2]
    work = steps * count * width * (features + width + 8)
    ways = (g, made, sequence, first, weights.input, weights.hidden)
    faster = None if is_grad_enabled() else _products.script(work, *ways)
    found = (
        _all_at_once(faster, g, made, sequence, first, weights, of_sequence=of_sequence)
        if faster else _one_by_one(g, made, sequence, first, weights, of_sequence=of_sequence)
    )  # fmt: skip
    return _for_both_biases(found, weights)


def _for_both_biases(found: list[Gradient], weights: Weights) -> list[Gradient]:
    *others, of_bias = found
    if of_bias is None or weights.input_bias is None or weights.hidden_bias is None:
        return [*others, None, None]
    # A copy: a change of one bias's gradient must not change the other's.
    return [*others, of_bias, _views.clone(of_bias)]


def _all_at_once(
    faster: Any, g: Tensor, made: Tensor, sequence: Tensor, first: Tensor, weights: Weights, *, of_sequence: bool
) -> list[Gradient]:
    (steps, count, width), features, kind = made.shape, sequence.shape[2], made.dtype
    shapes = [sequence.shape, first.shape, weights.input.shape, weights.hidden.shape, (width,)]
    out = [_products.room(math.prod(shape), kind.code) for shape in shapes]
    wanted = out[0] if of_sequence else None
    placed = [_products.placed(tensor) for tensor in (sequence, first, weights.input, weights.hidden)]
    sizes = (steps, count, width, features, weights.backward, weights.relu)
    faster.gradients(
        wanted, *out[1:], *sizes, *_products.placed(g), made.storage.data, *chain.from_iterable(placed)
    )
    found = [make(values, shape, kind) for values, shape in zip(out, shapes, strict=True)]
    return [None if wanted is None else found[0], *found[1:]]


def _one_by_one(
    g: Tensor, made: Tensor, sequence: Tensor, first: Tensor, weights: Weights, *, of_sequence: bool
) -> list[Gradient]:
    given, outs, inputs = (_join.unbind(tensor, 0) for tensor in (g, made, sequence))
    order = weights.order(len(outs))
    carried: Gradient = None
    of_inputs: dict[int, Tensor] = {}
    sums: list[Tensor] = []
    for number in range(len(order))[::-1]:
        place = order[number]
        before = outs[order[number - 1]] if number else first
        whole = given[place] if carried is None else two.add(given[place], carried)
        inner = _before_function(whole, outs[place], weights)
        carried = _matrix.mm(inner, weights.hidden)
        if of_sequence:
            of_inputs[place] = _matrix.mm(inner, weights.input)
        turned = _views.t(inner)
        parts = [_matrix.mm(turned, inputs[place]), _matrix.mm(turned, before), _reduce.sum_(inner, 0)]
        sums = list(map(two.add, sums, parts)) if sums else parts
    in_order = [of_inputs[place] for place in sorted(of_inputs)]
    return [_join.stack(in_order) if in_order else None, carried, *sums]


def _before_function(g: Tensor, out: Tensor, weights: Weights) -> Tensor:
    return _unary.past_relu(g, out) if weights.relu else _unary.past_tanh(g, out)
