"""A layer's forward call taken apart over time, and proven to give what the layer itself gives.

In: a layer, an input and perhaps a state, as the author's program made them. Out: a line of JSON on
standard output. No part of the worker imports this: its text is a step of a candidate, see
`verify/unrolled.py`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import torch
from torch import nn

TOLERANCE = 1e-5
"""How far a state may be from the layer's own: what the order of a sum of 32-bit numbers can do."""

DIGITS = 7
"""Decimals of what is told; 32-bit numbers have no more."""


class UnshowableError(Exception):
    """A layer or an input that cannot be taken apart like this; its text is for the author."""


Most = tuple[int, int, int]
"""How many units, features of the input, and steps there may be at most."""


def tell(layer: Any, given: Any, state: Any = None, *, mark: str, **how: Any) -> None:
    """Print a forward call step by step behind a mark; `how` is what `unroll` is told."""
    told = unroll(layer, given, state, **how)
    # The program may have put something else in the place of standard output.
    print(f"\n{mark}{json.dumps(told)}", file=sys.__stdout__)


def unroll(
    layer: Any, given: Any, state: Any = None, *, slip: str = "", most: Most | None = None
) -> dict[str, Any]:
    """Take a forward call apart.

    Raises:
        UnshowableError: it is not one sequence through one layer in one direction, or not the usual sum.
    """
    _refuse_layer(layer)
    _refuse_input(layer, given)
    if most:
        _refuse_size(layer, given, most)
    with torch.no_grad(), torch.backends.cudnn.flags(allow_tf32=False):
        output, last = _ask(layer, given, state)
    parts = _Parts(layer)
    inputs = _plain(given).reshape(-1, given.shape[-1])
    start = torch.zeros(layer.hidden_size, dtype=inputs.dtype) if state is None else _plain(state).reshape(-1)
    moments = parts.moments(inputs, start)
    off = _difference([moment["after"] for moment in moments], _plain(output).reshape(len(inputs), -1))
    told = [parts.slipped(slip, moments, number) for number in range(len(moments))] if slip else moments
    return {
        "layer": "RNN" if isinstance(layer, nn.RNN) else "RNNCell",
        "activation": layer.nonlinearity,
        "bias": bool(layer.bias),
        "batch_first": bool(getattr(layer, "batch_first", False)),
        "input_shape": list(given.shape),
        "output_shape": list(output.shape),
        "state_shape": list(last.shape),
        "w_ih": _numbers(parts.w_ih),
        "w_hh": _numbers(parts.w_hh),
        "start": _numbers(start),
        "started": state is not None,
        "moments": [{name: _numbers(value) for name, value in moment.items()} for moment in told],
        "off": off,
    }


class _Parts:
    """The weights of a layer, and the sums that they take part in."""

    def __init__(self, layer: Any) -> None:
        end = "_l0" if isinstance(layer, nn.RNN) else ""
        self.w_ih = _plain(getattr(layer, f"weight_ih{end}"))
        self.w_hh = _plain(getattr(layer, f"weight_hh{end}"))
        nothing = torch.zeros(layer.hidden_size, dtype=self.w_ih.dtype)
        self.b_ih = _plain(getattr(layer, f"bias_ih{end}")) if layer.bias else nothing
        self.b_hh = _plain(getattr(layer, f"bias_hh{end}")) if layer.bias else nothing
        self.activation = {"tanh": torch.tanh, "relu": torch.relu}[layer.nonlinearity]
        self.other = {"tanh": torch.relu, "relu": torch.tanh}[layer.nonlinearity]

    def moments(self, inputs: torch.Tensor, start: torch.Tensor) -> list[dict[str, Any]]:
        """Walk through time."""
        found: list[dict[str, Any]] = []
        state = start
        for x in inputs:
            found.append(self._moment(x, state))
            state = found[-1]["after"]
        return found

    def _moment(self, x: torch.Tensor, state: torch.Tensor, **changed: torch.Tensor) -> dict[str, Any]:
        """Give one step, with some of its parts changed."""
        parts = {
            "x": x,
            "before": state,
            "from_input": self.w_ih @ x,
            "b_ih": self.b_ih,
            "from_state": self.w_hh @ state,
            "b_hh": self.b_hh,
        } | changed
        total = parts["from_input"] + parts["b_ih"] + parts["from_state"] + parts["b_hh"]
        return parts | {"total": total, "after": self.activation(total)}

    def slipped(self, slip: str, moments: list[dict[str, Any]], number: int) -> dict[str, Any]:
        """Give one step as someone has it who was right so far and now makes a slip.

        Where there is nothing to slip on, as with the bias of a layer that has none, it is the right one.
        """
        here = moments[number]
        x, state, total = here["x"], here["before"], here["total"]
        nothing = torch.zeros_like(total)
        square = self.w_ih.shape[0] == self.w_ih.shape[1]
        by_input = here["from_input"] + here["b_ih"]
        by_state = here["from_state"] + here["b_hh"]
        changes: dict[str, dict[str, Any]] = {
            "no-b-ih": {"b_ih": nothing},
            "no-b-hh": {"b_hh": nothing},
            "no-bias": {"b_ih": nothing, "b_hh": nothing},
            "no-state": {"from_state": nothing},
            "first-state": {"from_state": self.w_hh @ moments[0]["before"]},
            "older-state": {"from_state": self.w_hh @ moments[max(0, number - 1)]["before"]},
            "previous-input": {"from_input": self.w_ih @ moments[max(0, number - 1)]["x"]},
            "next-input": {"from_input": self.w_ih @ moments[min(len(moments) - 1, number + 1)]["x"]},
            "input-transposed": {"from_input": self.w_ih.T @ x} if square else {},
            "state-transposed": {"from_state": self.w_hh.T @ state},
        }
        ends = {
            "no-activation": total,
            "other-activation": self.other(total),
            "input-activated": self.activation(by_input) + by_state,
            "parts-activated": self.activation(by_input) + self.activation(by_state),
        }
        return here | {"after": ends[slip]} if slip in ends else self._moment(x, state, **changes[slip])


def _refuse_layer(layer: Any) -> None:
    name = layer.__name__ if isinstance(layer, type) else type(layer).__name__
    if isinstance(layer, type):
        raise UnshowableError(f"{name} is a class: make a layer of it")
    if isinstance(layer, (nn.LSTM, nn.GRU, nn.LSTMCell, nn.GRUCell)):
        raise UnshowableError(f"{name} has gates, so a step of it is more than one sum: use an nn.RNN")
    if not isinstance(layer, (nn.RNN, nn.RNNCell)):
        raise UnshowableError(f"it is of type {name}: name an nn.RNN or an nn.RNNCell")
    if getattr(layer, "num_layers", 1) != 1:
        raise UnshowableError(f"it has {layer.num_layers} layers: use `num_layers=1`")
    if getattr(layer, "bidirectional", False):
        raise UnshowableError("it goes in both directions: leave `bidirectional` out")


def _refuse_input(layer: Any, given: Any) -> None:
    if not isinstance(given, torch.Tensor):
        name = type(given).__name__
        raise UnshowableError(f"the input is of type {name}: give a tensor of one sequence")
    batch = 0 if getattr(layer, "batch_first", False) else 1
    if given.dim() == 3 and given.shape[batch] != 1:
        size = given.shape[batch]
        raise UnshowableError(f"the input is a batch of {size} sequences: give one, as `(seq_len, features)`")
    if given.dim() == 1 or not len(given):
        raise UnshowableError("the input has no axis of time, or no step: give `(seq_len, features)`")


def _refuse_size(layer: Any, given: torch.Tensor, most: Most) -> None:
    units, features, steps = most
    if layer.hidden_size > units:
        raise UnshowableError(f"it has {layer.hidden_size} units: make a layer of {units} at most")
    if given.shape[-1] > features:
        raise UnshowableError(f"the input has {given.shape[-1]} features: give it {features} at most")
    length = given.numel() // max(1, given.shape[-1])
    if length > steps:
        raise UnshowableError(f"the input has {length} steps: give it {steps} at most")


def _ask(layer: Any, given: torch.Tensor, state: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """Let the layer itself answer: it is the judge."""
    if isinstance(layer, nn.RNN):
        output, last = layer(given, state)
        return output, last
    states: list[torch.Tensor] = []
    for x in given:
        state = layer(x, state)
        states.append(state)
    return torch.stack(states), state


def _difference(states: list[torch.Tensor], output: torch.Tensor) -> float:
    if not bool(torch.isfinite(output).all()):
        raise UnshowableError("its output is not finite: use smaller weights or inputs")
    off = float((torch.stack(states) - output).abs().max())
    if not off <= TOLERANCE:
        raise UnshowableError(f"its output is not the activation of the sum: it is off by up to {off:.2g}")
    return off


def _plain(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.detach().cpu()


def _numbers(tensor: torch.Tensor) -> Any:
    rows: Any = tensor.tolist()
    if tensor.dim() == 2:
        return [[_rounded(value) for value in row] for row in rows]
    return [_rounded(value) for value in rows]


def _rounded(value: float) -> float:
    # No minus before a zero.
    return round(value, DIGITS) + 0.0
