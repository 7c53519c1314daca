"""A course that was read and verified: made and taken apart by `pipeline`, told by whoever publishes.

In: nothing, it is a record. Out: what was found, and the run in one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from keyproof.course import Course
from keyproof.finding import Finding, errors
from keyproof.parity import NONE, Parity
from keyproof.program import Offers
from keyproof.report import report
from keyproof.statement import Checked
from keyproof.verdict import Verdict
from keyproof.verify import WHOLE, Part


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

    part: Part = WHOLE
    """The part of the course that was verified."""

    confined: tuple[tuple[str, ...], ...] = ()
    """The protections of its runs, in words, every combination once."""

    parity: Parity = NONE
    """Which programs pages offer to run, because they do there what they do in PyTorch."""

    sandbox: str = ""
    """What confined the answers, in a clause."""

    @property
    def offers(self) -> Offers:
        """What pages offer to run."""
        return self.parity.offers

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
        return self.told()

    def told(self, *, seconds: float | None = None) -> str:
        """Write the summary, with the time that the run took if that is wanted."""
        if not (self.course.exercises() or self.statements or self.errors):
            return "no exercises found"
        answers = sum(verdict.runs for verdict in self.verdicts.values())
        cached = sum(verdict.runs for verdict in self.verdicts.values() if verdict.cached)
        source = f", {cached:,} from the cache" if cached else " run"
        ran = f"{self._exercises}, {_count(answers, 'answer')}{source}"
        given = sum(one.computed for one in self.statements)
        if len(self.statements) > given:
            ran += f", {_count(len(self.statements) - given, 'statement')}"
        if given:
            ran += f", {_count(given, 'computed value')}"
        if self.parity.programs:
            programs = _count(len(self.parity.programs), "program")
            ran += f", {self.parity.offered} of {programs} run in the page"
        how = sorted({f"torch {v.torch}, {v.device.upper()}" for v in self.verdicts.values() if v.torch})
        if how and cached < answers:
            how.append(self.sandbox)
        if seconds is not None:
            how.append(_time(seconds))
        with_what = f" ({'; '.join(how)})" if how else ""
        return f"{ran}{with_what}: {self._result}"

    @property
    def left_out(self) -> str:
        """What was not looked at because no change touches it, in a sentence; or empty."""
        scope = self.part.scope
        if scope is None:
            return ""
        left = len({exercise.id for exercise in self.course.exercises()} - scope.exercises)
        pages = sum(bool(page.statements) and page.path not in scope.pages for page in self.course.pages)
        parts = [_count(left, "exercise")] if left else []
        parts += [f"the prose of {_count(pages, 'page')}"] if pages else []
        told = " and ".join(parts)
        return f"Not verified, being as they were at {scope.since}: {told}." if told else ""

    @property
    def _exercises(self) -> str:
        ids = {exercise.id for exercise in self.course.exercises()}
        every = _count(len(self.course.exercises()), "exercise")
        shard, scope = self.part.shard, self.part.scope
        own = len(self.part.runs(ids))
        first = f"shard {shard}: " if shard else ""
        if scope is None:
            return f"{first}{own:,} of {every}" if shard else every
        left = len(ids - scope.exercises)
        why = f"{left:,} not touched since {scope.since}"
        if scope.cause:
            why = f"{scope.cause} has changed since {scope.since} and may touch all"
        return f"{first}{own:,} of {every} verified ({why})"

    @property
    def _result(self) -> str:
        wrong, told = len(self.errors), len(self.findings) - len(self.errors)
        result = "all proven"
        if self.part.scope:
            result = "all of these proven"
        if (self.part.scope or self.part.shard) and not (self.verdicts or self.statements):
            result = "nothing to prove"
        # An explanation of which no point has a claim is left to its reader, as one whose author says why.
        unchecked = {exercise.id for exercise in self.course.exercises() if exercise.unverified}
        unchecked |= {id for id, verdict in self.verdicts.items() if not verdict.runs}
        own = self.part.runs({exercise.id for exercise in self.course.exercises()})
        if left := len(unchecked.intersection(own)):
            result = f"{len(own) - left:,} of {len(own):,} proven, {left:,} not machine-checked"
            if left == len(own):
                result = "no exercise machine-checked"
        if wrong:
            result = _count(wrong, "finding")
        return result + (f", {_count(told, 'warning')}" if told else "")


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
