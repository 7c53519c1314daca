"""A part of PyTorch in plain Python, for programs that run inside a page. It isn't PyTorch, and says so.

In: nothing but Python's standard library. Out: the names that lessons on recurrent layers use, with PyTorch's results,
errors and texts. What isn't here raises one error that names the way out.
"""

from __future__ import annotations

from typing import NoReturn

from . import _absent, _elementwise, _methods, autograd, cuda, nn, optim
from ._create import (
    arange,
    as_tensor,
    empty,
    empty_like,
    eye,
    full,
    full_like,
    linspace,
    normal,
    ones,
    ones_like,
    rand,
    rand_like,
    randint,
    randn,
    randn_like,
    randperm,
    tensor,
    zeros,
    zeros_like,
)
from ._elementwise import result_type
from ._join import cat, stack
from ._matrix import addmm
from ._missing import NotInBrowserError, missing
from ._mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled
from ._random import Generator, initial_seed, manual_seed
from ._tensor import Tensor
from ._text import set_printoptions
from ._types import (
    Size,
    bool_,
    device,
    dtype,
    float32,
    float64,
    get_default_dtype,
    int8,
    int16,
    int32,
    int64,
    set_default_dtype,
    uint8,
)
from ._unary import where

__version__ = "2.13.0+browser"

_methods.bind()
_absent.watch()
globals().update(_methods.FUNCTIONS)
bool = bool_
float = float32
int = int32
double, long, short = float64, int64, int16
concat = concatenate = cat
inf, nan, pi, e = 1e400, 1e400 * 0, 3.141592653589793, 2.718281828459045


def is_tensor(obj: object) -> bool_:  # type: ignore[valid-type]
    return isinstance(obj, Tensor)


def numel(input: Tensor) -> int:  # type: ignore[valid-type]
    return input.numel()


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.{name}")
