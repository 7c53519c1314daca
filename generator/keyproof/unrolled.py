"""A recurrent layer's forward call taken apart: asked for by `read`, made by `verify`, used by `render`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from keyproof.finding import Place

Vector = tuple[float, ...]
"""Numbers to seven decimals."""


DIGITS = 3
"""Decimals of the numbers that readers are shown, if the author says nothing else."""

MOST_DIGITS = 6
"""Decimals that may be shown: all of them are those of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An expression that names a part of a forward call."""

    source: str
    """The expression."""

    place: Place
    """Where it stands; where it would stand, if it is the usual one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A forward call that is to be taken apart for readers."""

    layer: Part
    """The layer."""

    given: Part
    """Its input."""

    state: Part | None = None
    """The state that it begins with; None for zeros."""

    digits: int = DIGITS
    """Decimals of every number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One step of time: what is summed up, and what becomes of the sum."""

    x: Vector
    """The input of this step, x_t."""

    before: Vector
    """The state that it begins with, h_{t-1}."""

    from_input: Vector
    """W_ih x_t."""

    b_ih: Vector
    """The bias of the input; zeros for a layer without."""

    from_state: Vector
    """W_hh h_{t-1}."""

    b_hh: Vector
    """The bias of the state; zeros for a layer without."""

    total: Vector
    """The sum of these four."""

    after: Vector
    """The state that it ends with, h_t: the activation of the sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrolled:
    """One forward call of a layer, step by step."""

    layer: Literal["RNN", "RNNCell"]
    """Class of the layer, in `torch.nn`."""

    activation: Literal["tanh", "relu"]
    """What is applied to the sum."""

    bias: bool
    """Whether the layer has biases."""

    batch_first: bool
    """Whether a batch would be the first axis of the input."""

    input_shape: tuple[int, ...]
    """Shape of the input as it was given to the layer."""

    output_shape: tuple[int, ...]
    """Shape of the layer's output; for a cell that of its states in a row."""

    state_shape: tuple[int, ...]
    """Shape of the state that the layer gives back."""

    w_ih: tuple[Vector, ...]
    """Weights of the input, row by row."""

    w_hh: tuple[Vector, ...]
    """Weights of the state, row by row."""

    start: Vector
    """The state before the first step, h_0."""

    started: bool
    """Whether h_0 was given; zeros otherwise."""

    moments: tuple[Moment, ...]
    """Every step, in order."""

    off: float
    """Greatest difference between a state here and the layer's own output; never more than the tolerance."""
