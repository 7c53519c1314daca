"""Tensors that a module learns.

In: a tensor. Out: one that asks for its gradient and that modules find by itself.
"""

from __future__ import annotations

from typing import Any

from .._create import empty
from .._tensor import Tensor, filled, over
from .._text import text
from .._types import get_default_dtype


class Parameter(Tensor):
    """A tensor that, set as an attribute of a module, belongs to what the module learns."""

    __module__ = "torch.nn.parameter"

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = True) -> Any:
        source = filled(0, (0,), get_default_dtype()) if data is None else data
        made = over(source.storage, source.offset, source.shape, source.strides, source.dtype, cls)
        if requires_grad and not made.dtype.is_floating_point:
            raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
        made.requires_grad = requires_grad
        return made

    def __init__(self, data: Tensor | None = None, requires_grad: bool = True) -> None:
        del data, requires_grad

    def __repr__(self) -> str:
        return "Parameter containing:\n" + text(self)


def fresh(*sizes: int, dtype: Any = None) -> Parameter:
    """Make a parameter that is to be filled."""
    return Parameter(empty(*sizes, dtype=dtype))
