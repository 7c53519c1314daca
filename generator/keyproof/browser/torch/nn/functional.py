"""Layers and losses as functions.

In: tensors. Out: tensors; steps that a gradient may need are recorded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NoReturn

from .. import _elementwise as two
from .. import _index, _matrix, _random, _softmax, _unary, _views
from .._create import zeros
from .._missing import missing
from .._tensor import Tensor, make
from .._types import int32, int64
from ._losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    cross_entropy,
    l1_loss,
    mse_loss,
    nll_loss,
    smooth_l1_loss,
)

linear, relu, tanh, sigmoid = _matrix.linear, _unary.relu, _unary.tanh, _unary.sigmoid
softmax, log_softmax = _softmax.softmax, _softmax.log_softmax


def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if inplace:
        raise missing("dropout(inplace=True)")
    if not training or p == 0 or not input.numel():
        return input
    if p == 1:
        return two.mul(input, zeros((), dtype=input.dtype))
    # PyTorch draws in the order of the memory, which a transposed tensor reads in another one.
    order = sorted(range(input.ndim), key=lambda d: -input.strides[d])
    stored = _views.permute(input.sharing(), *order) if input.ndim else input.sharing()
    if not _views.is_contiguous(stored):
        raise missing("Dropout of a tensor whose memory has gaps")
    kept = make(_random.bernoulli(input.numel(), 1 - p), stored.shape, input.dtype)
    noise = two.div(kept, 1 - p)
    back = [order.index(d) for d in range(input.ndim)]
    return two.mul(input, _views.permute(noise, *back) if back else noise)


def embedding(input: Tensor, weight: Tensor, padding_idx: int | None = None) -> Tensor:
    if input.dtype not in (int64, int32):
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"torch.{input.dtype.title}Tensor instead (while checking arguments for embedding)"
        )
    rows = weight.shape[0]
    if any(not 0 <= index < rows for index in input.flat()):
        raise IndexError("index out of range in self")
    out = _index.getitem(weight, input) if input.shape else _views.select(weight, 0, int(input.item()))
    if out.grad_fn is None:
        return out
    out.grad_fn.title = "EmbeddingBackward0"
    if padding_idx is not None:
        unpadded = two.ne(input, padding_idx % rows)
        plain = out.grad_fn.rule
        out.grad_fn.rule = lambda g: plain(two.mul(g, _views.unsqueeze(unpadded, -1)))
    return out


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    if tensor.dtype is not int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    values = tensor.flat()
    if any(value < 0 for value in values):
        raise RuntimeError("Class values must be non-negative.")
    count = max(values) + 1 if num_classes == -1 else num_classes
    if any(value >= count for value in values):
        raise RuntimeError("Class values must be smaller than num_classes.")
    return make((int(v == c) for v in values for c in range(count)), (*tensor.shape, count), int64)


def pad(input: Tensor, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> Tensor:
    if mode != "constant" or len(pad) % 2 or any(size < 0 for size in pad):
        raise missing("This way of padding")
    shape, key = list(input.shape), [slice(None)] * input.ndim
    for i in range(len(pad) // 2):
        dim = input.ndim - 1 - i
        key[dim] = slice(pad[2 * i], pad[2 * i] + shape[dim])
        shape[dim] += pad[2 * i] + pad[2 * i + 1]
    out = make([value or 0] * math.prod(shape), shape, input.dtype)
    _index.setitem(out, tuple(key), input)
    if out.grad_fn is not None:
        out.grad_fn.title = "ConstantPadNdBackward0"
    return out


def leaky_relu(input: Tensor, negative_slope: float = 0.01) -> Tensor:
    out = _unary.where(two.gt(input, 0), input, two.mul(input, negative_slope))
    if out.grad_fn is not None:
        out.grad_fn.title = "LeakyReluBackward0"
    return out


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.nn.functional.{name}")


__all__: list[Any] = [
    "binary_cross_entropy", "binary_cross_entropy_with_logits", "cross_entropy", "dropout", "embedding", "l1_loss",
    "leaky_relu", "linear", "log_softmax", "mse_loss", "nll_loss", "one_hot", "pad", "relu", "sigmoid",
    "smooth_l1_loss", "softmax", "tanh",
]  # fmt: skip
