"""Runs that call for further runs: what is tried next depends on how the last ones ended.

In: a plan, its job and a runner. Out: the plan with every candidate in it, and one result for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.verdict import Outcome
from keyproof.verify.job import Candidate, Job, Result, Runner, joined
from keyproof.verify.plan import Plan

Together = Callable[[Iterable[Job]], Iterable[Result]]
"""Runs several jobs at the same time and gives their results in order."""

Further = Callable[[Exercise, Sequence[Outcome]], tuple[Candidate, ...]]
"""Forms the candidates that the outcomes so far call for."""

BATCH = 100
"""Candidates of one job in a later round, so that several workers share what may be thousands."""


def nothing_further(_exercise: Exercise, _outcomes: Sequence[Outcome]) -> tuple[Candidate, ...]:
    """Be content with the first round."""
    return ()


def explored(
    plan: Plan,
    job: Job,
    *,
    further: Callable[[Sequence[Outcome]], tuple[Candidate, ...]],
    run: Runner,
    together: Together,
) -> tuple[Plan, Result]:
    """Run a job of the plan, and then whatever its outcomes call for, round by round."""
    result = run(job)
    count = len(plan.answers)
    parts, extras = [_part(result, slice(count))], _part(result, slice(count, None))
    while not result.setup and (more := further(joined(parts).outcomes)):
        batches = (more[start : start + BATCH] for start in range(0, len(more), BATCH))
        parts += together([replace(job, candidates=batch) for batch in batches])
        plan = replace(plan, answers=(*plan.answers, *more))
    whole = joined([*parts, extras])
    return plan, replace(whole, setup=result.setup, cached=all(part.cached for part in parts))


def _part(result: Result, some: slice) -> Result:
    return replace(
        result, outcomes=result.outcomes[some], tensors=result.tensors[some], idle=result.idle[some]
    )
