"""The recurrence itself: one direction of one layer, over a whole sequence or a packed one.

In: a sequence, a first state and the weights of a layer. Out: the states of all steps, and the last one.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from .. import _index, _join, _products, _views
from .._backward import grad
from .._graph import Gradient, known_as, needed, record
from .._missing import missing
from .._mode import is_grad_enabled
from .._tensor import Tensor, make, over
from .._types import int64
from ._steps import Weights, gradients, packed_gradients, packed_states, states

_CELL = (4, 0, 2, 5, 1, 3)
"""The order in which gradients of a cell's step reach its inputs, numbered as in `_inputs`."""


def step(x: Tensor, state: Tensor, weights: Weights, *, turns: Sequence[int] = _CELL) -> Tensor:
    """Give the next state: tanh or relu of the weighted sums of the input and of the last state."""
    _check(x, state, weights)
    made = states(_views.unsqueeze(x.sharing(), 0), state.sharing(), weights)
    out = over(made.storage, 0, state.shape, made.strides[1:], state.dtype)

    inputs = _inputs(x, state, weights)
    look = _unmoved(inputs)

    def back(g: Tensor) -> Sequence[Gradient]:
        look()
        whole, made, sequence = (_views.unsqueeze(tensor, 0) for tensor in (g, out, x))
        of_input, *others = gradients(whole, made, sequence, state, weights, of_sequence=x.requires_grad)
        return [None if of_input is None else _views.select(of_input, 0, 0), *others]

    if needed(*inputs):
        turned = [_turned(weights.hidden)] if state.requires_grad else []
        record(_title(weights), out, inputs, back, saved=[out, *turned, *_looked_at(x, state, weights)],
               turns=turns)  # fmt: skip
    return out


def _check(x: Tensor, state: Tensor, weights: Weights) -> None:
    """Refuse weights that were changed into something else since the layer was made."""
    for tensor, weight in ((x, weights.input), (state, weights.hidden)):
        if tensor.dtype is not weight.dtype:
            raise RuntimeError(
                f"mat1 and mat2 must have the same dtype, but got {tensor.dtype.title} and {weight.dtype.title}"
            )
        if weight.ndim == 2 and weight.shape[1] != tensor.shape[-1]:
            sizes = math.prod(tensor.shape[:-1]), tensor.shape[-1], *weight.shape[::-1]
            raise RuntimeError("mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})".format(*sizes))
    width = state.shape[-1]
    biases = (bias.shape for bias in (weights.input_bias, weights.hidden_bias) if bias is not None)
    made = (width, x.shape[-1]), (width, width), *((width,) for _ in (0, 1))
    if any(map(operator.ne, made, (weights.input.shape, weights.hidden.shape, *biases))):
        raise missing("A recurrent layer whose weights have other shapes than those it was made with")


def _inputs(x: Tensor, state: Tensor, weights: Weights) -> tuple[Tensor | None, ...]:
    return x, state, weights.input, weights.hidden, weights.input_bias, weights.hidden_bias


def _unmoved(inputs: Sequence[Tensor | None]) -> Callable[[], None]:
    """Give what refuses, on the way back, numbers that were not those of the way there."""
    held = [(tensor, tensor.storage.data) for tensor in inputs if tensor is not None]

    def look() -> None:
        if any(tensor.storage.data is not data for tensor, data in held):
            raise missing("A way back through a recurrent layer after the `data` of one of its tensors was replaced")

    return look


def _turns(weights: Weights) -> Sequence[int]:
    """Give the same for a layer, which PyTorch takes through the states first."""
    return (3, 0, 2, 1) if weights.input_bias is None else (5, 3, 4, 2, 0, 1)


def _title(weights: Weights) -> str:
    return "ReluBackward0" if weights.relu else "TanhBackward0"


def _looked_at(x: Tensor, state: Tensor, weights: Weights) -> list[Tensor]:
    """Give what the gradients of the products need, as PyTorch keeps it: its errors name these tensors."""
    return [
        *([state] if weights.hidden.requires_grad else []),
        *([_turned(weights.input)] if x.requires_grad else []),
        *([x] if weights.input.requires_grad else []),
    ]


def _turned(weight: Tensor) -> Tensor:
    return _known(_views.t(weight.sharing()), weight)


def _known(view: Tensor, of: Tensor) -> Tensor:
    """Let a view that no gradient follows say that it belongs to what one does."""
    view.leaf_needs_grad = of.requires_grad
    return view


def run(sequence: Tensor, state: Tensor, weights: Weights) -> tuple[Tensor, Tensor]:
    """Go over (steps, batch, features) from the first step to the last, or the other way, as one recorded step."""
    _check(sequence, state, weights)
    # As in PyTorch: what does not lie row by row is copied first, and its later changes change nothing.
    numbers = _views.contiguous(sequence.sharing())
    made = states(numbers, state.sharing(), weights)
    inputs, places = _inputs(sequence, state, weights), weights.order(len(made))
    look = _unmoved(inputs)

    def back(g: Tensor) -> Sequence[Gradient]:
        look()
        # What is to be differentiated once more has to be known by its steps.
        known = sequence if is_grad_enabled() else numbers
        return gradients(g, made, known, state, weights, of_sequence=sequence.requires_grad)

    if needed(*inputs):
        turned = [_turned(weights.hidden)] if len(places) > 1 or state.requires_grad else []
        rows = _views.flatten(numbers, 0, 1) if numbers.shape[0] > 1 else _views.select(numbers, 0, 0)
        saved = [made, *turned, *_looked_at(_known(rows, sequence), state, weights)]
        record(_title(weights), made, inputs, back, saved=saved, turns=_turns(weights))
    # A copy: whatever becomes of the output, the way back needs the states.
    output = _views.clone(made)
    if output.grad_fn is not None:
        output.grad_fn.title = "StackBackward0"
    return output, _views.select(made, 0, places[-1])


def run_packed(
    data: Tensor, sizes: Sequence[int], state: Tensor, weights: Weights
) -> tuple[Tensor, Tensor]:
    """Go over packed steps: `sizes` says how many sequences are still going on at each."""
    for size, end in zip(sizes, accumulate(sizes), strict=True):
        if end > data.shape[0]:
            raise RuntimeError(f"start ({end - size}) + length ({size}) exceeds dimension size ({data.shape[0]}).")
    _check(data, state, weights)
    width = state.shape[1]
    faster = _products.script(data.shape[0] * width * (data.shape[1] + width + 8), data, state)
    if faster and data.shape[0] == sum(sizes):
        return _packed_at_once(faster, data, sizes, state, weights)
    return _step_by_step(data, sizes, state, weights)


def _packed_at_once(
    faster: Any, data: Tensor, sizes: Sequence[int], state: Tensor, weights: Weights
) -> tuple[Tensor, Tensor]:
    made = packed_states(faster, data.sharing(), sizes, state.sharing(), weights)
    inputs = _inputs(data, state, weights)
    look = _unmoved(inputs)

    def back(g: Tensor) -> Sequence[Gradient]:
        look()
        if is_grad_enabled():
            return _with_steps(g, data, sizes, state, weights)
        return packed_gradients(faster, g, made, data, sizes, state, weights)

    if needed(*inputs):
        turned = [_turned(weights.hidden)] if len(sizes) > 1 or state.requires_grad else []
        saved = [made, *turned, *_looked_at(data, state, weights)]
        record(_title(weights), made, inputs, back, saved=saved, turns=_turns(weights))
    output = known_as(_views.clone(made), "CatBackward0")
    starts = [0, *accumulate(sizes)]
    lengths = [sum(size > row for size in sizes) for row in range(sizes[0])]
    last = [row if weights.backward else starts[length - 1] + row for row, length in enumerate(lengths)]
    return output, _index.getitem(made, make(last, (len(last),), int64))


def _with_steps(
    g: Tensor, data: Tensor, sizes: Sequence[int], state: Tensor, weights: Weights
) -> Sequence[Gradient]:
    """Give gradients that can be differentiated once more, through steps that are recorded one by one."""
    # Seen through views: what the data itself is made of may be among the weights.
    seen = [None if x is None else _views.view_as(x, x) for x in _inputs(data, state, weights)]
    parts = dict(zip(("input", "hidden", "input_bias", "hidden_bias"), seen[2:], strict=True))
    packed, first = seen[:2]
    assert packed is not None and first is not None
    output, _ = _step_by_step(packed, sizes, first, replace(weights, **parts))  # type: ignore[arg-type]
    wanted = [x for x in seen if x is not None and x.requires_grad]
    found = iter(grad(output, wanted, g, create_graph=True, allow_unused=True))
    return [next(found) if x is not None and x.requires_grad else None for x in seen]


def _step_by_step(
    data: Tensor, sizes: Sequence[int], state: Tensor, weights: Weights
) -> tuple[Tensor, Tensor]:
    steps = _join.split(data, sizes, 0)
    if weights.backward:
        return _from_the_end(steps, sizes, state, weights)
    states: list[Tensor] = []
    ended: list[Tensor] = []
    going = state
    for x, size in zip(steps, sizes, strict=True):
        if size < going.shape[0]:
            ended.append(_views.narrow(going, 0, size, going.shape[0] - size))
            going = _views.narrow(going, 0, 0, size)
        going = step(x, going, weights, turns=_turns(weights))
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
        going = step(x, going, weights, turns=_turns(weights))
        states.append(going)
    return _join.cat(states[::-1]), going
