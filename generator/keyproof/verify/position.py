"""Where code stands in an author's file is no part of what is run: a line put in above changes no outcome.

In: a runner. Out: a runner that has each job run with lines of its own, and gives results with the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from keyproof.verdict import Outcome, Raised, Shown
from keyproof.verify.job import Candidate, Job, Result, Runner, Step, Tensor

_FRAME = re.compile(r'File "(?P<path>[^"\n]+)", line (?P<line>[0-9]+)')
"""A place as Python prints it in tracebacks."""

Lines = Mapping[str, Sequence[int]]
"""For each path the author's lines, in the order in which a job first has code from them."""


def anywhere(run: Runner) -> Runner:
    """Let a runner see jobs as if their code stood at the top of its file, so that equal code is equal."""

    def ran(job: Job) -> Result:
        lines = _lines(job)
        return _Placed(lines=lines).result(run(_unplaced(job, lines)))

    return ran


def _steps(job: Job) -> Iterator[Step]:
    yield from job.setup
    for candidate in job.candidates:
        yield from candidate.steps


def _lines(job: Job) -> dict[str, tuple[int, ...]]:
    """Give each file's lines in the order of their first use, which is the same wherever they stand."""
    found: dict[str, dict[int, None]] = {}
    for step in _steps(job):
        found.setdefault(step.path, {}).update(dict.fromkeys(step.lines))
    return {path: tuple(lines) for path, lines in found.items()}


def _unplaced(job: Job, lines: Lines) -> Job:
    numbers = {path: {line: number for number, line in enumerate(own, 1)} for path, own in lines.items()}

    def moved(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(
            replace(step, lines=tuple(numbers[step.path][line] for line in step.lines)) for step in steps
        )

    candidates = tuple(Candidate(name=one.name, steps=moved(one.steps)) for one in job.candidates)
    return replace(job, setup=moved(job.setup), candidates=candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """Puts the author's lines back into whatever names one."""

    lines: Lines

    def result(self, result: Result) -> Result:
        return replace(
            result,
            outcomes=tuple(map(self._outcome, result.outcomes)),
            tensors=tuple(tuple(map(self._tensor, some)) for some in result.tensors),
            setup=self._outcome(result.setup) if result.setup else None,
        )

    def _outcome(self, outcome: Outcome) -> Outcome:
        return replace(
            outcome,
            raised=self._raised(outcome.raised) if outcome.raised else None,
            value=self._text(outcome.value),
            stdout=self._text(outcome.stdout),
            shown=tuple(map(self._shown, outcome.shown)),
        )

    def _shown(self, shown: Shown) -> Shown:
        raised = self._raised(shown.raised) if shown.raised else None
        return replace(shown, text=self._text(shown.text), raised=raised)

    def _raised(self, raised: Raised) -> Raised:
        return replace(
            raised,
            line=self._line(raised.path, raised.line),
            message=self._text(raised.message),
            traceback=self._text(raised.traceback),
        )

    def _tensor(self, tensor: Tensor) -> Tensor:
        return replace(tensor, line=self._line(tensor.path, tensor.line))

    def _line(self, path: str, number: int) -> int:
        own = self.lines.get(path, ())
        return own[number - 1] if 1 <= number <= len(own) else number

    def _text(self, text: str) -> str:
        # A program may print a traceback or a warning of its own.
        for path in (path for path in self.lines if f"{path}:" in text):
            text = re.sub(f"{re.escape(path)}:([0-9]+)", partial(self._place, path), text)
        return _FRAME.sub(self._frame, text) if 'File "' in text else text

    def _place(self, path: str, match: re.Match[str]) -> str:
        return f"{path}:{self._line(path, int(match[1]))}"

    def _frame(self, match: re.Match[str]) -> str:
        return f'File "{match["path"]}", line {self._line(match["path"], int(match["line"]))}'
