"""The recurrence itself: one direction of one layer, over a whole sequence or a packed one.

In: a sequence, a first state and the weights of a layer. Out: the states of all steps, and the last one.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from itertools import accumulate

from .. import _join, _views
from .._graph import Gradient, needed, record
from .._missing import missing
from .._tensor import Tensor, over
from ._steps import Weights, gradients, states


def step(x: Tensor, state: Tensor, weights: Weights) -> Tensor:
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
        turned = [_views.t(weights.hidden.sharing())] if state.requires_grad else []
        record(_title(weights), out, inputs, back, saved=[out, *turned, *_looked_at(x, state, weights)])
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
    held = [(tensor, tensor.storage) for tensor in inputs if tensor is not None]

    def look() -> None:
        if any(tensor.storage is not storage for tensor, storage in held):
            raise missing("A way back through a recurrent layer after the `data` of one of its tensors was replaced")

    return look


def _title(weights: Weights) -> str:
    return "ReluBackward0" if weights.relu else "TanhBackward0"


def _looked_at(x: Tensor, state: Tensor, weights: Weights) -> list[Tensor]:
    """Give what the gradients of the products need; PyTorch keeps the weights turned round."""
    return [
        *([state] if weights.hidden.requires_grad else []),
        *([_views.t(weights.input.sharing())] if x.requires_grad else []),
        *([x] if weights.input.requires_grad else []),
    ]


def run(sequence: Tensor, state: Tensor, weights: Weights) -> tuple[Tensor, Tensor]:
    """Go over (steps, batch, features) from the first step to the last, or the other way, as one recorded step."""
    _check(sequence, state, weights)
    made = states(sequence.sharing(), state.sharing(), weights)
    inputs, places = _inputs(sequence, state, weights), weights.order(len(made))
    look = _unmoved(inputs)

    def back(g: Tensor) -> Sequence[Gradient]:
        look()
        return gradients(g, made, sequence, state, weights, of_sequence=sequence.requires_grad)

    if needed(*inputs):
        turned = [_views.t(weights.hidden.sharing())] if len(places) > 1 or state.requires_grad else []
        last = _views.select(sequence.sharing(), 0, places[-1])
        last.leaf_needs_grad = sequence.requires_grad
        saved = [made, *turned, *_looked_at(last, state, weights)]
        record(_title(weights), made, inputs, back, saved=saved)
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
