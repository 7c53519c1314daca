"""How one exercise is answered: what each kind's file makes and `payload` and `block` use.

In: nothing, it is a record. Out: the same record for all kinds, with indices in page order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from keyproof.render.phrase import Phrase

Input = Literal["bank", "one", "many", "number", "shape", "text", "late", "own", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What a reader can answer and what each answer leads to."""

    input: Input
    """How the reader answers; `late`: in a form that its kind's script brings; `own`: ungraded."""

    label: str
    """Name of the kind of task, shown above the stem."""

    html: str
    """The answer's controls as they stand in the page without JavaScript."""

    key: tuple[int, ...] = ()
    """Chip of each blank, or options that are right; empty for a typed answer."""

    outcomes: tuple[Phrase, ...] = ()
    """Feedback of every answer; of a typed one: for the right answer, then for any other."""

    final: Phrase = ()
    """The answer itself, in words and code."""

    solution: str = ""
    """HTML beneath the final answer, where words cannot say it."""

    quick: Phrase = ()
    """What the run of the right answer showed; empty when nothing was run."""

    bank: tuple[str, ...] = ()
    """`bank` only: the chips."""

    blanks: int = 0
    """`bank` only: number of blanks."""

    orders: tuple[tuple[int, ...], ...] = ()
    """`order` only: for each of the outcomes the pieces with which the orders begin that end so."""

    right: tuple[int, ...] = ()
    """`order` only: which of these pass."""

    cells: tuple[tuple[tuple[float, ...], ...], ...] = ()
    """`trace` only: for each of the outcomes but the last the numbers of every part of every step. The first
    are right; the last outcome is for numbers that no slip gives."""

    value: str = ""
    """Typed only: the right answer."""

    tolerance: float = 0.0
    """Typed only: greatest difference at which a number is right."""

    known: tuple[tuple[str, Phrase], ...] = ()
    """Typed only: wrong answers the author listed, with their feedback."""

    reveal: str = ""
    """`own` only: what stands in the solution after the author's own words, as HTML or Markdown."""

    runnable: Mapping[str, str] = field(default_factory=dict)
    """`own` only: programs by what they are, for whatever runs what the reader has written."""
