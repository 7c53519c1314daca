"""Adam: steps scaled by running means of the gradient and of its square.

In: gradients. Out: changed parameters.
"""

from __future__ import annotations

import math
from typing import Any

from .. import _create
from .._tensor import Tensor
from ._optimizer import Group, Optimizer
from ._sgd import refuse_switches


class Adam(Optimizer):
    """PyTorch's arithmetic, operation by operation, so that rounding agrees."""

    __module__ = "torch.optim.adam"
    decoupled = False

    def __init__(
        self, params: Any, lr: float = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float = 0, amsgrad: bool = False, **switches: Any,
    ) -> None:  # fmt: skip
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        if eps < 0.0:
            raise ValueError(f"Invalid epsilon value: {eps}")
        for index, beta in enumerate(betas):
            if not 0.0 <= beta < 1.0:
                raise ValueError(f"Invalid beta parameter at index {index}: {beta}")
        if weight_decay < 0.0:
            raise ValueError(f"Invalid weight_decay value: {weight_decay}")
        refuse_switches({"amsgrad": amsgrad, **switches})
        own = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "amsgrad": amsgrad}
        others = {"maximize": False, "foreach": None, "capturable": False, "differentiable": False, "fused": None,
                  "decoupled_weight_decay": self.decoupled}  # fmt: skip
        super().__init__(params, {**own, **others})

    def update(self, parameter: Tensor, gradient: Tensor, group: Group, state: dict[str, Any]) -> None:
        first, second = group["betas"]
        if not state:
            state.update(step=0, exp_avg=_create.zeros_like(parameter), exp_avg_sq=_create.zeros_like(parameter))
        state["step"] += 1
        if group["weight_decay"] and self.decoupled:
            parameter.mul_(1 - group["lr"] * group["weight_decay"])
        elif group["weight_decay"]:
            gradient = gradient.add(parameter.detach(), alpha=group["weight_decay"])
        mean, square = state["exp_avg"], state["exp_avg_sq"]
        mean.add_(gradient - mean, alpha=1 - first)
        square.mul_(second).add_(gradient * gradient, alpha=1 - second)
        size = group["lr"] / (1 - first ** state["step"])
        scale = math.sqrt(1 - second ** state["step"])
        parameter.add_(mean / (square.sqrt() / scale).add_(group["eps"]), alpha=-size)


class AdamW(Adam):
    """Adam whose weight decay does not go through the means."""

    __module__ = "torch.optim.adamw"
    decoupled = True

    def __init__(
        self, params: Any, lr: float = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
        weight_decay: float = 1e-2, amsgrad: bool = False, **switches: Any,
    ) -> None:  # fmt: skip
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, **switches)
