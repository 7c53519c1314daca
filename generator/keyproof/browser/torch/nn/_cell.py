"""`nn.RNNCell`: one step, for loops that are written out.

In: the input of one step and a state. Out: the next state.
"""

from __future__ import annotations

import math
from typing import Any

from .. import _create, _views
from .._tensor import Tensor
from .._types import check_device, dtype
from . import init
from ._module import Module
from ._recurrence import step
from ._steps import Weights
from .parameter import fresh


class RNNCell(Module):
    """One step of an Elman layer."""

    __module__ = "torch.nn.modules.rnn"

    def __init__(
        self, input_size: int, hidden_size: int, bias: bool = True, nonlinearity: str = "tanh", device: Any = None,
        dtype: dtype | None = None,
    ) -> None:  # fmt: skip
        check_device(device)
        super().__init__()
        self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
        self.weight_ih = fresh(hidden_size, input_size, dtype=dtype)
        self.weight_hh = fresh(hidden_size, hidden_size, dtype=dtype)
        self.register_parameter("bias_ih", fresh(hidden_size, dtype=dtype) if bias else None)
        self.register_parameter("bias_hh", fresh(hidden_size, dtype=dtype) if bias else None)
        bound = 1.0 / math.sqrt(hidden_size) if hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)
        self.nonlinearity = nonlinearity

    def extra_repr(self) -> str:
        text = f"{self.input_size}, {self.hidden_size}"
        text += "" if self.bias is True else f", bias={self.bias}"
        return text + ("" if self.nonlinearity == "tanh" else f", nonlinearity={self.nonlinearity}")

    def forward(self, input: Tensor, hx: Tensor | None = None) -> Tensor:
        for name, tensor in (("input", input), ("hidden", hx)):
            if tensor is not None and tensor.dim() not in (1, 2):
                raise ValueError(f"RNNCell: Expected {name} to be 1D or 2D, got {tensor.dim()}D instead")
        batched = input.dim() == 2
        if not batched:
            input = _views.unsqueeze(input, 0)
        if hx is None:
            hx = _create.zeros(input.shape[0], self.hidden_size, dtype=input.dtype)
        elif not batched:
            hx = _views.unsqueeze(hx, 0)
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        self._check(input, hx)
        weights = Weights(self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh, relu=self.nonlinearity == "relu")
        state = step(input, hx, weights)
        return state if batched else _views.squeeze(state, 0)

    def _check(self, input: Tensor, hx: Tensor) -> None:
        if input.shape[1] != self.input_size:
            raise RuntimeError(f"input has inconsistent input_size: got {input.shape[1]} expected {self.input_size}")
        if input.shape[0] != hx.shape[0]:
            raise RuntimeError(f"Input batch size {input.shape[0]} doesn't match hidden0 batch size {hx.shape[0]}")
        if hx.shape[1] != self.hidden_size:
            raise RuntimeError(f"hidden0 has inconsistent hidden_size: got {hx.shape[1]}, expected {self.hidden_size}")
