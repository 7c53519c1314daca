"""`nn.RNN`: layers, directions, both nonlinearities, all forms of input.

In: sequences with or without a batch, padded or packed, and a first state. Out: all states of the last layer, and the
last states of all layers.
"""

from __future__ import annotations

import math
import numbers
import warnings
from collections.abc import Sequence
from typing import Any

from .. import _create, _index, _join, _views
from .._tensor import Tensor
from .._types import check_device, dtype
from . import functional, init
from ._arguments import check_arguments
from ._module import Module
from ._recurrence import run, run_packed
from ._steps import Weights
from .parameter import Parameter, fresh
from .utils.rnn import PackedSequence


def _check_sizes(input_size: Any, hidden_size: Any, num_layers: Any, *, bias: Any, batch_first: Any) -> None:
    for name, value, kind in (("bias", bias, bool), ("batch_first", batch_first, bool)):
        if not isinstance(value, kind):
            raise TypeError(f"{name} should be of type bool, got: {type(value).__name__}")
    for name, value in (("input_size", input_size), ("hidden_size", hidden_size)):
        if not isinstance(value, int):
            raise TypeError(f"{name} should be of type int, got: {type(value).__name__}")
        if value <= 0:
            raise ValueError(f"{name} must be greater than zero")
    if num_layers <= 0:
        raise ValueError("num_layers must be greater than zero")


def _check_dropout(dropout: Any, num_layers: Any) -> None:
    if not isinstance(dropout, numbers.Number) or isinstance(dropout, bool) or not 0 <= dropout <= 1:  # type: ignore[operator]
        raise ValueError(
            "dropout should be a number in range [0, 1] representing the probability of an element being zeroed"
        )
    if dropout > 0 and num_layers == 1:  # type: ignore[operator]
        warnings.warn(
            "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects num_layers "
            f"greater than 1, but got dropout={dropout} and num_layers={num_layers}",
            stacklevel=4,
        )


class RNNBase(Module):
    """The parameters of a recurrent layer and the checks of what it is given."""

    __module__ = "torch.nn.modules.rnn"

    def __init__(
        self,
        mode: str,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: dtype | None = None,
    ) -> None:
        check_device(device)
        super().__init__()
        self.mode, self.input_size, self.hidden_size, self.num_layers = (
            mode,
            input_size,
            hidden_size,
            num_layers,
        )
        self.bias, self.batch_first, self.dropout = bias, batch_first, float(dropout)
        self.bidirectional, self.proj_size = bidirectional, proj_size
        _check_dropout(dropout, num_layers)
        _check_sizes(input_size, hidden_size, num_layers, bias=bias, batch_first=batch_first)
        self._all_weights: list[list[str]] = []
        directions = ("", "_reverse") if bidirectional else ("",)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size * len(directions)
            for suffix in directions:
                self._add_weights(f"l{layer}{suffix}", width, dtype)
        self.reset_parameters()

    def _add_weights(self, suffix: str, width: int, kind: dtype | None) -> None:
        size = self.hidden_size
        shapes: dict[str, tuple[int, ...]] = {"weight_ih": (size, width), "weight_hh": (size, size)}
        if self.bias:
            shapes |= {"bias_ih": (size,), "bias_hh": (size,)}
        for name, shape in shapes.items():
            setattr(self, f"{name}_{suffix}", fresh(*shape, dtype=kind))
        self._all_weights.append([f"{name}_{suffix}" for name in shapes])

    def reset_parameters(self) -> None:
        bound = 1.0 / math.sqrt(self.hidden_size)
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def flatten_parameters(self) -> None:
        """Nothing to do: on a processor PyTorch does nothing either."""

    @property
    def all_weights(self) -> list[list[Parameter]]:
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    @property
    def _flat_weights(self) -> list[Parameter]:
        return [weight for weights in self.all_weights for weight in weights]

    def check_input(self, input: Tensor, batch_sizes: Tensor | None) -> None:
        wanted = getattr(self, self._all_weights[0][0]).dtype
        if input.dtype is not wanted:
            raise ValueError(
                f"RNN input dtype ({input.dtype}) does not match weight dtype ({wanted}). "
                f"Convert input: input.to({wanted}), or convert model: model.to({input.dtype})"
            )
        rank = 3 if batch_sizes is None else 2
        if input.dim() != rank:
            raise RuntimeError(f"input must have {rank} dimensions, got {input.dim()}")
        if input.shape[-1] != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.shape[-1]}"
            )

    def check_hidden_size(
        self, hx: Tensor, expected_hidden_size: Sequence[int], msg: str = "Expected hidden size {}, got {}"
    ) -> None:
        if hx.shape != expected_hidden_size:
            raise RuntimeError(msg.format(expected_hidden_size, list(hx.shape)))

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        usual = {"num_layers": 1, "bias": True, "batch_first": False, "dropout": 0, "bidirectional": False}
        for name, value in usual.items():
            if getattr(self, name) != value:
                text += f", {name}={getattr(self, name)}"
        return text


class RNN(RNNBase):
    """The Elman layer: each state is tanh (or relu) of the input's and the last state's weighted sums."""

    __module__ = "torch.nn.modules.rnn"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "proj_size" in kwargs:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        if len(args) > 3:
            nonlinearity = args[3]
            args = args[:3] + args[4:]
        else:
            nonlinearity = kwargs.pop("nonlinearity", "tanh")
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__(f"RNN_{nonlinearity.upper()}", *args, **kwargs)
        self.nonlinearity = nonlinearity

    def forward(self, input: Tensor | PackedSequence, hx: Tensor | None = None) -> Any:
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx)
        if input.dim() not in (2, 3):
            raise ValueError(f"RNN: Expected input to be 2D or 3D, got {input.dim()}D tensor instead")
        batched = input.dim() == 3
        if hx is not None and hx.dim() != input.dim():
            kind, rank = ("batched 3-D", 3) if batched else ("unbatched 2-D", 2)
            raise RuntimeError(f"For {kind} input, hx should also be {rank}-D but got {hx.dim()}-D tensor")
        batch_dim = 0 if self.batch_first else 1
        if not batched:
            input = _views.unsqueeze(input, batch_dim)
            hx = None if hx is None else _views.unsqueeze(hx, 1)
        self.check_input(input, None)
        hx = self._first_state(input, input.shape[batch_dim], hx)
        if self.batch_first:
            input = _views.transpose(input, 0, 1)
        if input.shape[0] == 0:
            raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
        self._check_call(packed=False)
        output, last = self._layers(input, hx, None)
        if self.batch_first:
            output = _views.transpose(output, 0, 1)
            if output.grad_fn is not None:
                output.grad_fn.title = "TransposeBackward1"
        return (output, last) if batched else (_views.squeeze(output, batch_dim), _views.squeeze(last, 1))

    def _first_state(self, input: Tensor, batch: int, hx: Tensor | None) -> Tensor:
        expected = (len(self._all_weights), batch, self.hidden_size)
        if hx is None:
            return _create.zeros(expected, dtype=input.dtype)
        self.check_hidden_size(hx, expected)
        return hx

    def _forward_packed(self, packed: PackedSequence, hx: Tensor | None) -> tuple[PackedSequence, Tensor]:
        data, batch_sizes, order, back = packed
        if hx is not None and order is not None:
            hx = _index.index_select(hx, 1, order)
        self.check_input(data, batch_sizes)
        sizes = batch_sizes.tolist()
        first = self._first_state(data, sizes[0], hx)
        self._check_call(packed=True)
        output, last = self._layers(data, first, sizes)
        if back is not None:
            last = _index.index_select(last, 1, back)
        return PackedSequence(output, batch_sizes, order, back), last

    def _check_call(self, *, packed: bool) -> None:
        check_arguments(
            self.mode.lower(),
            packed=packed,
            weights=sum(map(len, self._all_weights)),
            num_layers=self.num_layers,
            bidirectional=self.bidirectional,
            rest=(self.bias, self.dropout, self.training, self.batch_first),
        )

    def _layers(self, sequence: Tensor, hx: Tensor, sizes: list[int] | None) -> tuple[Tensor, Tensor]:
        directions = 2 if self.bidirectional else 1
        first, last = _join.unbind(hx, 0), []
        for layer in range(self.num_layers):
            outputs = []
            for direction in range(directions):
                number = layer * directions + direction
                weights = self._weights(number, backward=direction == 1)
                output, state = (
                    run(sequence, first[number], weights) if sizes is None
                    else run_packed(sequence, sizes, first[number], weights)
                )  # fmt: skip
                outputs.append(output)
                last.append(state)
            sequence = _join.cat(outputs, -1) if directions == 2 else outputs[0]
            if self.dropout and self.training and layer < self.num_layers - 1:
                sequence = functional.dropout(sequence, self.dropout, True)
        return sequence, _join.stack(last)

    def _weights(self, number: int, *, backward: bool) -> Weights:
        found = self.all_weights[number]
        biases = found[2:] if self.bias else (None, None)
        return Weights(found[0], found[1], *biases, relu=self.mode == "RNN_RELU", backward=backward)
