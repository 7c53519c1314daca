"""A unit of work and its result, as plain data that can travel to any runner.

In: what kinds want run. Out: JSON for a worker, and outcomes from its answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from keyproof.verdict import Assertion, Outcome, Raised, Shown

Role = Literal["setup", "program", "answer", "check", "claim", "control"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A piece of code that a candidate runs."""

    role: Role
    """What it is to the exercise; an outcome names the role of the step where it ended."""

    source: str
    """The code, after substitution."""

    path: str
    """The author's file it is compiled as."""

    lines: tuple[int, ...]
    """For each line of `source` the line of `path` it came from."""

    mode: Literal["run", "bind", "value"] = "run"
    """`bind` evaluates an expression and calls it `answer`; `value` makes it the outcome's value."""

    watch: tuple[tuple[int, str], ...] = ()
    """Tensors to look at: a line of `source` and the name assigned there."""

    show: Literal["", "number", "value", "figure", "table"] = ""
    """What its result is to be shown as. Such a step cannot end a run, and leaves random numbers as they
    were: `number` gives a value as Python writes it, `value` as readers see it,
    `figure` what it has drawn, `table` what its last expression gave."""

    spec: str = ""
    """`show`: how, as the format of a value or the decimals of a table."""

    layers: bool = False
    """Whether to note, from this step on, the layers that are built and whether any is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing to run in a process of its own."""

    name: str
    """The candidate's name inside its exercise, such as `2, True`."""

    steps: tuple[Step, ...]
    """What it runs, in order, after the setup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One exercise's candidates, which share one run of the setup."""

    setup: tuple[Step, ...]
    """Run once."""

    candidates: tuple[Candidate, ...]
    """Run each in its own process, forked after the setup."""

    seconds: float | None = None
    """Wall-clock limit for one candidate; None takes the runner's."""

    seed: int = 0
    """Seed of random numbers, set before the setup and before each candidate."""

    device: str = "cpu"
    """Where new tensors live. Anywhere but on the CPU each candidate runs the setup itself."""

    hardware: str = ""
    """What the device is: it says under which conditions a kept result counts, and changes nothing else."""

    def to_json(self) -> dict[str, Any]:
        """Give the job as JSON values."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """Name the job by its contents: equal jobs have equal digests."""
        text = json.dumps(self.to_json(), sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tensor:
    """What a watched tensor really was."""

    path: str
    """Author's file of the assignment."""

    line: int
    """Author's line on which the assignment ends."""

    name: str
    """The name it was assigned to."""

    shape: tuple[int, ...]
    """Its sizes."""

    axes: tuple[str, ...] = ()
    """Names of its axes in the layout of the layer that took it in or gave it out; empty if none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a runner found out about a job."""

    outcomes: tuple[Outcome, ...] = ()
    """One for each candidate, in their order; empty when the setup failed."""

    tensors: tuple[tuple[Tensor, ...], ...] = ()
    """For each candidate what was watched, in the order of the run."""

    idle: tuple[tuple[str, ...], ...] = ()
    """For each candidate that had a step with `layers` those that it built, unless it called one."""

    setup: Outcome | None = None
    """How the setup failed; None when it ran to its end."""

    outside: tuple[str, ...] = ()
    """What it looked at besides itself and Python: files, other programs, the network. If there is any,
    another run may end otherwise though the job is the same."""

    protections: tuple[str, ...] = ()
    """What stood between the run and everything else, in words; empty where nobody said."""

    python: str = ""
    """Version of Python that ran it."""

    torch: str = ""
    """Version of torch that ran it."""

    device: str = "cpu"
    """Device it ran on."""

    cached: bool = field(default=False, compare=False)
    """Whether it was known from an earlier run; that changes nothing about it."""


Runner = Callable[[Job], Result]
"""Whatever runs a job: a pool of local workers, a memory before one, later a cluster."""


def result_from_json(job: Job, answer: Mapping[str, Any]) -> Result:
    """Read a worker's answer to a job."""
    outcomes = tuple(
        _outcome(candidate.name, ended)
        for candidate, ended in zip(job.candidates, answer["outcomes"], strict=False)
    )
    return Result(
        outcomes=outcomes,
        tensors=tuple(tuple(map(_tensor, ended.get("tensors", ()))) for ended in answer["outcomes"]),
        idle=tuple(tuple(ended.get("idle", ())) for ended in answer["outcomes"]),
        setup=_outcome("setup", answer["setup"]) if answer["setup"] else None,
        outside=_outside([*answer["outcomes"], answer["setup"] or {}]),
        python=answer["python"],
        torch=answer["torch"],
        device=answer["device"],
    )


def crashed(job: Job, detail: str) -> Result:
    """Give the result of a job whose worker died of it."""
    lost = Outcome(candidate="", state="crash", detail=detail)
    return Result(
        outcomes=tuple(replace(lost, candidate=candidate.name) for candidate in job.candidates),
        tensors=tuple(() for _ in job.candidates),
        idle=tuple(() for _ in job.candidates),
    )


def joined(results: Sequence[Result]) -> Result:
    """Put results of single candidates of one job together."""
    ran = next((result for result in results if result.torch), Result())
    return replace(
        ran,
        outcomes=tuple(outcome for result in results for outcome in result.outcomes),
        tensors=tuple(tensors for result in results for tensors in result.tensors),
        idle=tuple(idle for result in results for idle in result.idle),
        outside=tuple(dict.fromkeys(one for result in results for one in result.outside)),
    )


def _outcome(name: str, ended: Mapping[str, Any]) -> Outcome:
    raised = ended.get("raised")
    return Outcome(
        candidate=name,
        state=ended["state"],
        step=ended.get("step", ""),
        raised=Raised(**raised) if raised else None,
        assertions=tuple(Assertion(**record) for record in ended.get("assertions", ())),
        value=ended.get("value", ""),
        form=ended.get("form", ""),
        stdout=ended.get("stdout", ""),
        detail=ended.get("detail", ""),
        at=ended.get("at", -1),
        shown=tuple(map(_shown, ended.get("shown", ()))),
    )


def _shown(record: Mapping[str, Any]) -> Shown:
    raised = record["raised"]
    return Shown(text=record["text"], raised=Raised(**raised) if raised else None, detail=record["detail"])


def confining(results: Iterable[Result]) -> tuple[tuple[str, ...], ...]:
    """Give what confined some runs, every combination once, as far as it is known."""
    return tuple(sorted({result.protections for result in results if result.protections}))


def _outside(ended: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for some in ended for one in some.get("outside", ())))


def _tensor(record: Mapping[str, Any]) -> Tensor:
    return Tensor(**{**record, "shape": tuple(record["shape"]), "axes": tuple(record["axes"])})
