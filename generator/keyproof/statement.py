"""Something an author says that a run can confirm: found by `read`, held against a run by `verify`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from keyproof.finding import Place
from keyproof.unrolled import DIGITS, Asked, Unrolled


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that is said, outside of answers."""

    sort: Literal["run", "output", "number", "signature", "value", "figure", "table", "stepper"]
    """`run`: a program runs to its end. `output`: what it prints. `number`: the value of an expression.
    `signature`: how something is called. `value`: nothing is said, the run says what an expression gives.
    `figure`: what is drawn. `table`: what the last expression gives, in columns and rows.
    `stepper`: a forward call is taken apart, see `asked`."""

    text: str
    """What is said, as written; the program itself for `run`."""

    place: Place
    """Where it is said."""

    source: str = ""
    """`run` and `output`: the program, empty for the exercise's own. `number`: the expression."""

    source_place: Place | None = None
    """Where `source` begins, if there is some."""

    line: str = ""
    """Name of the run that it goes on from, in one process with it; empty: that of the page or exercise."""

    seconds: float | None = None
    """Wall-clock limit that its author declares for everything on its line; None declares none."""

    spec: str = ""
    """`value`: how it is written, as behind the colon of an f-string. `table`: decimals of its numbers."""

    slot: Place | None = None
    """Where readers are shown what comes of it; None shows nothing."""

    code: bool = False
    """Whether readers are shown the code too."""

    alt: str = ""
    """`figure`: what it shows, for those who do not see it."""

    caption: str = ""
    """`figure` and `table`: the words that stand with it."""

    asked: Asked | None = None
    """`stepper`: the forward call."""


Sort = Literal["comment", "output", "number", "signature", "program", "value", "figure", "table"]
"""What is said. `comment`: the shape of a tensor, beside the line that makes it. `program`: that it runs.
`value`, `figure`, `table`: what the run gave was put into the text."""

Truth = Literal["true", "false", "unreached"]
"""`unreached`: the run ended before it came to what the statement is about, or never made it."""

TRUTHS: tuple[Truth, ...] = get_args(Truth)

RULES: dict[Sort, str] = {
    "comment": "false-comment",
    "output": "false-output",
    "number": "false-number",
    "signature": "false-signature",
    "program": "broken-program",
    "value": "broken-program",
    "figure": "broken-program",
    "table": "broken-program",
}
"""The rule that each sort breaks if it is not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One thing that is said, and what a run had to say about it."""

    sort: Sort
    """What it is."""

    place: Place
    """Where it is said."""

    said: str
    """It, as written."""

    gave: str
    """What the run gave, as text; empty where it came to nothing."""

    truth: Truth
    """Whether it is so."""

    exercise: str = ""
    """Id of the exercise it belongs to; empty on a page."""

    computed: bool = False
    """Whether no author wrote it: what the run gave is shown to readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What a run gave for a place in prose."""

    slot: Place
    """The place."""

    sort: Literal["run", "value", "figure", "table", "stepper"]
    """What was asked for there."""

    code: str
    """The code that readers are shown; empty for none."""

    text: str
    """What it gave and readers are shown: what was printed, a value, SVG, or a table as JSON."""

    alt: str = ""
    """`figure`: what it shows, for those who do not see it."""

    caption: str = ""
    """The words that stand with it."""

    unrolled: Unrolled | None = None
    """`stepper`: the forward call, step by step."""

    digits: int = DIGITS
    """`stepper`: decimals of its numbers."""
