"""What really happened to each answer: made by `verify`, used by `render`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from keyproof.finding import Finding
from keyproof.statement import Checked, Computed
from keyproof.unrolled import Unrolled

State = Literal["holds", "refuted", "timeout", "crash", "memory", "output"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One `assert` statement that ran."""

    source: str
    """The asserted expression as written."""

    held: bool
    """Whether it was true."""

    left: str = ""
    """Source of the left side of a comparison, empty for anything else."""

    left_value: str = ""
    """`repr` of the left side's value, cut to a readable length."""

    right: str = ""
    """Source of the right side of a comparison, empty for anything else."""

    right_value: str = ""
    """`repr` of the right side's value, cut to a readable length."""

    message: str = ""
    """The author's message after the comma, when the assertion failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The exception that ended a run."""

    type: str
    """Name of the class, such as `RuntimeError`."""

    message: str
    """Its text."""

    path: str = ""
    """Author's file of the innermost author's line in the traceback; empty for none."""

    line: int = 0
    """Line in that file, counted from 1; 0 for none."""

    source: str = ""
    """That line's code, stripped: the candidate's line, after substitution."""

    traceback: str = ""
    """The traceback as Python prints it, cut to the author's own frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a step gave that is run to be shown to readers: a value, or why there is none."""

    text: str = ""
    """It, as text."""

    raised: Raised | None = None
    """The exception that it ended with; the run went on."""

    detail: str = ""
    """What else keeps it from being shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one candidate did when it was run."""

    candidate: str
    """The candidate's name inside its exercise: `2, True`, an option's text."""

    state: State
    """How the run ended. `holds` means: the last step ran to its end."""

    step: str = ""
    """Role of the step where it ended otherwise: setup, program, answer, check or claim."""

    raised: Raised | None = None
    """The exception of a refutation; None when an assertion or a limit ended the run."""

    assertions: tuple[Assertion, ...] = ()
    """Assertions of the check or claim, in the order they ran."""

    value: str = ""
    """`predict` only: the answer, as the reader would write it."""

    form: Literal["", "number", "shape", "text"] = ""
    """`predict` only: what kind of thing the answer is."""

    stdout: str = ""
    """What the run printed, cut to the limit."""

    detail: str = ""
    """For a limit or a crash: the limit or signal in words."""

    at: int = field(default=-1, compare=False)
    """Number of the step that it ended in, from 0; -1 where nobody could tell."""

    shown: tuple[Shown, ...] = ()
    """What its steps gave that are run to be shown, as far as they were come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer a reader can submit, and what it leads to."""

    label: str
    """The answer as the author reads it in a report: `2, True` or `nn.RNN(10)`."""

    outcome: Outcome
    """What happened."""

    keyed: bool
    """Whether the author declared it right (for `predict`: whether the run made it)."""

    note: str = ""
    """The author's own words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What the same answers did on another device, which readers are not told."""

    device: str
    """The device."""

    answers: tuple[Answer, ...]
    """As those of the verdict; empty where the setup failed there, or no answer could be made of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement on one exercise."""

    exercise: str
    """The exercise's id."""

    bank: tuple[str, ...] = ()
    """`fill` only: chips on offer: keys in the order of the blanks, then distractors, each once.
    The page shuffles them."""

    choices: tuple[str, ...] = ()
    """`predict` with options only: what is on offer as plain text, the computed key first.
    The page shuffles them."""

    orders: tuple[tuple[int, ...], ...] = ()
    """`order` only: for each of the answers the pieces, from 0, with which the orders begin that end so."""

    unrolled: tuple[Unrolled, ...] = ()
    """`trace` only: the numbers of each of the answers."""

    answers: tuple[Answer, ...] = ()
    """Every answer. `fill`: bank to the power of blanks, last blank fastest, in the order of
    `bank`. `choice` and `fix`: the options as written. `predict`: the
    key first, then the listed wrong answers, whether chosen from or typed."""

    measured: tuple[tuple[float | None, ...], ...] = ()
    """`experiment` only: for each answer its metric under every seed; None where a run gave no number."""

    as_written: Outcome | None = None
    """`fix` only: what the program does before any repair."""

    findings: tuple[Finding, ...] = ()
    """Everything that stands against publishing this exercise."""

    statements: tuple[Checked, ...] = ()
    """What its comments and its prose say, held against runs, by place."""

    computed: tuple[Computed, ...] = ()
    """What runs gave for places in its prose."""

    python: str = ""
    """Version of Python that ran it."""

    torch: str = ""
    """Version of torch that ran it."""

    device: str = "cpu"
    """Device it ran on."""

    outside: bool = field(default=False, compare=False)
    """Whether a run looked at something besides itself, so that the next one may end otherwise."""

    elsewhere: tuple[Elsewhere, ...] = ()
    """What happened on the other devices that it was run on."""

    confined: tuple[tuple[str, ...], ...] = ()
    """The protections of its runs, in words, every combination once."""

    cached: bool = field(default=False, compare=False)
    """Whether all of it was known from an earlier run; that changes nothing about it."""

    @property
    def runs(self) -> int:
        """How many answers were run."""
        return len(self.answers)

    @property
    def holding(self) -> tuple[int, ...]:
        """Indices into `answers` of those that hold."""
        return tuple(i for i, answer in enumerate(self.answers) if answer.outcome.state == "holds")


Verdicts = Mapping[str, Verdict]
"""Verdicts by exercise id."""
