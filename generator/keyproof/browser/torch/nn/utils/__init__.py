"""What trainings and recurrent layers need besides layers.

In: gradients, sequences. Out: `clip_grad_norm_` and its like, and the module `rnn`.
"""

from __future__ import annotations

from typing import NoReturn

from ..._missing import missing
from . import rnn
from ._clip import clip_grad_norm_, clip_grad_value_, parameters_to_vector

__all__ = ["clip_grad_norm_", "clip_grad_value_", "parameters_to_vector", "rnn"]


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.nn.utils.{name}")
