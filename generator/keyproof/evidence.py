"""What a run shows about a course, for somebody else to judge: made by `render`, written by `report`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from keyproof.finding import Finding, Place
from keyproof.parity import NONE, Parity
from keyproof.settings import Limits
from keyproof.statement import TRUTHS, Checked, Truth
from keyproof.verdict import State

Status = Literal["proven", "unproven", "unverified"]
"""`unproven`: findings forbid publishing it. `unverified`: its author gave a reason for not
running it, or it is in words alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """What one answer did on another device."""

    device: str
    """The device."""

    state: State
    """How its run ended there."""

    told: str
    """What happened, in the words that a reader would get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answer that was run."""

    label: str
    """The answer, as in a report."""

    code: bool
    """Whether the label is code; otherwise it is a sentence."""

    keyed: bool
    """Whether it is declared right (for `predict`: whether the run made it)."""

    state: State
    """How its run ended."""

    told: str
    """What happened, in the words that a reader gets, code in backticks."""

    measured: tuple[float | None, ...] = ()
    """`experiment` only: its metric under every seed, from 0 on; None where a run gave no number."""

    elsewhere: tuple[There, ...] = ()
    """What happened on other devices, where the course was run on several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known about one exercise."""

    id: str
    """The author's slug."""

    kind: str
    """Kind of exercise."""

    level: str
    """Difficulty, or empty."""

    title: str
    """Its heading."""

    place: Place
    """Where its heading stands in the author's file."""

    topic: str
    """Folder name of its topic; empty for a page of the docs."""

    page: str
    """The page that readers see it on, relative to the docs folder: `rnn-layer/try.md`."""

    digest: str
    """The digest in its payload; empty where it has none because findings stand against it."""

    status: Status
    """What the run came to."""

    reason: str
    """Why it was not run, or empty."""

    answers: tuple[Told, ...]
    """Every answer a reader can give, in the author's order; empty when nothing was run."""

    findings: tuple[Finding, ...]
    """What was found about it, warnings included."""

    @property
    def holding(self) -> int:
        """How many answers hold."""
        return sum(answer.state == "holds" for answer in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protections:
    """What stood between a candidate and everything else."""

    present: tuple[str, ...] = ()
    """Protections that were in force, in words."""

    missing: tuple[str, ...] = ()
    """Protections that this machine did not offer, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Under what every answer was run."""

    seeds: tuple[int, ...]
    """Seeds of random numbers that each answer was run with."""

    limits: Limits
    """What one candidate was allowed to use, unless its exercise says otherwise."""

    protections: Protections = Protections()
    """What confined the candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An exercise that was not looked at."""

    id: str
    """Its slug."""

    place: Place
    """Where its heading stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSince:
    """What a run was about that looked only at what a change touches."""

    revision: str
    """Since when, as it was asked for."""

    commit: str
    """Its commit."""

    cause: str
    """A changed file that may touch everything; empty where there is none."""

    left_out: tuple[LeftOut, ...]
    """What is as it was, by file and line: nothing was found out about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A whole run, without the time at which it took place: equal runs are equal."""

    keyproof: str
    """Version of Keyproof."""

    python: tuple[str, ...]
    """Versions of Python that ran answers: one, unless remembered results come from another."""

    torch: tuple[str, ...]
    """Versions of torch that ran answers."""

    devices: tuple[str, ...]
    """Devices that answers ran on."""

    circumstances: Circumstances
    """Seeds, limits and protections."""

    cases: tuple[Case, ...]
    """Every exercise, by file and line."""

    statements: tuple[Checked, ...] = ()
    """What comments and prose say, held against runs, by place."""

    findings: tuple[Finding, ...]
    """Everything that was found, by place."""

    changed_since: ChangedSince | None = None
    """What the run was about; None: the whole course, or a shard of it."""

    parity: Parity = NONE
    """Which programs pages offer to run."""

    def count(self, status: Status) -> int:
        """How many exercises came to a status."""
        return sum(case.status == status for case in self.cases)

    @property
    def states(self) -> Mapping[State, int]:
        """How many answers ended in each state, those that never occurred included."""
        found = Counter(answer.state for case in self.cases for answer in case.answers)
        return {state: found[state] for state in get_args(State)}

    @property
    def truths(self) -> Mapping[Truth, int]:
        """How many statements are so, are not, and were never come to."""
        found = Counter(statement.truth for statement in self.statements)
        return {truth: found[truth] for truth in TRUTHS}
