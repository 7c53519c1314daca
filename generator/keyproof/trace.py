"""What a `trace` asks for: made by `read`, used by `verify` and `render`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["sum", "h"]
"""What is filled in at each step: the sum, or the state that it becomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A forward call that the reader goes through by hand."""

    layer: str = "rnn"
    """Expression for the layer."""

    given: str = "x"
    """Expression for its input."""

    state: str = ""
    """Expression for the state that it begins with; empty for none."""

    parts: tuple[Part, ...] = ("sum", "h")
    """What is filled in at each step, in the order of the computation."""

    tolerance: float = 0.005
    """Greatest difference at which a number is right."""
