"""Several tensors into one, and one into several.

In: tensors and a dimension. Out: a new tensor, or views.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from . import _layout, _reduce, _views
from ._graph import Gradient, needed, record
from ._tensor import Tensor, filled, make
from ._types import as_sizes, wider


def _tensors(name: str, tensors: Sequence[Tensor]) -> list[Tensor]:
    if isinstance(tensors, Tensor):
        raise TypeError(f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor")
    found = list(tensors)
    for number, tensor in enumerate(found):
        if not isinstance(tensor, Tensor):
            raise TypeError(f"expected Tensor as element {number} in argument 0, but got {type(tensor).__name__}")
    return found


def cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    parts = _tensors("cat", tensors)
    if not parts:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    for number, part in enumerate(parts):
        if not part.shape:
            raise RuntimeError(f"zero-dimensional tensor (at position {number}) cannot be concatenated")
    # An empty vector joins anything: an old habit that PyTorch keeps.
    parts = [part for part in parts if part.shape != (0,)] or parts[:1]
    first = parts[0]
    at = _layout.wrap(dim, first.ndim)
    for number, part in enumerate(parts):
        _check(first, part, at, number)
    kind = first.dtype
    for part in parts:
        kind = wider(kind, part.dtype)
    shape = (*first.shape[:at], sum(part.shape[at] for part in parts), *first.shape[at + 1 :])
    out = make(_joined([_reduce.to_dtype(part.sharing(), kind) for part in parts], at, kind.code), shape, kind)
    if needed(*parts):

        def back(gradient: Tensor) -> Sequence[Gradient]:
            pieces = split(gradient, [part.shape[at] for part in parts], at)
            return [_reduce.to_dtype(piece, part.dtype) for piece, part in zip(pieces, parts, strict=True)]

        record("CatBackward0", out, parts, back)
    return out


def _check(first: Tensor, part: Tensor, dim: int, number: int) -> None:
    if part.ndim != first.ndim:
        raise RuntimeError(f"Tensors must have same number of dimensions: got {first.ndim} and {part.ndim}")
    for d, (a, b) in enumerate(zip(first.shape, part.shape, strict=True)):
        if a != b and d != dim:
            raise RuntimeError(
                f"Sizes of tensors must match except in dimension {dim}. Expected size {a} but got size {b} for tensor "
                f"number {number} in the list."
            )


def _joined(parts: Sequence[Tensor], dim: int, code: str) -> array[float]:
    found: array[float] = array(code)
    flats = [part.flat() for part in parts]
    if dim == 0:
        for flat in flats:
            found.extend(flat)
        return found
    sizes = [_layout.contiguous(part.shape)[dim - 1] for part in parts]
    for i in range(len(flats[0]) // sizes[0] if sizes[0] else 0):
        for flat, size in zip(flats, sizes, strict=True):
            found.extend(flat[i * size : (i + 1) * size])
    return found


def stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    parts = _tensors("stack", tensors)
    if not parts:
        raise RuntimeError("stack expects a non-empty TensorList")
    for number, part in enumerate(parts):
        if part.shape != parts[0].shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(parts[0].shape)} at entry 0 and "
                f"{list(part.shape)} at entry {number}"
            )
    at = _layout.wrap(dim, parts[0].ndim + 1)
    out = cat([_views.unsqueeze(part.sharing(), at) for part in parts], at)
    if needed(*parts):
        record("StackBackward0", out, parts, lambda g: unbind(g, at))
    return out


def unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    at = _layout.wrap(dim, input.ndim)
    return _several(
        "UnbindBackward0", input, [_views.select(input.sharing(), at, i) for i in range(input.shape[at])],
        lambda gradients: stack(gradients, at),
    )  # fmt: skip


def split(tensor: Tensor, split_size_or_sections: int | Sequence[int], dim: int = 0) -> tuple[Tensor, ...]:
    at = _layout.wrap(dim, tensor.ndim)
    size, wanted = tensor.shape[at], split_size_or_sections
    if isinstance(wanted, int):
        if wanted <= 0:
            raise RuntimeError(f"split expects split_size be non-negative, but got split_size={wanted}")
        sizes = [min(wanted, size - start) for start in range(0, size, wanted)] or [0]
    else:
        sizes = list(wanted)
        if sum(sizes) != size:
            raise RuntimeError(
                f"split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at dimension "
                f"{at}), but got split_sizes={sizes}"
            )
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    parts = [
        _views.sliced(tensor.sharing(), at, range(start, start + n)) for start, n in zip(starts, sizes, strict=True)
    ]
    name = "SplitBackward0" if isinstance(wanted, int) else "SplitWithSizesBackward0"
    return _several(name, tensor, parts, lambda gradients: cat(gradients, at))


def chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    size = input.shape[_layout.wrap(dim, input.ndim)]
    return split(input, max(1, -(-size // chunks)), dim)


def _several(name: str, input: Tensor, parts: list[Tensor], join: object) -> tuple[Tensor, ...]:
    """Record views that share one step; parts without a gradient count as zeros."""
    for part in parts:
        part.is_view_of = input.is_view_of if input.is_view_of is not None else input
    if needed(input):

        def back(*gradients: Gradient) -> Sequence[Tensor]:
            whole = [
                filled(0, shape, input.dtype) if gradient is None else gradient
                for gradient, shape in zip(gradients, shapes, strict=True)
            ]
            return (join(whole),)  # type: ignore[operator]

        shapes = [part.shape for part in parts]
        record(name, parts, (input,), back)
    return tuple(parts)


def repeat(self: Tensor, *sizes: object) -> Tensor:
    times = as_sizes(sizes)
    if len(times) < self.ndim:
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    out = _views.reshape(self, *[1] * (len(times) - self.ndim), *self.shape)
    for dim, count in enumerate(times):
        if count != 1:
            out = cat([out] * count, dim)
    if out.grad_fn is not None and out is not self:
        out.grad_fn.title = "RepeatBackward0"
    return _views.clone(out) if out.storage is self.storage else out


def repeat_interleave(input: Tensor, repeats: int, dim: int | None = None) -> Tensor:
    if dim is None:
        input, dim = _views.flatten(input), 0
    at = _layout.wrap(dim, input.ndim)
    parts = [part for part in split(input, 1, at) for _ in range(repeats)]
    return cat(parts, at)


def tile(input: Tensor, *dims: object) -> Tensor:
    times = as_sizes(dims)
    return repeat(input, *[1] * (input.ndim - len(times)), *times)
