"""Values as text: for assertions, for the answers of `predict`, and for everything a candidate printed.

In: any object, however badly it behaves. Out: short text that can be written anywhere.
"""

from __future__ import annotations

import re
from typing import Any

import torch

SHORT = 120
"""Characters of a value shown beside an assertion."""

LONG = 2000
"""Characters of a message or of an answer."""

FEW = 12
"""Tensors of up to so many values are shown whole."""

# Everything that is not a line feed, a tab or printable: escapes for terminals, NUL, lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """Replace what cannot be shown or encoded by its escape; every line ends with a line feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def shorten(text: str, limit: int) -> str:
    """Cut text that is longer than the limit, and show that it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def show(value: object) -> str:
    """Give a readable `repr` of one line."""
    try:
        text = " ".join(_brief(value).split())
    except MemoryError:
        raise
    except BaseException as error:
        text = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return shorten(clean(text), SHORT)


def answer_text(value: object) -> tuple[str, str]:
    """Give the answer that a value is, as a reader would write it, and its form.

    Exceptions of a broken `repr` are the caller's: such a value is no answer.
    """
    value = plain(value)
    text = clean(str(repr(value)))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text, "number"
    if isinstance(value, tuple) and value and all(type(size) is int for size in value):
        return text, "shape"
    return text, "text"


def message_of(error: BaseException) -> str:
    """Give the text of an exception, even of one whose `__str__` raises."""
    try:
        return shorten(clean(str(error)), LONG)
    except Exception as second:
        return f"<message that raises {type(second).__name__}>"


def plain(value: Any) -> Any:
    """Give the number or the tuple that a scalar tensor, a scalar of numpy or a size stands for."""
    if isinstance(value, torch.Size):
        return tuple(value)
    if isinstance(value, torch.Tensor) and value.dim() == 0:
        return value.item()
    # Scalars of numpy come as np.float64(1.0) under numpy 2.
    if type(value).__module__ == "numpy" and hasattr(value, "item") and getattr(value, "shape", None) == ():
        return value.item()
    return value


def _brief(value: object) -> str:
    value = plain(value)
    if isinstance(value, torch.Tensor) and value.numel() > FEW:
        return f"tensor of shape {tuple(value.shape)}"
    if isinstance(value, (list, tuple, set, frozenset, dict)) and len(value) > SHORT:
        return f"{type(value).__name__} of {len(value)} values"
    if isinstance(value, (str, bytes)):
        return repr(value[: 2 * SHORT])
    return str(repr(value))
