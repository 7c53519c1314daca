"""Something an author says in prose that a run can confirm: made by `read`, used by `verify`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from keyproof.finding import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that is said, outside of answers."""

    sort: Literal["run", "output", "number", "signature"]
    """`run`: a program runs to its end. `output`: what it prints. `number`: the value of an expression.
    `signature`: how something is called."""

    text: str
    """What is said, as written; the program itself for `run`."""

    place: Place
    """Where it is said."""

    source: str = ""
    """`run` and `output`: the program, empty for the exercise's own. `number`: the expression."""

    source_place: Place | None = None
    """Where `source` begins, if there is some."""
