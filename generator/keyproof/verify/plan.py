"""What an exercise wants run, before anything is: its candidates and the runs that test the check itself.

In: pieces of an exercise. Out: steps with the author's line for each line of code, and a `Plan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from keyproof.exercise import Code, Exercise, Option
from keyproof.finding import Place
from keyproof.verdict import Answer, Outcome
from keyproof.verify.devices import CPU, Device
from keyproof.verify.job import Candidate, Job, Result, Role, Step, Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The runs of one exercise."""

    answers: tuple[Candidate, ...]
    """Every answer a reader can submit; for `predict` the program and then each option."""

    without: Candidate | None = None
    """The check without the answer, which must not hold."""

    written: Candidate | None = None
    """The program as the author wrote it: what a `fix` shows failing, and what its comments speak about."""

    built: Candidate | None = None
    """The key once more, with an eye on the layers that it builds."""

    def job(self, exercise: Exercise, device: Device = CPU) -> Job:
        """Put all runs into one job; `ran` tells them apart again."""
        extras = self._extras()
        again = self.again(exercise, seed=0, device=device)
        return replace(again, candidates=(*again.candidates, *extras))

    def again(self, exercise: Exercise, *, seed: int, device: Device) -> Job:
        """Put the answers alone into a job: what is run again with other random numbers or elsewhere."""
        return Job(
            setup=tuple(step("setup", code) for code in exercise.setup),
            candidates=self.answers,
            seconds=exercise.seconds,
            seed=seed,
            device=device.name,
            hardware=device.hardware,
        )

    def ran(self, result: Result) -> Ran:
        """Sort a result by what each run was for."""
        count = len(self.answers)
        extras = self._extras()
        at = {id(extra): count + number for number, extra in enumerate(extras)}
        without, written, built = (at.get(id(one)) for one in (self.without, self.written, self.built))
        return Ran(
            answers=result.outcomes[:count],
            without=None if without is None else result.outcomes[without],
            written=None if written is None else result.outcomes[written],
            tensors=() if written is None else result.tensors[written],
            built=None if built is None else result.outcomes[built],
            idle=() if built is None else result.idle[built],
        )

    def _extras(self) -> tuple[Candidate, ...]:
        return tuple(extra for extra in (self.without, self.written, self.built) if extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A plan's runs, done."""

    answers: tuple[Outcome, ...]
    """Outcomes of `Plan.answers`."""

    without: Outcome | None
    """Outcome of `Plan.without`."""

    written: Outcome | None
    """Outcome of `Plan.written`."""

    tensors: tuple[Tensor, ...]
    """What the commented tensors of the program really were."""

    built: Outcome | None = None
    """Outcome of `Plan.built`."""

    idle: tuple[str, ...] = ()
    """Layers that `Plan.built` made, if it called none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One answer that was run, with what a judge has to know about it."""

    answer: Answer
    """The answer and its outcome."""

    place: Place
    """Where the author wrote what makes this answer differ from the key."""

    raises: str = ""
    """The exception announced for it, or empty."""

    distance: int = 1
    """In how many blanks it differs from the key; 0 is the key. Options count as 1."""

    listed: bool = True
    """Whether the author wrote it as an answer: not a key that strayed into another blank."""


def step(role: Role, code: Code) -> Step:
    """Make a step of code as it was written."""
    return Step(role=role, source=code.source, path=code.place.path, lines=lines_of(code))


def lines_of(code: Code) -> tuple[int, ...]:
    """Give the author's line number of each line of some code."""
    return tuple(range(code.place.line, code.place.line + code.source.count("\n") + 1))


def steps(*parts: tuple[Role, Code | None]) -> tuple[Step, ...]:
    """Make steps of those parts that there are."""
    return tuple(step(role, code) for role, code in parts if code)


def replaced(code: Code, first: int, last: int, parts: Iterable[Code], *, indent: str) -> Step:
    """Put other code in place of the lines `first` to `last`, counted from 1, and keep everyone's lines.

    The step's role is left to the caller's `dataclasses.replace`; here it is a program's.
    """
    source, lines = code.source.split("\n"), lines_of(code)
    middle = [
        (indent + text if text.strip() else text, number)
        for part in parts
        for text, number in zip(part.source.split("\n"), lines_of(part), strict=True)
    ]
    texts = [*source[: first - 1], *(text for text, _ in middle), *source[last:]]
    numbers = [*lines[: first - 1], *(number for _, number in middle), *lines[last:]]
    return Step(role="program", source="\n".join(texts), path=code.place.path, lines=tuple(numbers))


def trials_of_options(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Trial, ...]:
    """Join each option with its outcome, where the author ticks the key."""
    return tuple(
        Trial(
            answer=Answer(label=plain(option), outcome=outcome, keyed=option.keyed, note=option.note),
            place=option.place,
            raises=option.raises,
            distance=0 if option.keyed else 1,
        )
        for option, outcome in zip(exercise.options, outcomes, strict=True)
    )


def plain(option: Option) -> str:
    """Give an option's text without Markdown: its code, or the sentence without backticks."""
    if option.code:
        return option.code.source
    return option.text.replace("`", "").strip()
