"""What stands in square brackets: numbers, slices, masks and tensors of places; reading and writing.

In: a tensor and a key. Out: a view where the key allows one, else a copy; steps for gradients are recorded.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from types import EllipsisType
from typing import Any

from . import _create, _inplace, _layout, _reduce, _unary, _views
from . import _elementwise as two
from ._graph import known_as, needed, record
from ._missing import missing
from ._tensor import Tensor, filled, make
from ._types import Scalar, as_sizes, bool_, int64, uint8

Places = dict[int, Tensor]


def getitem(self: Tensor, key: Any) -> Tensor:
    seen, places = _basic(self, key)
    return _taken(seen, places) if places else seen


def setitem(self: Tensor, key: Any, value: Tensor | Scalar) -> None:
    """Write into some elements; gradients follow both what is kept and what is written."""
    if not isinstance(value, Tensor | int | float):
        raise TypeError(f"can't assign a {type(value).__name__} to a torch.{self.dtype.title}Tensor")
    _inplace.refuse_leaf(self, through_view=True)
    seen, places = _basic(self.sharing(), key)
    shape, spots = _spots(seen, places) if places else (seen.shape, seen.places())
    written = value if isinstance(value, Tensor) else filled(self.dtype.rounded(value), (), self.dtype)
    if len(shape) < written.ndim and all(size == 1 for size in written.shape[: written.ndim - len(shape)]):
        written = _views.reshape(written, written.shape[written.ndim - len(shape) :])
    if not places:
        written = _views.expand(written, *shape)
    elif not _fits(written.shape, shape):
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(written.shape)} cannot be broadcast to indexing result of "
            f"shape {list(shape)}"
        )
    data = self.storage.data
    values = _reduce.to_dtype(two.expand_to(written, shape), self.dtype).flat()
    for at, number in zip(spots, list(values), strict=True):
        data[at] = number
    self.storage.changed()
    if needed(self, written):
        _inplace.refuse_view(self)

        def back(g: Tensor) -> Sequence[Tensor]:
            kept = _views.clone(g)
            setitem(kept, key, 0)
            return kept, _reduce.fit(getitem(g, key), written)

        self.storage.history += 1
        record("CopySlices", self, (self, written), back)


def spots(self: Tensor, key: Any) -> tuple[Sequence[int], Sequence[int]]:
    """Give the shape of what a key selects, and where its elements lie in memory."""
    seen, places = _basic(self, key)
    shape, at = _spots(seen, places)
    return shape, list(at)


def _fits(written: Sequence[int], shape: Sequence[int]) -> bool:
    last = shape[len(shape) - len(written) :]
    return len(written) <= len(shape) and all(a in (1, b) for a, b in zip(written, last, strict=True))


def _basic(self: Tensor, key: Any) -> tuple[Tensor, Places]:
    """Apply what makes a view; give it with the tensors that are left over, by dimension."""
    items = list(key) if isinstance(key, tuple) else [key]
    items = [_create.tensor(item) if isinstance(item, list | range) else item for item in items]
    used = sum(_uses(item) for item in items)
    if used and not self.shape:
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a "
            "0-dim tensor to a number"
        )
    if used > self.ndim:
        raise IndexError(f"too many indices for tensor of dimension {self.ndim}")
    places: Places = {}
    dim = 0
    for number, item in enumerate(items):
        if item is Ellipsis:
            dim += self.ndim - dim - sum(_uses(later) for later in items[number + 1 :])
        elif item is None:
            self = _views.unsqueeze(self, dim)
            dim += 1
        elif isinstance(item, slice):
            self = _sliced(self, dim, item)
            dim += 1
        elif isinstance(item, Tensor) and (item.ndim or item.dtype is bool_):
            for place in _as_places(self, dim, item, number):
                places[dim] = place
                dim += 1
        else:
            self = _selected(self, dim, item, sum(_uses(before) for before in items[:number]))
    return self, places


def _uses(item: object) -> int:
    if item is None or isinstance(item, EllipsisType | bool):
        return 0
    return item.ndim if isinstance(item, Tensor) and item.dtype in (bool_, uint8) else 1


def _sliced(self: Tensor, dim: int, item: slice) -> Tensor:
    start, stop, step = (int(v) if isinstance(v, Tensor) else v for v in (item.start, item.stop, item.step))
    if step is not None and step <= 0:
        raise ValueError("step must be greater than zero")
    if (start, stop, step) == (None, None, None):
        return self
    return _views.sliced(self, dim, range(self.shape[dim])[start:stop:step])


def _selected(self: Tensor, dim: int, item: Any, named: int) -> Tensor:
    if isinstance(item, bool):
        raise missing("A tensor's index that is True or False")
    if isinstance(item, float | str) or not hasattr(item, "__index__"):
        kind = type(item).__name__
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices "
            f"(got {kind})"
        )
    index = item.__index__()
    size = self.shape[dim]
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for dimension {named} with size {size}")
    return _views.select(self, dim, index)


def _as_places(self: Tensor, dim: int, item: Tensor, number: int) -> Sequence[Tensor]:
    if item.dtype.is_floating_point:
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    if item.dtype not in (bool_, uint8):
        return (item,)
    for i, size in enumerate(item.shape):
        if self.shape[dim + i] != size:
            raise IndexError(
                f"The shape of the mask {list(item.shape)} at index {i} does not match the shape of the indexed tensor "
                f"{list(self.shape)} at index {number + i}"
            )
    found: Sequence[Tensor] = _create.nonzero(item, as_tuple=True)
    return found


def _spots(self: Tensor, places: Places) -> tuple[Sequence[int], list[int]]:
    """Give the shape of `self[places]` and where each of its elements lies in memory."""
    shape: Sequence[int] = ()
    try:
        for place in places.values():
            shape = _layout.broadcast(shape, place.shape)
    except RuntimeError:
        shapes = ", ".join(str(list(place.shape)) for place in places.values())
        raise IndexError(
            f"shape mismatch: indexing tensors could not be broadcast together with shapes {shapes}"
        ) from None
    count = _layout.positions(shape, _layout.contiguous(shape), 0)
    steps = [0] * len(count)
    for dim, place in places.items():
        size, stride = self.shape[dim], self.strides[dim]
        for i, index in enumerate(two.expand_to(place, shape).flat()):
            if not -size <= index < size:
                raise IndexError(f"index {index} is out of bounds for dimension {dim} with size {size}")
            steps[i] += index % size * stride
    dims = sorted(places)
    together = dims == list(range(dims[0], dims[-1] + 1))
    first = dims[0] if together else 0
    rest = [d for d in range(self.ndim) if d not in places]
    before, after = rest[:first], rest[first:]
    left = _layout.positions([self.shape[d] for d in before], [self.strides[d] for d in before], self.offset)
    right = _layout.positions([self.shape[d] for d in after], [self.strides[d] for d in after], 0)
    spots = [a + b + c for a in left for b in steps for c in right]
    return [*(self.shape[d] for d in before), *shape, *(self.shape[d] for d in after)], spots


def _taken(self: Tensor, places: Places) -> Tensor:
    shape, spots = _spots(self, places)
    data = self.storage.data
    out = make(array(data.typecode, [data[at] for at in spots]), shape, self.dtype)
    if needed(self):
        record("IndexBackward0", out, (self,), lambda g: (_given_back(g, self.shape, places),), keeps=True)
    return out


def _given_back(gradient: Tensor, shape: Sequence[int], places: Places) -> Tensor:
    whole = filled(0, shape, gradient.dtype)
    data = whole.storage.data
    for at, value in zip(_spots(whole, places)[1], gradient.flat(), strict=True):
        data[at] += value
    if needed(gradient):
        record("IndexPutBackward0", whole, (gradient,), lambda g: (_taken(g, places),))
    return whole


def index_select(input: Tensor, dim: int, index: Tensor) -> Tensor:
    at = _layout.wrap(dim, input.ndim)
    if index.dtype.is_floating_point:
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    size = input.shape[at]
    if not all(0 <= i < size for i in index.flat()):
        raise IndexError("index out of range in self")
    out = _taken(input, {at: index})
    if out.grad_fn is not None:
        out.grad_fn.title = "IndexSelectBackward0"
    return out


def _along(input: Tensor, dim: int, index: Tensor) -> Places:
    """Turn places along one dimension into places along all."""
    if index.dtype is not int64:
        raise RuntimeError("gather(): Expected dtype int64 for index")
    if index.ndim != input.ndim:
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    size = input.shape[dim] if input.shape else 1
    for at in index.flat():
        if not 0 <= at < size:
            raise RuntimeError(f"index {at} is out of bounds for dimension {dim} with size {size}")
    places: Places = {}
    for d in range(input.ndim):
        own = _create.arange(index.shape[d])
        places[d] = index if d == dim else _views.reshape(own, [-1 if i == d else 1 for i in range(input.ndim)])
    return places


def gather(input: Tensor, dim: int, index: Tensor) -> Tensor:
    at = _layout.wrap(dim, input.ndim)
    places = _along(input, at, index)
    if not places:
        return input
    if not index.numel():
        return make((), index.shape, input.dtype)
    out = _taken(input, places)
    if out.grad_fn is not None:
        out.grad_fn.title = "GatherBackward0"
    return out


def scatter(input: Tensor, dim: int, index: Tensor, src: Tensor | Scalar) -> Tensor:
    out = _views.clone(input)
    places = _along(input, _layout.wrap(dim, input.ndim), index)
    cut = src[tuple(slice(0, size) for size in index.shape)] if isinstance(src, Tensor) else src
    setitem(out, tuple(places[d] for d in range(input.ndim)), cut)
    return out


def scatter_(self: Tensor, dim: int, index: Tensor, src: Tensor | Scalar) -> Tensor:
    return _inplace.change(self, scatter(self, dim, index, src))


def masked_select(input: Tensor, mask: Tensor) -> Tensor:
    shape = _layout.broadcast(input.shape, mask.shape)
    return getitem(_views.expand(input, *shape), two.expand_to(mask, shape))


def masked_fill(input: Tensor, mask: Tensor, value: Tensor | Scalar) -> Tensor:
    if mask.dtype is not bool_:
        raise RuntimeError(
            "masked_fill_ only supports boolean masks, but got mask with dtype " + mask.dtype.title.lower()
        )
    number = _reduce.to_dtype(value, input.dtype) if isinstance(value, Tensor) else filled(value, (), input.dtype)
    out = _unary.where(mask, number, input)
    if out.grad_fn is not None:
        out.grad_fn.title = "MaskedFillBackward0"
    return out


def flip(input: Tensor, *dims: object) -> Tensor:
    turned = {_layout.wrap(d, input.ndim) for d in as_sizes(dims)}
    out = input.sharing()
    for dim in turned:
        order = make(range(input.shape[dim] - 1, -1, -1), (input.shape[dim],), int64)
        out = _taken(out, {dim: order})
    out = out if turned else _views.clone(out)
    if needed(input):
        record("FlipBackward0", out, (input,), lambda g: (flip(g, *turned),))
    return out


def roll(input: Tensor, shifts: int, dims: int | None = None) -> Tensor:
    if dims is None:
        return _views.own(_views.reshape(roll(_views.flatten(input), shifts, 0), input.shape))
    at = _layout.wrap(dims, input.ndim)
    size = input.shape[at]
    out = _taken(input, {at: make(((i - shifts) % size for i in range(size)), (size,), int64)})
    return known_as(out, "RollBackward0", keeps=False)
