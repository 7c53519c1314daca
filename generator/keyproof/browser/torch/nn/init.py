"""First values for parameters.

In: tensors. Out: the same tensors, filled by PyTorch's rules from PyTorch's random numbers.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from operator import mul
from typing import Any, NoReturn

from .. import _create, _inplace, _views
from .._missing import missing
from .._mode import grad_mode
from .._tensor import Tensor


def _unrecorded(fill: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def filled(tensor: Tensor, *args: Any, **options: Any) -> Tensor:
        with grad_mode(False):
            return fill(tensor, *args, **options)

    return filled


uniform_, normal_ = _unrecorded(_inplace.uniform_), _unrecorded(_inplace.normal_)
constant_, zeros_ = _unrecorded(_inplace.fill_), _unrecorded(_inplace.zero_)


def ones_(tensor: Tensor) -> Tensor:
    return constant_(tensor, 1.0)


def eye_(tensor: Tensor) -> Tensor:
    if tensor.ndim != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    with grad_mode(False):
        return _inplace.copy_(tensor, _create.eye(*tensor.shape))


def orthogonal_(tensor: Tensor, gain: float = 1) -> Tensor:
    if tensor.ndim < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    if tensor.numel() == 0:
        return tensor
    rows = tensor.shape[0]
    drawn = normal_(_create.empty(rows, tensor.numel() // rows, dtype=tensor.dtype), 0, 1)
    lines = drawn.tolist()
    tall = len(lines) >= len(lines[0])
    made = _orthonormal([list(line) for line in zip(*lines, strict=True)] if tall else lines)
    made = [list(line) for line in zip(*made, strict=True)] if tall else made
    values = _create.tensor([gain * number for line in made for number in line], dtype=tensor.dtype)
    with grad_mode(False):
        return _inplace.copy_(tensor, _views.view_as(values, tensor))


def _orthonormal(vectors: list[list[float]]) -> list[list[float]]:
    """Turn each vector away from those before it: what a QR decomposition with a positive diagonal gives."""
    done: list[list[float]] = []
    for vector in vectors:
        turned = vector
        # Once more, for what rounding has left.
        for other in [*done, *done]:
            shared = sum(map(mul, turned, other))
            turned = [a - shared * b for a, b in zip(turned, other, strict=True)]
        length = math.sqrt(sum(number * number for number in turned))
        done.append([number / length for number in turned])
    return done


def calculate_gain(nonlinearity: str, param: float | None = None) -> float:
    gains = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5.0 / 3, "relu": math.sqrt(2.0), "selu": 3.0 / 4}
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        return math.sqrt(2.0 / (1 + slope**2))
    if nonlinearity not in gains:
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}")
    return gains[nonlinearity]


def _fans(tensor: Tensor) -> tuple[int, int]:
    if tensor.ndim < 2:
        raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
    field = math.prod(tensor.shape[2:])
    return tensor.shape[1] * field, tensor.shape[0] * field


def xavier_uniform_(tensor: Tensor, gain: float = 1.0) -> Tensor:
    fan_in, fan_out = _fans(tensor)
    bound = math.sqrt(3.0) * (gain * math.sqrt(2.0 / float(fan_in + fan_out)))
    return uniform_(tensor, -bound, bound)


def xavier_normal_(tensor: Tensor, gain: float = 1.0) -> Tensor:
    fan_in, fan_out = _fans(tensor)
    return normal_(tensor, 0.0, gain * math.sqrt(2.0 / float(fan_in + fan_out)))


def _kaiming(tensor: Tensor, a: float, mode: str, nonlinearity: str) -> float:
    fan = _fans(tensor)[("fan_in", "fan_out").index(mode)]
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def kaiming_uniform_(tensor: Tensor, a: float = 0, mode: str = "fan_in", nonlinearity: str = "leaky_relu") -> Tensor:
    if 0 in tensor.shape:
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=2)
        return tensor
    bound = math.sqrt(3.0) * _kaiming(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound)


def kaiming_normal_(tensor: Tensor, a: float = 0, mode: str = "fan_in", nonlinearity: str = "leaky_relu") -> Tensor:
    return normal_(tensor, 0, _kaiming(tensor, a, mode, nonlinearity))


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.nn.init.{name}")
