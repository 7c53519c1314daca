"""An exercise as its author wrote it: made by `read`, used by `verify` and `render`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from keyproof.finding import Place
from keyproof.statement import Statement
from keyproof.trace import Trace

Kind = Literal[
    "fill", "choice", "predict", "fix", "order", "trace", "card", "write", "experiment", "explain"
]  # fmt: skip

SELF_ASSESSED: frozenset[Kind] = frozenset({"write", "experiment", "explain"})
"""Kinds whose answers only their reader can judge: they are done, not solved."""

UNGRADED: frozenset[Kind] = SELF_ASSESSED | {"card"}
"""Kinds that can be neither right nor wrong on a page."""

Comparison = Literal[">=", "<=", ">", "<"]
Level = Literal["", "easy", "medium", "hard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A piece of Python from an author's file."""

    source: str
    """The code, dedented, without the fence."""

    place: Place
    """Where its first character stands; line `n` of `source` is `place.line + n - 1`."""

    moved: tuple[tuple[int, int], ...] = ()
    """Lines of `source`, from 1, whose comment stands further right in the file, and by how much."""


SLOT = "\ufdd0"
"""Stands in prose where something computed goes: a character that no text may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in prose where something computed goes."""

    place: Place
    """Where the author asks for it: a code span, or the opening line of a fence."""

    written: str
    """What stands there in the author's file: shown as it is where nothing was computed."""

    filled: str | None = None
    """What readers are shown instead, as Markdown that needs no protection; None before the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Markdown that passes through to the site's own renderer."""

    text: str
    """The Markdown as written, dedented."""

    title: str = ""
    """Title of a `???` block, as quoted by the author; empty for any other prose."""

    place: Place
    """Where it begins."""

    slots: tuple[Slot, ...] = ()
    """For each `SLOT` of the text, in order, what belongs there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A part of a `fill` program that the reader puts back."""

    text: str
    """What stands there in the solved program: the key of this blank."""

    start: int
    """Offset of its first character in the program's source."""

    end: int
    """Offset after its last character."""

    place: Place
    """Where the blank's text stands in the `# blank:` comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer on offer: a choice, a repair, a bank entry or a distractor of `predict`."""

    text: str
    """What the reader sees, as inline Markdown; empty when the option is a code block."""

    code: Code | None = None
    """The option as Python, when it is code (a code span or a fenced block)."""

    claim: Code | None = None
    """The code that must hold exactly if this sentence is true."""

    keyed: bool = False
    """Whether the author ticked it. Always false for bank distractors and `predict`."""

    note: str = ""
    """The author's own words shown with the feedback; text with `code spans` only."""

    raises: str = ""
    """Name of an exception announced with `{raises=…}`, or empty."""

    blanks: tuple[int, ...] = ()
    """`fill` only: the blanks, from 1, that the note is about (`{blank=1,2}`); empty is every blank."""

    place: Place
    """Where the option's own text begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A solution of a `write` that its tests must refuse."""

    code: Code
    """The solution."""

    note: str = ""
    """What is wrong with it, in the author's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What a `write` has of its own. Its program is the starter, its check the tests."""

    reference: Code
    """A solution that passes the tests."""

    wrong: tuple[Wrong, ...]
    """Solutions that do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """What an `experiment` has of its own. Its program is the baseline."""

    metric: str
    """Name that both programs give the number that counts."""

    target: tuple[Comparison, float]
    """What the metric has to be for the target to be reached: `(">=", 0.9)`."""

    labels: str
    """Name of the tensor that the control shuffles; empty where the author says that there is none."""

    runs: int
    """Under how many seeds of random numbers everything is run."""

    solution: Code
    """A program that reaches the target."""

    place: Place
    """Where the labels are named, or the heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One item: a heading with a kind class and everything under it."""

    id: str
    """The author's slug, unique in the course."""

    kind: Kind
    """Which row of the kinds tables it belongs to."""

    level: Level = ""
    """Difficulty, as declared."""

    objective: str = ""
    """Which of its topic's objectives it asks about, by slug, or empty."""

    title: str
    """Text of the heading without its attributes."""

    heading: int
    """Level of the heading, 1 to 6."""

    place: Place
    """Where the heading stands."""

    setup: tuple[Code, ...] = ()
    """Hidden code run before the program: default, topic, page and own, in this order."""

    before: Prose | None = None
    """The stem: Markdown before the program."""

    program: Code | None = None
    """The program, without `# blank:` and `# repair` comments. For `fill` the solved program."""

    after: Prose | None = None
    """Markdown between the program and the options."""

    blanks: tuple[Blank, ...] = ()
    """`fill` only: the parts taken out, in the order of the program."""

    pieces: tuple[tuple[int, int], ...] = ()
    """`order` only: first and last line (from 1, inside `program`) of each piece that the reader moves."""

    trace: Trace | None = None
    """`trace` only: the forward call that is gone through."""

    repair: tuple[int, int] | None = None
    """`fix` only: first and last line (from 1, inside `program`) that a repair replaces."""

    options: tuple[Option, ...] = ()
    """Answers on offer, or points to tick. For `fill` the listed distractors; the bank adds the keys."""

    multiple: bool = False
    """`choice` only: several options may be ticked."""

    check: Code | None = None
    """Code that must run to its end for an answer to hold."""

    answer: Code | None = None
    """`predict` only: the expression whose value is asked for; None asks for what is printed or raised."""

    raises: str = ""
    """`predict` only: the exception the program is announced to raise (`raises=RuntimeError`)."""

    typed: bool = False
    """`predict` only: the reader types the answer instead of choosing it."""

    tolerance: float = 0.0
    """`predict` only: greatest absolute difference at which a typed number is right."""

    hints: tuple[Prose, ...] = ()
    """Hints, in the order they are revealed."""

    solution: Prose | None = None
    """The author's numbered steps; the final answer is generated beneath. For `explain` its model answer."""

    mistakes: Prose | None = None
    """Common mistakes, as a list."""

    back: Prose | None = None
    """`card` only: what is to be recalled. Its front is the heading and the stem; its claim is the check."""

    write: Write | None = None
    """`write` only: its reference solution and wrong ones."""

    experiment: Experiment | None = None
    """`experiment` only: its metric, its target, its solution."""

    statements: tuple[Statement, ...] = ()
    """What its prose says that a run can confirm, in order."""

    attempts: int = 3
    """How often the reader may try."""

    countdown: int = 0
    """Seconds a reader has for it on a page of mode `challenge`; 0 on any other page."""

    shuffle: bool = True
    """Whether the options change places for each visit."""

    seconds: float | None = None
    """Wall-clock limit for one candidate in seconds; None takes the setting."""

    unverified: str = ""
    """The written reason for publishing without a run, or empty."""
