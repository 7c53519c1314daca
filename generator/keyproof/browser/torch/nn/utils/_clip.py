"""Gradients that are too long, made shorter; parameters as one vector.

In: parameters. Out: their gradients, changed in place, and the norm that they had.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ... import _create, _join, _norms
from ... import _elementwise as two
from ..._mode import grad_mode
from ..._tensor import Tensor


def _gradients(parameters: Tensor | Iterable[Tensor]) -> list[Tensor]:
    tensors = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    return [tensor.grad for tensor in tensors if tensor.grad is not None]


def clip_grad_norm_(
    parameters: Tensor | Iterable[Tensor], max_norm: float, norm_type: float = 2.0,
    error_if_nonfinite: bool = False, foreach: Any = None,
) -> Tensor:  # fmt: skip
    del foreach
    with grad_mode(False):
        gradients = _gradients(parameters)
        if not gradients:
            return _create.tensor(0.0)
        total = _norms.norm(_join.stack([_norms.norm(gradient, norm_type) for gradient in gradients]), norm_type)
        if error_if_nonfinite and not total.isfinite().item():
            raise RuntimeError(
                f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, so it cannot be "
                "clipped. To disable this error and scale the gradients by the non-finite norm anyway, set "
                "`error_if_nonfinite=False`"
            )
        factor = two.div(max_norm, two.add(total, 1e-6)).clamp(max=1.0)
        for gradient in gradients:
            gradient.mul_(factor)
    return total


def clip_grad_value_(parameters: Tensor | Iterable[Tensor], clip_value: float) -> None:
    with grad_mode(False):
        for gradient in _gradients(parameters):
            gradient.clamp_(-clip_value, clip_value)


def parameters_to_vector(parameters: Iterable[Tensor]) -> Tensor:
    return _join.cat([parameter.view(-1) for parameter in parameters])
