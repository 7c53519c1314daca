"""Rates of learning that change from epoch to epoch.

In: an optimizer. Out: the same, with other rates after each `step`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from .._missing import missing
from ._optimizer import Group, Optimizer


class LRScheduler:
    """Sets the rate of each group; `rate` says which."""

    __module__ = "torch.optim.lr_scheduler"

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
        if last_epoch != -1:
            raise missing(f"{type(self).__name__}(last_epoch={last_epoch})")
        self.optimizer, self.last_epoch = optimizer, -1
        for group in optimizer.param_groups:
            group.setdefault("initial_lr", group["lr"])
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self.step()

    def rate(self, number: int, group: Group) -> float:
        """Give the rate of one group for the epoch that begins."""
        raise NotImplementedError

    def step(self, epoch: int | None = None) -> None:
        if epoch is not None:
            raise missing("lr_scheduler.step(epoch)")
        self.last_epoch += 1
        groups = self.optimizer.param_groups
        for group, rate in zip(groups, [self.rate(i, group) for i, group in enumerate(groups)], strict=True):
            group["lr"] = rate
        self._last_lr = [group["lr"] for group in groups]

    def get_last_lr(self) -> list[float]:
        return self._last_lr

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        raise missing(f"{type(self).__name__}.{name}")


class StepLR(LRScheduler):
    """Multiplies the rate after so many epochs, again and again."""

    __module__ = "torch.optim.lr_scheduler"

    def __init__(self, optimizer: Optimizer, step_size: int, gamma: float = 0.1, last_epoch: int = -1) -> None:
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer, last_epoch)

    def rate(self, number: int, group: Group) -> float:
        del number
        falls = self.last_epoch and self.last_epoch % self.step_size == 0
        return float(group["lr"] * self.gamma if falls else group["lr"])


class MultiStepLR(LRScheduler):
    """Multiplies the rate at chosen epochs."""

    __module__ = "torch.optim.lr_scheduler"

    def __init__(
        self, optimizer: Optimizer, milestones: Iterable[int], gamma: float = 0.1, last_epoch: int = -1
    ) -> None:
        self.milestones, self.gamma = Counter(milestones), gamma
        super().__init__(optimizer, last_epoch)

    def rate(self, number: int, group: Group) -> float:
        del number
        falls = self.milestones.get(self.last_epoch, 0)
        return float(group["lr"] * self.gamma**falls if falls else group["lr"])


class ExponentialLR(LRScheduler):
    """Multiplies the rate after each epoch."""

    __module__ = "torch.optim.lr_scheduler"

    def __init__(self, optimizer: Optimizer, gamma: float, last_epoch: int = -1) -> None:
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def rate(self, number: int, group: Group) -> float:
        del number
        return float(group["lr"] * self.gamma if self.last_epoch else group["lr"])


class LambdaLR(LRScheduler):
    """Multiplies the first rate by what a function gives for the epoch."""

    __module__ = "torch.optim.lr_scheduler"

    def __init__(self, optimizer: Optimizer, lr_lambda: Any, last_epoch: int = -1) -> None:
        count = len(optimizer.param_groups)
        several = isinstance(lr_lambda, list | tuple)
        if several and len(lr_lambda) != count:
            raise ValueError(f"Expected {count} lr_lambdas, but got {len(lr_lambda)}")
        self.lr_lambdas: list[Callable[[int], float]] = list(lr_lambda) if several else [lr_lambda] * count
        super().__init__(optimizer, last_epoch)

    def rate(self, number: int, group: Group) -> float:
        del group
        return float(self.base_lrs[number] * self.lr_lambdas[number](self.last_epoch))


class CosineAnnealingLR(LRScheduler):
    """Lets the rate fall like a cosine."""

    __module__ = "torch.optim.lr_scheduler"

    def __init__(
        self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0, last_epoch: int = -1  # noqa: N803 PyTorch's
    ) -> None:  # fmt: skip
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer, last_epoch)

    def rate(self, number: int, group: Group) -> float:
        now, least, rate = self.last_epoch, self.eta_min, float(group["lr"])
        if now == 0:
            return rate
        if (now - 1 - self.T_max) % (2 * self.T_max) == 0:
            return rate + float(self.base_lrs[number] - least) * (1 - math.cos(math.pi / self.T_max)) / 2
        before = 1 + math.cos(math.pi * (now - 1) / self.T_max)
        return (1 + math.cos(math.pi * now / self.T_max)) / before * (rate - least) + least


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.optim.lr_scheduler.{name}")
