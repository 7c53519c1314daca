"""Optimizers: how gradients change parameters.

In: parameters with gradients. Out: `SGD`, `Adam`, `AdamW` and how rates of learning change, with PyTorch's arithmetic.
"""

from __future__ import annotations

from typing import NoReturn

from .._missing import missing
from . import lr_scheduler
from ._adam import Adam, AdamW
from ._optimizer import Optimizer
from ._sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer", "lr_scheduler"]


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.optim.{name}")
