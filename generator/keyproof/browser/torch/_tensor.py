"""The tensor: memory that several tensors may share, and how one of them reads it.

In: arrays of numbers, shapes, strides. Out: `Tensor`; its methods are functions of other modules (see `_methods`).
"""

from __future__ import annotations

import math
import warnings
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from . import _layout
from ._missing import missing
from ._types import CPU, Scalar, Size, device, dtype

if TYPE_CHECKING:
    from ._graph import Node


_NO_GRAD_HERE = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
    "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf Tensor, "
    "use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you access the "
    "leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information."
)


class Storage:
    """Numbers in memory. `version` counts changes, `history` those that a gradient has to know of.

    `x.data` has the same numbers and counts anew: what is changed through it, no gradient hears of. `writes` counts all
    changes, for what is worked out once and kept.
    """

    __slots__ = ("data", "history", "version", "writes")

    def __init__(self, data: array[Any], writes: list[int] | None = None) -> None:
        self.data, self.version, self.history = data, 0, 0
        self.writes = [0] if writes is None else writes

    def changed(self) -> None:
        self.version += 1
        self.writes[0] += 1

    def counting_anew(self) -> Storage:
        return Storage(self.data, self.writes)


class Tensor:
    """An n-dimensional array of one element type."""

    __module__ = "torch"

    _of: Callable[[Any], Tensor]
    storage: Storage
    offset: int
    shape: Size
    strides: tuple[int, ...]
    dtype: dtype
    own_grad: Tensor | None
    grad_fn: Node | None
    output_nr: int
    history: int
    leaf_needs_grad: bool
    retains: bool
    is_view_of: Tensor | None

    def __new__(cls, *given: Any, **options: Any) -> Tensor:
        if cls is Tensor:
            if len(given) == 1 and isinstance(given[0], list | tuple) and not options:
                return cls._of(given[0])
            raise missing("torch.Tensor(...) as a constructor (take torch.tensor or torch.empty)")
        return super().__new__(cls)

    @property
    def requires_grad(self) -> bool:
        return self.leaf_needs_grad or self.grad_fn is not None

    @requires_grad.setter
    def requires_grad(self, wanted: bool) -> None:
        if wanted and not self.dtype.is_floating_point:
            raise RuntimeError("only Tensors of floating point and complex dtype can require gradients")
        if self.grad_fn is not None and not wanted:
            raise RuntimeError(
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable "
                "in a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
            )
        self.leaf_needs_grad = wanted and self.grad_fn is None

    @property
    def grad(self) -> Tensor | None:
        if self.grad_fn is not None and not self.retains and self.own_grad is None:
            warnings.warn(_NO_GRAD_HERE, stacklevel=2)
        return self.own_grad

    @grad.setter
    def grad(self, gradient: Tensor | None) -> None:
        self.own_grad = gradient

    @property
    def is_leaf(self) -> bool:
        return self.grad_fn is None

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def device(self) -> device:
        return CPU

    @property
    def data(self) -> Tensor:
        return over(self.storage.counting_anew(), self.offset, self.shape, self.strides, self.dtype)

    @data.setter
    def data(self, other: Tensor) -> None:
        known, self.storage, self.offset = self.storage, other.storage.counting_anew(), other.offset
        self.storage.version, self.storage.history = known.version, known.history
        self.shape, self.strides, self.dtype = other.shape, other.strides, other.dtype

    @property
    def is_cuda(self) -> bool:
        return False

    @property
    def itemsize(self) -> int:
        return self.dtype.itemsize

    @property
    def _version(self) -> int:
        return self.storage.version

    def sharing(self) -> Tensor:
        """Give a tensor of the same memory that no gradient knows of."""
        return over(self.storage, self.offset, self.shape, self.strides, self.dtype)

    def numel(self) -> int:
        return math.prod(self.shape)

    def flat(self) -> Sequence[Any]:
        """Give the elements in the order of reading; possibly the memory itself, so never change it."""
        data, count = self.storage.data, math.prod(self.shape)
        if _layout.is_contiguous(self.shape, self.strides):
            return data if count == len(data) else data[self.offset : self.offset + count]
        dims = [dim for dim, size in enumerate(self.shape) if size != 1]
        if dims and self.strides[dims[-1]] > 0 and count:
            step, found = self.strides[dims[-1]], array(data.typecode)
            span = step * (self.shape[dims[-1]] - 1) + 1
            shape, strides = [self.shape[dim] for dim in dims[:-1]], [self.strides[dim] for dim in dims[:-1]]
            for at in _layout.positions(shape, strides, self.offset):
                found += data[at : at + span : step]
            return found
        return array(data.typecode, map(data.__getitem__, self.places()))

    def places(self) -> list[int]:
        """Give each element's index in the memory."""
        return _layout.positions(self.shape, self.strides, self.offset)

    def write(self, values: Iterable[Any]) -> None:
        """Put other numbers into the same memory, in the order of reading."""
        data = self.storage.data
        if _layout.is_contiguous(self.shape, self.strides):
            data[self.offset : self.offset + self.numel()] = array(data.typecode, values)
        else:
            for at, value in zip(self.places(), values, strict=True):
                data[at] = value
        self.storage.changed()

    def __hash__(self) -> int:
        return id(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise missing(f"Tensor.{name}")

    if TYPE_CHECKING:
        # What `_methods` binds; named here because operators are looked up on the class.
        def __add__(self, other: Any) -> Tensor: ...
        def __sub__(self, other: Any) -> Tensor: ...
        def __mul__(self, other: Any) -> Tensor: ...
        def __truediv__(self, other: Any) -> Tensor: ...
        def __getitem__(self, key: Any) -> Tensor: ...


def over(
    storage: Storage,
    offset: int,
    shape: Sequence[int],
    strides: Sequence[int],
    kind: dtype,
    cls: type[Tensor] = Tensor,
) -> Tensor:
    """Make a tensor that reads this memory."""
    made = object.__new__(cls)
    made.storage, made.offset = storage, offset
    made.shape, made.strides, made.dtype = Size(shape), tuple(strides), kind
    made.own_grad, made.grad_fn, made.output_nr, made.history = None, None, 0, storage.history
    made.leaf_needs_grad = made.retains = False
    made.is_view_of = None
    return made


def make(values: Iterable[Any], shape: Sequence[int], kind: dtype) -> Tensor:
    """Make a tensor of these elements, in memory of its own."""
    data = values if isinstance(values, array) and values.typecode == kind.code else array(kind.code, values)
    size = Size(shape)
    return over(Storage(data), 0, size, _layout.contiguous(size), kind)


def filled(value: Scalar, shape: Sequence[int], kind: dtype) -> Tensor:
    """Make a tensor of one repeated number."""
    return make(array(kind.code, (value,)) * math.prod(shape), shape, kind)
