"""What all optimizers share: groups of parameters, steps, state.

In: parameters or groups of them. Out: a step over every parameter that has a gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from .. import _views
from .._missing import missing
from .._mode import grad_mode
from .._tensor import Tensor

Group = dict[str, Any]


class Optimizer:
    """Changes parameters in place; `update` says how."""

    __module__ = "torch.optim.optimizer"

    def __init__(self, params: Any, defaults: Group) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                f"torch.{params.dtype.title}Tensor"
            )
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        groups = given if isinstance(given[0], dict) else [{"params": given}]
        self.defaults = defaults
        self.state: dict[Tensor, dict[str, Any]] = {}
        self.param_groups: list[Group] = []
        for group in groups:
            self.add_param_group({**defaults, **group})

    def add_param_group(self, group: Group) -> None:
        found = group["params"]
        tensors = [found] if isinstance(found, Tensor) else list(found)
        for tensor in tensors:
            if not isinstance(tensor, Tensor):
                raise TypeError(
                    f"optimizer can only optimize Tensors, but one of the params is {type(tensor).__name__}"
                )
            if not tensor.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        self.param_groups.append({**group, "params": tensors})

    def zero_grad(self, set_to_none: bool = True) -> None:
        for parameter in self._parameters():
            if set_to_none:
                parameter.grad = None
            elif parameter.grad is not None:
                parameter.grad = parameter.grad.detach() * 0

    def _parameters(self) -> Iterable[Tensor]:
        return (parameter for group in self.param_groups for parameter in group["params"])

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        loss = None
        if closure is not None:
            with grad_mode(True):
                loss = closure()
        with grad_mode(False):
            for group in self.param_groups:
                for parameter in group["params"]:
                    if parameter.grad is not None:
                        self.update(parameter, parameter.grad, group, self.state.setdefault(parameter, {}))
        return loss

    def update(self, parameter: Tensor, gradient: Tensor, group: Group, state: dict[str, Any]) -> None:
        """Change one parameter."""
        raise NotImplementedError

    def state_dict(self) -> Any:
        raise missing("Optimizer.state_dict")

    def load_state_dict(self, _state_dict: Any) -> Any:
        raise missing("Optimizer.load_state_dict")

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("register_"):
            raise missing(f"Optimizer.{name}")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for number, group in enumerate(self.param_groups):
            lines.append(f"Parameter Group {number}")
            lines += [f"    {key}: {group[key]}" for key in sorted(group) if key != "params"]
        return "\n".join([*lines, ")"])


def copied(tensor: Tensor) -> Tensor:
    """Give a copy that later steps may change."""
    return _views.clone(tensor.detach())
