"""Losses: how far a result is from what was wanted.

In: results and targets. Out: one number, or one for each element.
"""

from __future__ import annotations

import math
import warnings
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from .. import _elementwise as two
from .. import _reduce, _softmax, _unary, _views
from .._graph import needed, record
from .._missing import missing
from .._tensor import Tensor, filled, make
from .._types import int64

Derivative = Callable[[Tensor], Tensor]


def _reduced(name: str, losses: Tensor, slopes: Callable[[], Sequence[Tensor]], inputs: Sequence[Tensor],
             reduction: str) -> Tensor:  # fmt: skip
    """Take the losses of all elements together; `slopes` gives each input's derivative, element by element."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    out = losses
    if reduction != "none":
        out = (_reduce.mean if reduction == "mean" else _reduce.sum_)(losses)
    if needed(*inputs):

        def back(g: Tensor) -> Sequence[Tensor]:
            share = two.div(g, max(losses.numel(), 1)) if reduction == "mean" else g
            return [_reduce.fit(two.mul(slope, share), x) for slope, x in zip(slopes(), inputs, strict=True)]

        record(name, out, inputs, back, saved=inputs)
    return out


def _same_size(input: Tensor, target: Tensor) -> None:
    if input.shape != target.shape:
        warnings.warn(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}). This will "
            "likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=4,
        )


def mse_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    _same_size(input, target)
    plain = two.sub(input.sharing(), target.sharing())

    def slopes() -> Sequence[Tensor]:
        doubled = two.mul(two.sub(input, target), 2)
        return doubled, _unary.neg(doubled)

    return _reduced("MseLossBackward0", two.mul(plain, plain), slopes, (input, target), reduction)


def l1_loss(input: Tensor, target: Tensor, reduction: str = "mean") -> Tensor:
    _same_size(input, target)
    losses = _unary.abs_(two.sub(input, target))
    if reduction == "none":
        return losses
    return _reduce.mean(losses) if reduction == "mean" else _reduce.sum_(losses)


def smooth_l1_loss(input: Tensor, target: Tensor, reduction: str = "mean", beta: float = 1.0) -> Tensor:
    if beta <= 0:
        raise missing("smooth_l1_loss with beta of 0 or less")
    _same_size(input, target)
    distance = two.sub(input.sharing(), target.sharing())
    near = two.lt(_unary.abs_(distance), beta)
    losses = _unary.where(
        near, two.mul(two.mul(distance, distance), 0.5 / beta), two.sub(_unary.abs_(distance), 0.5 * beta)
    )

    def slopes() -> Sequence[Tensor]:
        apart = two.sub(input, target)
        slope = _unary.where(near, two.div(apart, beta), _unary.sign(apart))
        return slope, _unary.neg(slope)

    return _reduced("SmoothL1LossBackward0", losses, slopes, (input, target), reduction)


def _log_of(value: float) -> float:
    # PyTorch cuts logarithms off at -100, so that a sure mistake costs a finite amount.
    return max(math.log(value), -100.0) if value > 0 else -100.0


def binary_cross_entropy(
    input: Tensor, target: Tensor, weight: Tensor | None = None, reduction: str = "mean"
) -> Tensor:
    if weight is not None:
        raise missing("binary_cross_entropy with weight")
    if input.shape != target.shape:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is deprecated. "
            "Please ensure they have the same size."
        )
    if any(not 0 <= value <= 1 for value in input.flat()):
        raise RuntimeError("all elements of input should be between 0 and 1")

    def loss(p: float, y: float) -> float:
        return -(y * _log_of(p) + (1 - y) * _log_of(1 - p))

    def slopes() -> Sequence[Tensor]:
        below = _unary.clamp(two.mul(two.sub(1, input), input), 1e-12)
        return (two.div(two.sub(input, target), below),)

    losses = two.combine(input, target, loss, input.dtype, input.dtype)
    return _reduced("BinaryCrossEntropyBackward0", losses, slopes, (input,), reduction)


def binary_cross_entropy_with_logits(
    input: Tensor, target: Tensor, weight: Tensor | None = None, reduction: str = "mean"
) -> Tensor:
    if weight is not None:
        raise missing("binary_cross_entropy_with_logits with weight")
    if input.shape != target.shape:
        raise ValueError(f"Target size ({target.shape}) must be the same as input size ({input.shape})")

    def loss(x: float, y: float) -> float:
        return (1 - y) * x + max(-x, 0.0) + math.log1p(math.exp(-abs(x)))

    def slopes() -> Sequence[Tensor]:
        return (two.sub(_unary.sigmoid(input), target),)

    losses = two.combine(input, target, loss, input.dtype, input.dtype)
    return _reduced("BinaryCrossEntropyWithLogitsBackward0", losses, slopes, (input,), reduction)


def _check_classes(input: Tensor, target: Tensor, ignore_index: int) -> None:
    classes = input.shape[1] if input.ndim > 1 else input.shape[0]
    if target.dtype is not int64:
        raise RuntimeError(f"expected target dtype to be Long or Byte, but got {target.dtype.title}")
    if input.ndim > 2:
        shape = (input.shape[0], *input.shape[2:])
        if input.ndim == 4 and target.ndim != 3:
            raise RuntimeError(
                f"only batches of spatial targets supported ({input.ndim - 1}D tensors) but got targets of dimension: "
                f"{target.ndim}"
            )
        if target.shape != shape:
            raise RuntimeError(f"Expected target size {list(shape)}, got {list(target.shape)}")
    elif target.ndim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    elif input.ndim == 2 and input.shape[0] != target.numel():
        raise ValueError(f"Expected input batch_size ({input.shape[0]}) to match target batch_size ({target.numel()}).")
    for value in target.flat():
        if value != ignore_index and not 0 <= value < classes:
            raise IndexError(f"Target {value} is out of bounds.")


def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
) -> Tensor:
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    _check_classes(input, target, ignore_index)
    lined = _views.movedim(input, 1, -1) if input.ndim > 1 else input
    classes = lined.shape[-1]
    flat, wanted = list(lined.flat()), list(target.flat())
    factors: Sequence[Any] = [1.0] * classes if weight is None else weight.flat()
    weights = [0.0 if y == ignore_index else factors[y] for y in wanted]
    losses = [-flat[i * classes + y] * w if w else 0.0 for i, (y, w) in enumerate(zip(wanted, weights, strict=True))]
    total = math.fsum(weights)
    if reduction == "none":
        out = make(losses, target.shape, input.dtype)
    else:
        whole = _cascaded(losses, input.dtype.code)
        value = whole if reduction == "sum" else whole / total if total else math.nan
        out = make([value], (), input.dtype)
    if needed(input):

        def back(g: Tensor) -> Sequence[Tensor]:
            slopes = filled(0, lined.shape, input.dtype)
            for i, (y, w) in enumerate(zip(wanted, weights, strict=True)):
                if w:
                    slopes.storage.data[i * classes + y] = -w / (total if reduction == "mean" else 1.0)
            given = _views.unsqueeze(g, -1) if reduction == "none" else g
            inner = two.mul(slopes, given)
            return (_views.movedim(inner, -1, 1) if input.ndim > 1 else inner,)

        name = "NllLoss2DBackward0" if input.ndim > 2 else "NllLossBackward0"
        record(name, out, (input,), back, keeps=True)
    return out


def _cascaded(losses: Sequence[float], code: str) -> float:
    """Add up as PyTorch does, rounding on the way: perplexities show the last bit of a loss."""
    power = max(4, (len(losses) - 1).bit_length() // _LEVELS)
    mask = (1 << power) - 1
    sums = array(code, [0.0] * _LEVELS)
    for number, loss in enumerate(losses):
        sums[0] += loss
        for level in range(_LEVELS - 1):
            if number & (mask << (level * power)):
                break
            sums[level + 1] += sums[level]
            sums[level] = 0.0
    total = array(code, [0.0])
    for part in sums:
        total[0] += part
    return total[0]


_LEVELS = 8


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    if target.shape == input.shape:
        if not target.dtype.is_floating_point:
            raise RuntimeError(
                f"Expected floating point type for target with class probabilities, got {target.dtype.title}"
            )
        raise missing("cross_entropy with probabilities as target")
    if label_smoothing:
        raise missing("cross_entropy with label_smoothing")
    logs = _softmax.log_softmax(input, 1 if input.ndim > 1 else 0)
    return nll_loss(logs, target, weight, ignore_index, reduction)
