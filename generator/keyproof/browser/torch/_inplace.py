"""Changes of a tensor's own memory, and what gradients make of them.

In: a tensor and what is to stand in its memory. Out: the same tensor; forbidden changes raise PyTorch's errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from . import _elementwise as two
from . import _layout, _random, _reduce
from ._graph import needed, record
from ._missing import missing
from ._mode import is_grad_enabled
from ._tensor import Tensor, filled, make
from ._types import Scalar


def refuse_leaf(self: Tensor, *, through_view: bool = False) -> None:
    """Refuse to change a tensor that asks for its own gradient."""
    if not is_grad_enabled():
        return
    if self.leaf_needs_grad:
        which = "a view of a leaf" if through_view else "a leaf"
        raise RuntimeError(f"{which} Variable that requires grad is being used in an in-place operation.")
    if self.grad_fn is not None and self.is_view_of is not None and self.is_view_of.leaf_needs_grad:
        raise RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.")


def refuse_view(self: Tensor) -> None:
    """Refuse to follow what a change through a view does to the gradients of the whole."""
    if self.is_view_of is not None:
        raise missing("A change in place of a view that gradients have to follow")


def change(self: Tensor, result: Tensor) -> Tensor:
    """Put `result` into the memory of `self`, and take over where it came from."""
    refuse_leaf(self)
    if result.dtype.kind > self.dtype.kind:
        raise RuntimeError(
            f"result type {result.dtype.title} can't be cast to the desired output type {self.dtype.title}"
        )
    if result.shape != self.shape:
        raise RuntimeError(
            f"output with shape {list(self.shape)} doesn't match the broadcast shape {list(result.shape)}"
        )
    tracked = is_grad_enabled() and result.requires_grad
    if tracked:
        refuse_view(self)
    self.write(list(_reduce.to_dtype(result.sharing(), self.dtype).flat()))
    if tracked:
        self.storage.history += 1
        self.grad_fn, self.output_nr, self.history = result.grad_fn, result.output_nr, self.storage.history
    return self


def in_place(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """Make `x.name_(…)` out of `name(x, …)`."""

    def changed(self: Tensor, *args: Any, **options: Any) -> Tensor:
        return change(self, function(self, *args, **options))

    return changed


def _replaced(name: str, self: Tensor, values: Sequence[Any]) -> Tensor:
    """Give a tensor that owes nothing to `self`, though `self` becomes it."""
    out = make(values, self.shape, self.dtype)
    if needed(self):
        refuse_leaf(self)
        record(name, out, (self,), lambda g: (filled(0, g.shape, g.dtype),))
    return out


def fill_(self: Tensor, value: Tensor | Scalar) -> Tensor:
    number = value.item() if isinstance(value, Tensor) else value
    return change(self, _replaced("FillBackward0", self, [self.dtype.rounded(number)] * self.numel()))


def zero_(self: Tensor) -> Tensor:
    return change(self, _replaced("ZeroBackward0", self, [0] * self.numel()))


def copy_(self: Tensor, src: Tensor, non_blocking: bool = False) -> Tensor:
    del non_blocking
    if _layout.broadcast(self.shape, src.shape) != tuple(self.shape):
        raise RuntimeError(
            f"The size of tensor a ({self.shape[-1] if self.shape else 1}) must match the size of tensor b "
            f"({src.shape[-1] if src.shape else 1}) at non-singleton dimension {max(src.ndim, self.ndim) - 1}"
        )
    values = _reduce.to_dtype(two.expand_to(src, self.shape), self.dtype).flat()
    out = make(list(values), self.shape, self.dtype)
    if needed(self, src):
        refuse_leaf(self)
        record("CopyBackwards", out, (self, src), lambda g: (filled(0, g.shape, g.dtype), _reduce.fit(g, src)))
    return change(self, out)


def uniform_(self: Tensor, a: float = 0.0, b: float = 1.0) -> Tensor:
    if a > b:
        raise RuntimeError(f"uniform_ expects to return a [from, to) range, but found from={a:g} > to={b:g}")
    return change(self, _replaced("UniformBackward0", self, _random.uniform(self.numel(), self.dtype.code, a, b)))


def normal_(self: Tensor, mean: float = 0.0, std: float = 1.0) -> Tensor:
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    return change(self, _replaced("NormalBackward0", self, _random.normal(self.numel(), self.dtype.code, mean, std)))


def bernoulli_(self: Tensor, p: float = 0.5) -> Tensor:
    if not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    return change(self, _replaced("BernoulliBackward0", self, _random.bernoulli(self.numel(), p)))


def requires_grad_(self: Tensor, requires_grad: bool = True) -> Tensor:
    self.requires_grad = requires_grad
    return self


def item(self: Tensor) -> Any:
    if self.numel() != 1:
        raise RuntimeError(f"a Tensor with {self.numel()} elements cannot be converted to Scalar")
    value = self.flat()[0]
    return bool(value) if self.dtype.kind == 0 else value


def tolist(self: Tensor) -> Any:
    flat: Any = list(self.flat())
    if self.dtype.kind == 0:
        flat = list(map(bool, flat))
    for size in reversed(self.shape[1:]):
        count = len(flat) // size if size else math.prod(self.shape[:-1])
        flat = [flat[i * size : (i + 1) * size] for i in range(count)]
    return flat if self.shape else flat[0]
