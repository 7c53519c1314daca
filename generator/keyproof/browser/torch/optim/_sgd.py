"""Plain gradient descent, with momentum if asked.

In: gradients. Out: changed parameters.
"""

from __future__ import annotations

from typing import Any

from .._missing import missing
from .._tensor import Tensor
from ._optimizer import Group, Optimizer, copied

_SWITCHES: Group = {"maximize": False, "foreach": None, "differentiable": False, "fused": None}


class SGD(Optimizer):
    """`p -= lr * gradient`."""

    __module__ = "torch.optim.sgd"

    def __init__(
        self, params: Any, lr: float = 1e-3, momentum: float = 0, dampening: float = 0, weight_decay: float = 0,
        nesterov: bool = False, **switches: Any,
    ) -> None:  # fmt: skip
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        if momentum < 0.0:
            raise ValueError(f"Invalid momentum value: {momentum}")
        if weight_decay < 0.0:
            raise ValueError(f"Invalid weight_decay value: {weight_decay}")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        refuse_switches(switches)
        own = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay,
               "nesterov": nesterov}  # fmt: skip
        super().__init__(params, {**own, **_SWITCHES})

    def update(self, parameter: Tensor, gradient: Tensor, group: Group, state: dict[str, Any]) -> None:
        if group["weight_decay"]:
            gradient = gradient.add(parameter.detach(), alpha=group["weight_decay"])
        if group["momentum"]:
            held = state.get("momentum_buffer")
            if held is None:
                held = state["momentum_buffer"] = copied(gradient)
            else:
                held.mul_(group["momentum"]).add_(gradient, alpha=1 - group["dampening"])
            gradient = gradient.add(held, alpha=group["momentum"]) if group["nesterov"] else held
        parameter.add_(gradient, alpha=-group["lr"])


def refuse_switches(switches: dict[str, Any]) -> None:
    """Refuse options that would change results; those that are off by default may be named."""
    for name, value in switches.items():
        if value not in (None, False):
            raise missing(f"The optimizer's option {name}={value!r}")
