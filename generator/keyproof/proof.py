"""A course that was read and verified: made and taken apart by `pipeline`, told by whoever publishes.

In: nothing, it is a record. Out: what was found, and the run in one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from keyproof.course import Course
from keyproof.finding import Finding, errors
from keyproof.report import report
from keyproof.statement import Checked
from keyproof.verdict import Verdict
from keyproof.verify import Shard


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A course that was read and verified."""

    course: Course
    """What was read, with what runs gave in the places of its prose where that is shown."""

    verdicts: Mapping[str, Verdict]
    """Judgement on each exercise that could be run, by id."""

    findings: tuple[Finding, ...]
    """Every fault found, sorted by place. No error among them means: all proven."""

    statements: tuple[Checked, ...] = ()
    """What comments and prose say, held against runs, by place."""

    shard: Shard | None = None
    """The part of the course that was verified; None is all of it."""

    confined: tuple[tuple[str, ...], ...] = ()
    """The protections of its runs, in words, every combination once."""

    sandbox: str = ""
    """What confined the answers, in a clause."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that forbid publishing."""
        return errors(self.findings)

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to prove: no exercise, nothing that looks like one, nothing on show."""
        return not (self.findings or self.statements or self.course.exercises() or self.course.exhibits())

    @property
    def report(self) -> str:
        """The findings as text, empty when there are none."""
        return report(self.findings, self.course.texts)

    @property
    def summary(self) -> str:
        """One line: how much was run, and whether all of it is proven."""
        if not (self.course.exercises() or self.statements or self.errors):
            return "no exercises found"
        answers = sum(verdict.runs for verdict in self.verdicts.values())
        cached = sum(verdict.runs for verdict in self.verdicts.values() if verdict.cached)
        source = f", {cached} from the cache" if cached else " run"
        exercises = _count(len(self.course.exercises()), "exercise")
        if self.shard:
            own = self.shard.own(exercise.id for exercise in self.course.exercises())
            exercises = f"shard {self.shard}: {len(own)} of {exercises}"
        ran = f"{exercises}, {_count(answers, 'answer')}{source}"
        given = sum(one.computed for one in self.statements)
        if len(self.statements) > given:
            ran += f", {_count(len(self.statements) - given, 'statement')}"
        if given:
            ran += f", {_count(given, 'computed value')}"
        how = sorted({f"torch {v.torch}, {v.device.upper()}" for v in self.verdicts.values() if v.torch})
        if how and cached < answers:
            how.append(self.sandbox)
        with_what = f" ({'; '.join(how)})" if how else ""
        wrong, told = len(self.errors), len(self.findings) - len(self.errors)
        result = _count(wrong, "finding") if wrong else "all proven"
        return f"{ran}{with_what}: {result}" + (f", {_count(told, 'warning')}" if told else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
