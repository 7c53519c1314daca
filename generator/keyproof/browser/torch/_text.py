"""How a tensor is printed: PyTorch's rules for digits, widths, lines and dots.

In: a tensor. Out: its text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ._tensor import Tensor
from ._types import bool_, get_default_dtype, int64


@dataclass
class _Options:
    precision: int = 4
    threshold: float = 1000
    edgeitems: int = 3
    linewidth: int = 80
    sci_mode: bool | None = None


_PROFILES = {
    "default": _Options(),
    "short": _Options(precision=2, edgeitems=2),
    "full": _Options(threshold=math.inf),
}
_options = _Options()


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    if profile is not None:
        wanted = _PROFILES[profile]
        for name in ("precision", "threshold", "edgeitems", "linewidth"):
            setattr(_options, name, getattr(wanted, name))
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    for name, value in given.items():
        if value is not None:
            setattr(_options, name, value)
    _options.sci_mode = sci_mode


Format = Callable[[Any], str]


def _number_format(values: Sequence[Any], *, floating: bool) -> tuple[Format, int]:
    """Give the format that all elements share, and their width."""
    if not floating:
        width = max((len(str(value)) for value in values), default=1)
        return (lambda value: str(value).rjust(width)), width
    plain = [value for value in values if value and math.isfinite(value)]
    if not plain:
        return _whole, 1
    sizes = list(map(abs, plain))
    whole = all(value == math.ceil(value) for value in plain)
    least, most = min(sizes), max(sizes)
    scientific = _options.sci_mode
    if scientific is None:
        scientific = most / least > 1000 or most > 1e8 or least < 1e-4
    if scientific:
        style: Format = f"{{:.{_options.precision}e}}".format
    else:
        style = _whole if whole else f"{{:.{_options.precision}f}}".format
    width = max(len(style(value)) for value in plain)
    return (lambda value: style(value).rjust(width)), width


def _whole(value: float) -> str:
    return f"{value:.0f}" + ("." if math.isfinite(value) else "")


def _edges(size: int) -> list[int | None]:
    """Give the indices that are shown; None stands for the dots."""
    edge = _options.edgeitems
    if size <= 2 * edge:
        return list(range(size))
    return [*range(edge), None, *range(size - edge, size)]


def _shown(nested: Any, shape: Sequence[int]) -> list[Any]:
    """Give the elements that decide on widths: those that are not left out."""
    if not shape:
        return [nested]
    kept = [i for i in _edges(shape[0]) if i is not None]
    return [value for i in kept for value in _shown(nested[i], shape[1:])]


def _vector(values: Sequence[Any], indent: int, style: Format, width: int, *, short: bool) -> str:
    per_line = max(1, (_options.linewidth - indent) // (width + 2))
    indices = _edges(len(values)) if short else range(len(values))
    texts = [" ..." if i is None else style(values[i]) for i in indices]
    lines = [", ".join(texts[at : at + per_line]) for at in range(0, len(texts), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def _nested(nested: Any, shape: Sequence[int], indent: int, style: Format, width: int, *, short: bool) -> str:
    if not shape:
        return style(nested)
    if len(shape) == 1:
        return _vector(nested, indent, style, width, short=short)
    indices = _edges(shape[0]) if short else range(shape[0])
    parts = [
        "..." if i is None else _nested(nested[i], shape[1:], indent + 1, style, width, short=short) for i in indices
    ]
    return "[" + ("," + "\n" * (len(shape) - 1) + " " * (indent + 1)).join(parts) + "]"


def _suffixes(self: Tensor) -> list[str]:
    found = []
    usual = self.dtype in (get_default_dtype(), int64, bool_)
    if self.numel() == 0:
        if self.ndim != 1:
            found.append(f"size={tuple(self.shape)}")
        if self.dtype is not get_default_dtype():
            found.append(f"dtype={self.dtype}")
    elif not usual:
        found.append(f"dtype={self.dtype}")
    if self.grad_fn is not None:
        found.append(f"grad_fn=<{self.grad_fn.name()}>")
    elif self.requires_grad:
        found.append("requires_grad=True")
    return found


def text(self: Tensor) -> str:
    """Give what `print` shows of a tensor."""
    start = "tensor("
    if self.numel() == 0:
        body = "[]"
    else:
        nested, short = self.tolist(), self.numel() > _options.threshold
        values = _shown(nested, self.shape) if short else list(self.flat())
        if self.dtype is bool_:
            values = list(map(bool, values))
        style, width = _number_format(values, floating=self.dtype.is_floating_point)
        body = _nested(nested, self.shape, len(start), style, width, short=short)
    text = start + body
    last_line = len(text) - text.rfind("\n") + 1
    for suffix in _suffixes(self):
        if last_line + len(suffix) + 2 > _options.linewidth:
            text += ",\n" + " " * len(start) + suffix
            last_line = len(start) + len(suffix)
        else:
            text += ", " + suffix
            last_line += len(suffix) + 2
    return text + ")"


def formatted(self: Tensor, specification: str) -> str:
    """Format a tensor of one number like the number."""
    if not self.shape:
        return format(self.item(), specification)
    return object.__format__(self, specification) if specification else text(self)
