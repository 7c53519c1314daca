"""Lines of runs: what prose says or asks for is gone through in its order, in one process a line.

In: statements of one line, with what runs before them. Out: the steps of one candidate, and how each of the
statements ended in it.

A mark is printed in front of each statement. What a program printed stands between two of them, and where a
run was ended from outside, the last one tells how far it had come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from keyproof.exercise import Code
from keyproof.statement import Statement
from keyproof.verdict import Outcome, Shown
from keyproof.verify.job import Candidate, Step
from keyproof.verify.plan import step
from keyproof.verify.signature import MADE, signature_steps
from keyproof.verify.stepper import stepper_outcome, unrolling_of

_MARK = (
    "(lambda sys: (sys.stdout.flush(), sys.__stdout__.write('\\x1e{number}\\n'), sys.__stdout__.flush()))"
    "(__import__('sys'))"
)
# The worker writes what cannot be printed as its escape.
_MARKED = re.compile(r"\\x1e(?P<number>[0-9]+)\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Statements that one process goes through."""

    name: str = ""
    """Name of the run it begins with; empty for the line of the page or of the exercise itself."""

    before: tuple[Step, ...] = ()
    """What runs first; nothing is said about it here."""

    statements: tuple[Statement, ...]
    """What is said or asked for, in order."""

    @property
    def seconds(self) -> float | None:
        """The longest time that is declared for something on it; None where nothing is."""
        return max((one.seconds for one in self.statements if one.seconds), default=None)

    def candidate(self) -> Candidate:
        """Give what is run."""
        steps = [*self.before]
        for number, one in enumerate(self.statements):
            steps += [_mark(number), *_steps(one)]
        return Candidate(name=self.name or "prose", steps=(*steps, _mark(len(self.statements))))

    def outcomes(self, ended: Outcome) -> tuple[Outcome | None, ...]:
        """Tell for each statement how it ended; None where the run did not come to it."""
        printed = _printed(ended.stdout)
        if ended.state == "holds" and len(printed) <= len(self.statements):
            ended = replace(ended, state="crash", detail="it closed its own standard output")
        records = iter(ended.shown)
        return tuple(
            self._outcome(number, one, ended, printed, records) for number, one in enumerate(self.statements)
        )

    def _outcome(
        self, number: int, one: Statement, ended: Outcome, printed: Sequence[str], records: Iterator[Shown]
    ) -> Outcome | None:
        if number >= len(printed):
            return None
        if number == len(printed) - 1:
            # The last mark of all stands behind the last statement: this one is where the run ended.
            return replace(ended, stdout=printed[number])
        own = [shown for step, shown in zip(_showing(one), records, strict=False) if step]
        if one.sort in ("run", "output"):
            return Outcome(candidate=ended.candidate, state="holds", stdout=printed[number])
        if one.sort == "stepper":
            return stepper_outcome(one, Outcome(candidate="", state="holds", stdout=printed[number]))
        return _shown(own) if own else None


def lines_of_page(statements: Sequence[Statement]) -> list[Line]:
    """Sort what a page says by its lines."""
    names = dict.fromkeys(one.line for one in statements)
    return [
        Line(name=name, statements=tuple(one for one in statements if one.line == name)) for name in names
    ]


def code_of(one: Statement) -> Code | None:
    """Give the code that a statement has."""
    return Code(source=one.source, place=one.source_place) if one.source_place else None


def _shown(records: Sequence[Shown]) -> Outcome:
    ended = Outcome(candidate="", state="holds", value=records[-1].text)
    failed = next((shown for shown in records if shown.raised or shown.detail), None)
    if failed is None:
        return ended
    state: Literal["refuted", "output"] = "refuted" if failed.raised else "output"
    return replace(ended, state=state, step="answer", raised=failed.raised, detail=failed.detail)


def _steps(one: Statement) -> tuple[Step, ...]:
    asked = code_of(one)
    if one.sort == "output":
        return ()
    if one.sort == "signature":
        made, *others = signature_steps(one)
        return (made, *(replace(other, show="number") for other in others))
    assert asked is not None
    if one.sort == "run":
        return (step("program", asked),)
    if one.sort == "stepper":
        return (step("program", asked), *unrolling_of(one))
    mode: Literal["run", "value"] = "run" if one.sort in ("figure", "table") else "value"
    return (replace(step("answer", asked), mode=mode, show=one.sort, spec=one.spec),)


def _showing(one: Statement) -> list[Step]:
    return [step for step in _steps(one) if step.show]


def _mark(number: int) -> Step:
    return Step(role="setup", source=_MARK.format(number=number), path=MADE, lines=(1,))


def _printed(text: str) -> list[str]:
    """Cut what a run printed at its marks; what stands before the first belongs to nobody."""
    parts: list[str] = []
    begin = 0
    for mark in _MARKED.finditer(text):
        # Whatever else looks like a mark was printed by a program.
        if int(mark["number"]) == len(parts):
            parts.append("")
            if len(parts) > 1:
                parts[-2] = text[begin : mark.start()]
            begin = mark.end()
    if parts:
        parts[-1] = text[begin:]
    return parts
