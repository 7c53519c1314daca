"""New tensors: from Python's lists, of one number, in steps, at random; and tensors put together or taken apart.

In: sizes, numbers, tensors. Out: tensors.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import _layout, _random, _reduce
from ._graph import needed, record
from ._missing import missing
from ._tensor import Tensor, filled, make
from ._types import (
    Scalar,
    as_sizes,
    check_device,
    checked_sizes,
    device,
    dtype,
    get_default_dtype,
    int64,
    of_scalar,
    wider,
)

Place = device | str | None


def _flat(data: Any) -> tuple[list[int], list[Any]]:
    """Give the shape of nested lists and their elements; every list of a level has the same length."""
    shape: list[int] = []
    level = [data]
    while level and isinstance(level[0], Sequence | range) and not isinstance(level[0], str):
        size = len(level[0])
        for part in level:
            if not isinstance(part, Sequence | range):
                raise TypeError(f"expected sequence of length {size} at dim {len(shape)} (got {part!r})")
            if len(part) != size:
                raise ValueError(f"expected sequence of length {size} at dim {len(shape)} (got {len(part)})")
        shape.append(size)
        level = [item for part in level for item in part]
        if level and isinstance(level[0], Tensor) and level[0].ndim:
            if any(item.numel() != 1 for item in level):
                raise ValueError("only one element tensors can be converted to Python scalars")
            level = [item.item() for item in level]
    return shape, level


def tensor(data: Any, *, dtype: dtype | None = None, device: Place = None, requires_grad: bool = False) -> Tensor:
    check_device(device)
    if isinstance(data, Tensor):
        warnings.warn(
            "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
            "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).",
            stacklevel=2,
        )
        made = make(list(data.flat()), data.shape, data.dtype)
        made = made if dtype is None else _reduce.to_dtype(made, dtype)
        return _asking(made, wanted=requires_grad)
    shape, values = _flat(data)
    kind = dtype
    for number, value in enumerate(values):
        if isinstance(value, Tensor):
            values[number] = value.item()
        elif not isinstance(value, int | float):
            _refuse(value, data)
        if dtype is None:
            own = value.dtype if isinstance(value, Tensor) else of_scalar(value)
            kind = own if kind is None else wider(kind, own)
    kind = kind or get_default_dtype()
    if dtype is not None and not kind.is_floating_point:
        values = list(map(kind.rounded, values))
    return _asking(make(values, shape, kind), wanted=requires_grad)


def _asking(made: Tensor, *, wanted: bool) -> Tensor:
    if wanted and not made.dtype.is_floating_point:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    made.requires_grad = wanted
    return made


def _refuse(value: object, data: object) -> None:
    if isinstance(value, str):
        if value is data:
            raise TypeError("new(): invalid data type 'str'")
        raise ValueError("too many dimensions 'str'")  # noqa: TRY004 - PyTorch's type
    raise RuntimeError(f"Could not infer dtype of {type(value).__name__}")


def as_tensor(data: Any, dtype: dtype | None = None, device: Place = None) -> Tensor:
    if isinstance(data, Tensor):
        check_device(device)
        return data if dtype is None else _reduce.to_dtype(data, dtype)
    return tensor(data, dtype=dtype, device=device)


def full(
    size: Sequence[int], fill_value: Scalar, *, dtype: dtype | None = None, device: Place = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    check_device(device)
    kind = of_scalar(fill_value) if dtype is None else dtype
    made = filled(kind.rounded(fill_value), checked_sizes(as_sizes((size,))), kind)
    return _asking(made, wanted=requires_grad)


def _constant(name: str, value: int) -> Callable[..., Tensor]:
    def create(
        *size: Any,
        dtype: dtype | None = None,
        device: Place = None,
        requires_grad: bool = False,
        **named: Any,
    ) -> Tensor:
        sizes = _sizes(name, (named.pop("size"),) if "size" in named else size)
        if named:
            raise missing(f"The argument {next(iter(named))!r} of a new tensor")
        if name == "zeros" and min(sizes, default=0) < 0:
            raise RuntimeError("zeros: Dimension size must be non-negative.")
        return full(sizes, value, dtype=dtype or get_default_dtype(), device=device, requires_grad=requires_grad)

    return create


zeros, ones, empty = _constant("zeros", 0), _constant("ones", 1), _constant("empty", 0)


def _sizes(name: str, given: tuple[Any, ...]) -> tuple[int, ...]:
    """Read sizes, and word PyTorch's error for those that aren't whole numbers."""
    alone = len(given) == 1
    if alone and (isinstance(given[0], str) or not isinstance(given[0], int | Tensor | Iterable)):
        kind = type(given[0]).__name__
        raise TypeError(f"{name}(): argument 'size' (position 1) must be tuple of ints, not {kind}")
    flat = tuple(given[0]) if alone and isinstance(given[0], Iterable) else given
    for number, size in enumerate(flat, 1):
        if not hasattr(size, "__index__"):
            raise TypeError(
                f"{name}(): argument 'size' failed to unpack the object at pos {number} with error "
                f'"type must be tuple of ints,but got {type(size).__name__}"'
            )
    return as_sizes(flat)


def _like(create: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def like(
        input: Tensor,
        *args: Any,
        dtype: dtype | None = None,
        device: Place = None,
        requires_grad: bool = False,
    ) -> Tensor:
        kind = dtype or input.dtype
        return create(input.shape, *args, dtype=kind, device=device, requires_grad=requires_grad)

    return like


def _new(create: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def new(self: Tensor, *size: Any, dtype: dtype | None = None, requires_grad: bool = False) -> Tensor:
        return create(*size, dtype=dtype or self.dtype, requires_grad=requires_grad)

    return new


def _drawn(name: str, draw: Callable[..., Any]) -> Callable[..., Tensor]:
    def create(*size: Any, dtype: dtype | None = None, device: Place = None, requires_grad: bool = False,
               generator: object = None) -> Tensor:  # fmt: skip
        check_device(device)
        if generator is not None:
            raise missing("A generator of its own")
        kind, sizes = dtype or get_default_dtype(), checked_sizes(_sizes(name, size))
        made = make(draw(math.prod(sizes), kind.code), sizes, kind)
        return _asking(made, wanted=requires_grad)

    return create


rand, randn = _drawn("rand", _random.uniform), _drawn("randn", _random.normal)
zeros_like, ones_like, empty_like, full_like = _like(zeros), _like(ones), _like(empty), _like(full)
rand_like, randn_like = _like(rand), _like(randn)
new_zeros, new_ones, new_empty, new_full = _new(zeros), _new(ones), _new(empty), _new(full)


def new_tensor(self: Tensor, data: Any, *, dtype: dtype | None = None, requires_grad: bool = False) -> Tensor:
    return tensor(data, dtype=dtype or self.dtype, requires_grad=requires_grad)


def randint(
    low: int, high: Any = None, size: Any = None, *, dtype: dtype = int64, device: Place = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    check_device(device)
    if size is None:
        low, high, size = 0, low, high
    if low >= high:
        raise RuntimeError(f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")
    sizes = as_sizes((size,))
    made = make(_random.whole(math.prod(sizes), low, high), sizes, dtype)
    return _asking(made, wanted=requires_grad)


def randperm(n: int, *, dtype: dtype = int64) -> Tensor:
    return make(_random.permutation(n), (n,), dtype)


def bernoulli(input: Tensor) -> Tensor:
    drawn = _random.uniform(input.numel(), input.dtype.code)
    return make((u < p for u, p in zip(drawn, input.flat(), strict=True)), input.shape, input.dtype)


def normal(mean: float, std: float, size: Sequence[int]) -> Tensor:
    if isinstance(mean, Tensor) or isinstance(std, Tensor):
        raise missing("torch.normal with tensors")
    kind = get_default_dtype()
    return make(_random.normal(math.prod(size), kind.code, mean, std), size, kind)


def arange(
    start: Scalar, end: Scalar | None = None, step: Scalar = 1, *, dtype: dtype | None = None,
    device: Place = None, requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    check_device(device)
    if end is None:
        start, end = 0, start
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    whole = all(isinstance(n, int) for n in (start, end, step))
    count = max(0, math.ceil((end - start) / step))
    kind = dtype or (int64 if whole else get_default_dtype())
    made = make((kind.rounded(start + i * step) for i in range(count)), (count,), kind)
    return _asking(made, wanted=requires_grad)


def linspace(
    start: float, end: float, steps: int, *, dtype: dtype | None = None, requires_grad: bool = False
) -> Tensor:
    kind = dtype or get_default_dtype()
    step = kind.rounded((end - start) / (steps - 1) if steps > 1 else 0.0)
    half = steps // 2
    # PyTorch counts the second half from the end, so that the last number is exact.
    values = (start + step * i if i < half or steps == 1 else end - step * (steps - i - 1) for i in range(steps))
    return _asking(make(values, (steps,), kind), wanted=requires_grad)


def eye(n: int, m: int | None = None, *, dtype: dtype | None = None) -> Tensor:
    width = n if m is None else m
    return make((float(i == j) for i in range(n) for j in range(width)), (n, width), dtype or get_default_dtype())


def nonzero(input: Tensor, *, as_tuple: bool = False) -> Any:
    found = [at for at, value in enumerate(input.flat()) if value]
    columns = [[at // step % size for at in found] for size, step in
               zip(input.shape, _layout.contiguous(input.shape), strict=True)]  # fmt: skip
    if as_tuple:
        return tuple(make(column, (len(found),), int64) for column in columns)
    rows: Iterable[Any] = (index for row in zip(*columns, strict=True) for index in row)
    return make(rows, (len(found), input.ndim), int64)


def _triangle(name: str, keep: Callable[[int, int], bool]) -> Callable[..., Tensor]:
    def triangle(input: Tensor, diagonal: int = 0) -> Tensor:
        rows, columns = input.shape[-2:]
        kept = [keep(j - i, diagonal) for i in range(rows) for j in range(columns)] * math.prod(input.shape[:-2])
        out = make((v if k else 0 for v, k in zip(input.flat(), kept, strict=True)), input.shape, input.dtype)
        if needed(input):
            record(name, out, (input,), lambda g: (triangle(g, diagonal),))
        return out

    return triangle


tril = _triangle("TrilBackward0", lambda at, diagonal: at <= diagonal)
triu = _triangle("TriuBackward0", lambda at, diagonal: at >= diagonal)
