"""Other shapes of the same memory: views share their elements with the tensor they come from.

In: a tensor and a shape, an order or a place. Out: a view of it, or a copy where PyTorch copies too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from . import _layout, _reduce
from ._graph import needed, record
from ._missing import missing
from ._tensor import Tensor, filled, make, over
from ._types import as_sizes, dtype

Back = Callable[[Tensor], Tensor]


def seen(
    name: str,
    x: Tensor,
    shape: Sequence[int],
    strides: Sequence[int],
    back: Back,
    *,
    offset: int | None = None,
) -> Tensor:
    """Make a view; `back` turns its gradient into that of `x`."""
    out = over(x.storage, x.offset if offset is None else offset, shape, strides, x.dtype)
    out.is_view_of = x.is_view_of if x.is_view_of is not None else x
    if needed(x):
        record(name, out, (x,), lambda gradient: (back(gradient),))
    return out


def view(self: Tensor, *sizes: object) -> Tensor:
    if len(sizes) == 1 and isinstance(sizes[0], dtype):
        raise missing("Tensor.view(dtype)")
    shape = _layout.resolved(as_sizes(sizes), self.numel())
    strides = _layout.viewed(self.shape, self.strides, shape)
    if strides is None:
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
            "contiguous subspaces). Use .reshape(...) instead."
        )
    return seen("ViewBackward0", self, shape, strides, lambda g: reshape(g, self.shape))


def reshape(self: Tensor, *sizes: object, shape: Sequence[int] | None = None) -> Tensor:
    target = _layout.resolved(as_sizes(sizes) if shape is None else shape, self.numel())
    strides = _layout.viewed(self.shape, self.strides, target)
    if strides is not None:
        return seen("ViewBackward0", self, target, strides, lambda g: reshape(g, self.shape))
    out = make(self.flat(), target, self.dtype)
    if needed(self):
        record("UnsafeViewBackward0", out, (self,), lambda g: (reshape(g, self.shape),))
    return out


def reshape_as(self: Tensor, other: Tensor) -> Tensor:
    return reshape(self, other.shape)


def view_as(self: Tensor, other: Tensor) -> Tensor:
    return view(self, other.shape)


def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    rank = input.ndim
    start, end = _layout.wrap(start_dim, rank), _layout.wrap(end_dim, rank)
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if not input.shape:
        return reshape(input, 1)
    if start == end:
        return input
    joined = math.prod(input.shape[start : end + 1])
    return reshape(input, (*input.shape[:start], joined, *input.shape[end + 1 :]))


def unflatten(input: Tensor, dim: int, sizes: Sequence[int]) -> Tensor:
    at = _layout.wrap(dim, input.ndim)
    inner = _layout.resolved(sizes, input.shape[at])
    return view(input, (*input.shape[:at], *inner, *input.shape[at + 1 :]))


def _reordered(name: str, self: Tensor, order: Sequence[int]) -> Tensor:
    back = [order.index(dim) for dim in range(len(order))]
    shape, strides = [self.shape[dim] for dim in order], [self.strides[dim] for dim in order]
    return seen(name, self, shape, strides, lambda g: _reordered(name, g, back))


def permute(input: Tensor, *dims: object) -> Tensor:
    order = as_sizes(dims)
    if len(order) != input.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
            f"ordering of dimensions i.e. input.dim() = {input.ndim} is not equal to len(dims) = {len(order)}"
        )
    wrapped = [_layout.wrap(dim, input.ndim) for dim in order]
    if len(set(wrapped)) != len(wrapped):
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return _reordered("PermuteBackward0", input, wrapped)


def transpose(input: Tensor, dim0: int, dim1: int) -> Tensor:
    order = list(range(input.ndim))
    if order or (dim0, dim1) != (0, 0):
        first, second = _layout.wrap(dim0, input.ndim), _layout.wrap(dim1, input.ndim)
        if order:
            order[first], order[second] = order[second], order[first]
    return _reordered("TransposeBackward0", input, order)


def t(input: Tensor) -> Tensor:
    if input.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.ndim}D")
    order = list(range(input.ndim))
    return _reordered("TBackward0", input, order[::-1])


def reversed_dims(self: Tensor) -> Tensor:
    """`x.T`."""
    return _reordered("PermuteBackward0", self, list(range(self.ndim))[::-1])


def last_two(self: Tensor) -> Tensor:
    """`x.mT`."""
    return transpose(self, -2, -1)


def movedim(input: Tensor, source: int, destination: int) -> Tensor:
    start, end = _layout.wrap(source, input.ndim), _layout.wrap(destination, input.ndim)
    order = [dim for dim in range(input.ndim) if dim != start]
    order.insert(end, start)
    return _reordered("PermuteBackward0", input, order)


def unsqueeze(input: Tensor, dim: int) -> Tensor:
    at = _layout.wrap(dim, input.ndim + 1)
    step = input.strides[at] * input.shape[at] if at < input.ndim else 1
    shape, strides = list(input.shape), list(input.strides)
    shape.insert(at, 1)
    strides.insert(at, step)
    return seen("UnsqueezeBackward0", input, shape, strides, lambda g: squeeze(g, at))


def squeeze(input: Tensor, dim: int | Sequence[int] | None = None) -> Tensor:
    dims = range(input.ndim) if dim is None else (dim,) if isinstance(dim, int) else dim
    wrapped = {_layout.wrap(d, input.ndim) for d in dims}
    kept = [d for d in range(input.ndim) if d not in wrapped or input.shape[d] != 1]
    name = "SqueezeBackward0" if dim is None else "SqueezeBackward1" if isinstance(dim, int) else "SqueezeBackward2"
    shape, strides = [input.shape[d] for d in kept], [input.strides[d] for d in kept]
    return seen(name, input, shape, strides, lambda g: reshape(g, input.shape))


def expand(self: Tensor, *sizes: object) -> Tensor:
    wanted = as_sizes(sizes)
    new = len(wanted) - self.ndim
    if new < 0:
        raise RuntimeError(
            f"expand(torch.{self.dtype.title}Tensor{{{list(self.shape)}}}, size={list(wanted)}): the number of sizes "
            f"provided ({len(wanted)}) must be greater or equal to the number of dimensions in the tensor ({self.ndim})"
        )
    target = [self.shape[i - new] if size == -1 and i >= new else size for i, size in enumerate(wanted)]
    for i, (size, had) in enumerate(zip(target[new:], self.shape, strict=True)):
        if had not in (1, size):
            raise RuntimeError(
                f"The expanded size of the tensor ({size}) must match the existing size ({had}) at non-singleton "
                f"dimension {i + new}.  Target sizes: {list(wanted)}.  Tensor sizes: {list(self.shape)}"
            )
    strides = _layout.expanded(self.shape, self.strides, target)
    return seen("ExpandBackward0", self, target, strides, lambda g: _reduce.fit(g, self))


def expand_as(self: Tensor, other: Tensor) -> Tensor:
    return expand(self, other.shape)


def clone(input: Tensor) -> Tensor:
    out = make(input.flat()[:], input.shape, input.dtype)
    if needed(input):
        record("CloneBackward0", out, (input,), lambda g: (g,))
    return out


def own(view: Tensor) -> Tensor:
    """Give what is a view of nothing that a program knows, as a tensor of its own."""
    view.is_view_of = None
    return view


def contiguous(self: Tensor) -> Tensor:
    return self if is_contiguous(self) else clone(self)


def is_contiguous(self: Tensor) -> bool:
    return _layout.is_contiguous(self.shape, self.strides)


def detach(self: Tensor) -> Tensor:
    return self.sharing()


def detach_(self: Tensor) -> Tensor:
    if self.is_view_of is not None and self.requires_grad:
        raise RuntimeError(
            "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for "
            "training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence "
            "detach_() cannot be called on these gradients. To fix this error, please refer to the "
            "Optimizer.zero_grad() function in torch/optim/optimizer.py as a solution."
        )
    self.grad_fn, self.leaf_needs_grad = None, False
    return self


def select(input: Tensor, dim: int, index: int) -> Tensor:
    at = _layout.wrap(dim, input.ndim)
    size = input.shape[at]
    if not -size <= index < size:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size {list(input.shape)} at dimension {at}"
        )
    offset = input.offset + index % size * input.strides[at]
    shape, strides = list(input.shape), list(input.strides)
    del shape[at], strides[at]
    return seen("SelectBackward0", input, shape, strides, placed(input.shape, lambda g: select(g, at, index)),
                offset=offset)  # fmt: skip


def narrow(input: Tensor, dim: int, start: int, length: int) -> Tensor:
    at = _layout.wrap(dim, input.ndim)
    size = input.shape[at]
    if start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return sliced(input, at, range(start % size if size else 0, start + length))


def sliced(input: Tensor, dim: int, steps: range) -> Tensor:
    """Give `input[steps]` along a dimension."""
    if steps == range(input.shape[dim]):
        steps = range(len(steps))
    shape, strides = list(input.shape), list(input.strides)
    shape[dim] = len(steps)
    strides[dim] *= steps.step
    offset = input.offset + steps.start * input.strides[dim] if steps else input.offset
    return seen("SliceBackward0", input, shape, strides, placed(input.shape, lambda g: sliced(g, dim, steps)),
                offset=offset)  # fmt: skip


def placed(shape: Sequence[int], again: Back) -> Back:
    """Give the rule of a view of some elements: their gradients at their places, zeros elsewhere."""

    def back(gradient: Tensor) -> Tensor:
        whole = filled(0, shape, gradient.dtype)
        again(whole).write(gradient.flat())
        if needed(gradient):
            record("IndexBackward0", whole, (gradient,), lambda g: (again(g),))
        return whole

    return back
