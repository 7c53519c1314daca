"""Products of matrices and vectors.

In: tensors of one element type. Out: tensors; every sum of products is rounded once, at its end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from . import _elementwise as two
from . import _layout, _reduce, _views
from ._graph import needed, record
from ._products import multiplied, rows, summed
from ._tensor import Tensor, make


def _title(tensor: Tensor) -> str:
    return {"Float": "float", "Double": "double", "Long": "long int", "Int": "int", "Bool": "bool"}.get(
        tensor.dtype.title, tensor.dtype.title.lower()
    )


def _check(a: Tensor, b: Tensor) -> None:
    if a.shape[1] != b.shape[0]:
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({a.shape[0]}x{a.shape[1]} and {b.shape[0]}x{b.shape[1]})"
        )


def mm(input: Tensor, mat2: Tensor) -> Tensor:
    for tensor, name in ((input, "self"), (mat2, "mat2")):
        if tensor.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix")
    _check(input, mat2)
    if input.dtype is not mat2.dtype:
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {_title(input)} != {_title(mat2)}")
    out = make(multiplied(input, mat2), (input.shape[0], mat2.shape[1]), input.dtype)
    if needed(input, mat2):
        saved = _saved(input, mat2)
        record("MmBackward0", out, (input, mat2), lambda g: _product_rule(g, input, mat2), saved=saved)
    return out


def _saved(a: Tensor, b: Tensor) -> list[Tensor]:
    return [x for x, other in ((a, b), (b, a)) if other.requires_grad]


def _product_rule(g: Tensor, a: Tensor, b: Tensor) -> tuple[Tensor | None, Tensor | None]:
    return (
        mm(g, _views.t(b)) if a.requires_grad else None,
        mm(_views.t(a), g) if b.requires_grad else None,
    )


def addmm(input: Tensor, mat1: Tensor, mat2: Tensor) -> Tensor:
    """Add a row to each row of a product."""
    _check(mat1, mat2)
    if mat1.dtype is not mat2.dtype:
        raise RuntimeError(f"mat1 and mat2 must have the same dtype, but got {mat1.dtype.title} and {mat2.dtype.title}")
    shape = (mat1.shape[0], mat2.shape[1])
    if input.ndim == 1 and input.shape[0] == shape[1]:
        out = make(multiplied(mat1, mat2, input), shape, mat1.dtype)
    else:
        out = two.add(mm(mat1.sharing(), mat2.sharing()), input.sharing())
    if needed(input, mat1, mat2):
        record(
            "AddmmBackward0", out, (input, mat1, mat2),
            lambda g: (_reduce.fit(g, input) if input.requires_grad else None, *_product_rule(g, mat1, mat2)),
            saved=_saved(mat1, mat2),
        )  # fmt: skip
    return out


def bmm(input: Tensor, mat2: Tensor) -> Tensor:
    for tensor, name in ((input, "batch1"), (mat2, "batch2")):
        if tensor.ndim != 3:
            raise RuntimeError(f"{name} must be a 3D tensor")
    batch, count, inner = input.shape
    if tuple(mat2.shape[:2]) != (batch, inner):
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{batch}, {inner}] but got: "
            f"[{mat2.shape[0]}, {mat2.shape[1]}]."
        )
    if input.dtype is not mat2.dtype:
        raise RuntimeError(f"expected scalar type {input.dtype.title} but found {mat2.dtype.title}")
    a, b = input.sharing(), mat2.sharing()
    values: list[Any] = []
    for i in range(batch):
        values += multiplied(_views.select(a, 0, i), _views.select(b, 0, i))
    out = make(values, (batch, count, mat2.shape[2]), input.dtype)
    if needed(input, mat2):
        record(
            "BmmBackward0", out, (input, mat2),
            lambda g: (bmm(g, _views.last_two(mat2)), bmm(_views.last_two(input), g)), saved=_saved(input, mat2),
        )  # fmt: skip
    return out


def dot(input: Tensor, tensor: Tensor) -> Tensor:
    if input.ndim != 1 or tensor.ndim != 1:
        raise RuntimeError(f"1D tensors expected, but got {input.ndim}D and {tensor.ndim}D tensors")
    if input.shape != tensor.shape:
        a, b = input.shape[0], tensor.shape[0]
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{a}] and src [{b}] to have the same number of elements, but "
            f"got {a} and {b} elements respectively"
        )
    if input.dtype is not tensor.dtype:
        raise RuntimeError(
            f"dot : expected both vectors to have same dtype, but found {input.dtype.title} and {tensor.dtype.title}"
        )
    out = make([summed(input.flat(), tensor.flat())], (), input.dtype)
    if needed(input, tensor):
        record(
            "DotBackward0", out, (input, tensor), lambda g: (two.mul(g, tensor), two.mul(g, input)),
            saved=_saved(input, tensor),
        )  # fmt: skip
    return out


def mv(input: Tensor, vec: Tensor) -> Tensor:
    if input.shape[1] != vec.shape[0]:
        raise RuntimeError(
            f"size mismatch, got input ({input.shape[0]}), mat ({input.shape[0]}x{input.shape[1]}), vec "
            f"({vec.shape[0]})"
        )
    if input.dtype is not vec.dtype:
        raise RuntimeError(f"expected scalar type {input.dtype.title} but found {vec.dtype.title}")
    vector = vec.flat()
    out = make([summed(row, vector) for row in rows(input)], (input.shape[0],), input.dtype)
    if needed(input, vec):
        record(
            "MvBackward0", out, (input, vec),
            lambda g: (outer(g, vec), mv(_views.t(input), g)), saved=_saved(input, vec),
        )  # fmt: skip
    return out


def outer(input: Tensor, vec2: Tensor) -> Tensor:
    return two.mul(_views.unsqueeze(input, 1), vec2)


def matmul(input: Tensor, other: Tensor) -> Tensor:
    if not isinstance(other, Tensor):
        raise TypeError(f"matmul(): argument 'other' (position 2) must be Tensor, not {type(other).__name__}")
    ranks = input.ndim, other.ndim
    if 0 in ranks:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {input.ndim}D and {other.ndim}D"
        )
    if ranks == (1, 1):
        return dot(input, other)
    if ranks == (2, 2):
        return mm(input, other)
    if ranks == (2, 1):
        return mv(input, other)
    return _with_batch(input, other)


def _with_batch(input: Tensor, other: Tensor) -> Tensor:
    """Take a vector as a matrix for a while, and all dimensions before the last two as a batch."""
    if input.ndim == 1:
        return _views.squeeze(matmul(_views.unsqueeze(input, 0), other), -2)
    if other.ndim == 1:
        return _views.squeeze(matmul(input, _views.unsqueeze(other, 1)), -1)
    return _folded(input, lambda flat: mm(flat, other)) if other.ndim == 2 else _batched(input, other)


def _folded(input: Tensor, multiply: Callable[[Tensor], Tensor], *, name: str = "UnsafeViewBackward0") -> Tensor:
    """Take all leading dimensions as one."""
    flat = _views.reshape(input, math.prod(input.shape[:-1]), input.shape[-1])
    product = multiply(flat)
    out = _views.view(product, *input.shape[:-1], product.shape[1])
    if out.grad_fn is not None:
        out.grad_fn.title = name
    return out if name == "ViewBackward0" else _views.own(out)


def _batched(input: Tensor, other: Tensor) -> Tensor:
    batch = _layout.broadcast(input.shape[:-2], other.shape[:-2])
    count = math.prod(batch)
    left = _views.reshape(_views.expand(input, *batch, *input.shape[-2:]), count, *input.shape[-2:])
    right = _views.reshape(_views.expand(other, *batch, *other.shape[-2:]), count, *other.shape[-2:])
    out = _views.view(bmm(left, right), *batch, input.shape[-2], other.shape[-1])
    if out.grad_fn is not None:
        out.grad_fn.title = "UnsafeViewBackward0"
    return _views.own(out)


def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """Give `input @ weight.T + bias`."""
    if not isinstance(input, Tensor):
        raise TypeError(f"linear(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
    if bias is not None and input.ndim > 2:
        return _folded(input, lambda flat: addmm(bias, flat, _views.t(weight)), name="ViewBackward0")
    turned = _views.t(weight)
    if bias is None:
        return matmul(input, turned)
    if input.ndim == 2:
        return addmm(bias, input, turned)
    flat = addmm(bias, _views.unsqueeze(input, 0), turned)
    return _views.view(flat, flat.shape[1])
