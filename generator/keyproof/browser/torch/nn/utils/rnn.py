"""Sequences of different lengths: packed without gaps, or padded to the longest.

In: tensors and lengths. Out: `PackedSequence`, padded tensors, lengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, NoReturn

from ... import _create, _index, _join, _order, _views
from ..._graph import known_as
from ..._missing import missing
from ..._tensor import Tensor, make
from ..._types import dtype, int64


class _Fields(NamedTuple):
    data: Tensor
    batch_sizes: Tensor
    sorted_indices: Tensor | None
    unsorted_indices: Tensor | None


class PackedSequence(_Fields):
    """The steps of several sequences, those of one time together; `batch_sizes` counts them."""

    __module__ = "torch.nn.utils.rnn"
    __slots__ = ()

    def __new__(
        cls,
        data: Tensor,
        batch_sizes: Tensor | None = None,
        sorted_indices: Tensor | None = None,
        unsorted_indices: Tensor | None = None,
    ) -> PackedSequence:
        if batch_sizes is None:
            data, batch_sizes = data[0], data[1]
        back = invert_permutation(sorted_indices) if unsorted_indices is None else unsorted_indices
        return super().__new__(cls, data, batch_sizes, sorted_indices, back)

    def to(self, kind: dtype) -> PackedSequence:
        return self._replace(data=self.data.to(kind))

    def double(self) -> PackedSequence:
        return self._replace(data=self.data.double())

    def float(self) -> PackedSequence:
        return self._replace(data=self.data.float())

    def cpu(self) -> PackedSequence:
        return self

    @property
    def is_cuda(self) -> bool:
        return False

    def __getattr__(self, name: str) -> NoReturn:
        if name in ("byte", "char", "cuda", "half", "int", "is_pinned", "long", "pin_memory", "short"):
            raise missing(f"PackedSequence.{name}")
        raise AttributeError(f"'PackedSequence' object has no attribute '{name}'")


PackedSequence.__qualname__ = "PackedSequence"


def invert_permutation(permutation: Tensor | None) -> Tensor | None:
    return None if permutation is None else _order.argsort(permutation)


def _ints(lengths: Tensor | Sequence[int]) -> list[int]:
    tensor = lengths.long() if isinstance(lengths, Tensor) else _create.as_tensor(lengths, int64)
    if tensor.ndim != 1:
        raise RuntimeError(
            "'lengths' argument should be a 1D CPU int64 tensor, but got "
            f"{tensor.ndim}D cpu {tensor.dtype.title} tensor"
        )
    return list(tensor.flat())


def pack_padded_sequence(
    input: Tensor, lengths: Tensor | Sequence[int], batch_first: bool = False, enforce_sorted: bool = True
) -> PackedSequence:
    sizes = _ints(lengths)
    order = None
    batch_dim = 0 if batch_first else 1
    if not isinstance(input, Tensor) and enforce_sorted:
        raise TypeError(
            f"_pack_padded_sequence(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}"
        )
    if not enforce_sorted:
        order = _order.argsort(make(sizes, (len(sizes),), int64), 0, True, True).to(input.device)
        input = input.index_select(batch_dim, order)
        sizes = [sizes[i] for i in order.flat()]
    _check_lengths(sizes, input.shape[batch_dim])
    steps = _views.transpose(input, 0, 1) if batch_first else input
    going = [sum(size > t for size in sizes) for t in range(sizes[0])]
    # A length beyond the sequence is let through, as PyTorch does: the layer that reads the result finds it out.
    rows = [t * steps.shape[1] + i for t, count in enumerate(going[: steps.shape[0]]) for i in range(count)]
    flat = _views.reshape(steps, steps.shape[0] * steps.shape[1], *steps.shape[2:])
    data = _index.getitem(flat, make(rows, (len(rows),), int64))
    if data.grad_fn is not None:
        data.grad_fn.title = "PackPaddedSequenceBackward0"
    return PackedSequence(data, make(going, (len(going),), int64), order)


def _check_lengths(sizes: list[int], batch: int) -> None:
    if len(sizes) != batch:
        raise RuntimeError(
            f"Expected `len(lengths)` to be equal to batch_size, but got {len(sizes)} (batch_size={batch})"
        )
    if any(a < b for a, b in pairwise(sizes)):
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass "
            "`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you "
            "do not need ONNX exportability."
        )
    if sizes[-1] <= 0:
        raise RuntimeError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0"
        )


def pad_packed_sequence(
    sequence: PackedSequence,
    batch_first: bool = False,
    padding_value: float = 0.0,
    total_length: int | None = None,
) -> tuple[Tensor, Tensor]:
    going = sequence.batch_sizes.tolist()
    steps, batch = len(going), going[0]
    if total_length is not None and total_length < steps:
        raise ValueError(
            "Expected total_length to be at least the length of the longest sequence in input, but got "
            f"total_length={total_length} and max sequence length being {steps}"
        )
    width = sequence.data.shape[1:]
    length = steps if total_length is None else total_length
    padded = _create.full((length * batch, *width), padding_value, dtype=sequence.data.dtype)
    rows = [t * batch + i for t, count in enumerate(going) for i in range(count)]
    _index.setitem(padded, make(rows, (len(rows),), int64), sequence.data)
    out = _views.reshape(padded, length, batch, *width)
    sizes = make((sum(count > i for count in going) for i in range(batch)), (batch,), int64)
    out = _views.transpose(out, 0, 1) if batch_first else out
    if sequence.unsorted_indices is not None:
        out = _index.index_select(out, 0 if batch_first else 1, sequence.unsorted_indices)
        sizes = _index.index_select(sizes, 0, sequence.unsorted_indices)
    return out, sizes


def pad_sequence(
    sequences: Iterable[Tensor],
    batch_first: bool = False,
    padding_value: float = 0.0,
    padding_side: str = "right",
) -> Tensor:
    if not isinstance(sequences, Iterable):
        raise RuntimeError(  # noqa: TRY004 - PyTorch's type
            f"pad_sequence: Expected iterable for input sequences, but got arg of type: {type(sequences)}"
        )
    parts = list(sequences)
    if not parts:
        raise RuntimeError("received an empty list of sequences")
    longest = max(part.shape[0] for part in parts)
    filled = []
    for part in parts:
        gap = _create.full((longest - part.shape[0], *part.shape[1:]), padding_value, dtype=part.dtype)
        filled.append(_join.cat([part, gap] if padding_side == "right" else [gap, part]) if gap.numel() else part)
    return known_as(_join.stack(filled, 0 if batch_first else 1), "CopySlices", keeps=True)


def unpad_sequence(padded_sequences: Tensor, lengths: Tensor, batch_first: bool = False) -> list[Tensor]:
    rows = padded_sequences if batch_first else _views.transpose(padded_sequences, 0, 1)
    sizes = _ints(lengths)
    return [_views.narrow(row, 0, 0, size) for row, size in zip(_join.unbind(rows), sizes, strict=True)]


def pack_sequence(sequences: Sequence[Tensor], enforce_sorted: bool = True) -> PackedSequence:
    lengths = _create.as_tensor([part.shape[0] for part in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: PackedSequence) -> list[Tensor]:
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing(f"torch.nn.utils.rnn.{name}")
