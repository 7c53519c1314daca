"""`torch.autograd`: gradients asked for by name.

In: results and the tensors they depend on. Out: gradients.
"""

from __future__ import annotations

from typing import NoReturn

from ._backward import backward_of as backward
from ._backward import grad
from ._missing import missing
from ._mode import enable_grad, no_grad, set_grad_enabled

__all__ = ["backward", "enable_grad", "grad", "no_grad", "set_grad_enabled"]


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.autograd.{name}")
