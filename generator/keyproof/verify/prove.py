"""The stage itself: exercises to jobs, jobs to results, results to verdicts.

In: exercises and a runner. Out: a verdict for each exercise, by id.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.verdict import Verdict
from keyproof.verify.comments import false_comments, with_comments
from keyproof.verify.job import Result, Runner
from keyproof.verify.judge import setup_failed
from keyproof.verify.kinds import KINDS
from keyproof.verify.plan import Plan


def verify(exercises: Sequence[Exercise], *, run: Runner, jobs: int) -> dict[str, Verdict]:
    """Run every answer of every exercise.

    Args:
        exercises: in the order in which the verdicts are wanted.
        run: runs one job; called from several threads.
        jobs: how many exercises are run at the same time.
    """
    executor = ThreadPoolExecutor(max_workers=max(1, jobs))
    try:
        verdicts = executor.map(lambda exercise: verify_one(exercise, run=run), exercises)
        return {verdict.exercise: verdict for verdict in verdicts}
    finally:
        # Nothing is left to wait for, unless Ctrl-C or an error cut it off: then what runs now ends
        # with its pool, and what has not begun never does.
        executor.shutdown(wait=False, cancel_futures=True)


def verify_one(exercise: Exercise, *, run: Runner) -> Verdict:
    """Run every answer of one exercise; one with nothing to run gets an empty verdict."""
    plan = None if exercise.unverified else KINDS[exercise.kind].plan(exercise)
    if plan is None:
        return Verdict(exercise=exercise.id)
    plan = with_comments(plan, exercise)
    result = run(plan.job(exercise))
    judged = _judged(exercise, plan, result)
    return replace(
        judged, python=result.python, torch=result.torch, device=result.device, cached=result.cached
    )


def _judged(exercise: Exercise, plan: Plan, result: Result) -> Verdict:
    if result.setup:
        return Verdict(exercise=exercise.id, findings=(setup_failed(exercise, result.setup),))
    ran = plan.ran(result)
    verdict = KINDS[exercise.kind].verdict(exercise, ran)
    findings = (*verdict.findings, *false_comments(exercise, ran.tensors))
    return replace(verdict, findings=tuple(sorted(findings, key=lambda found: (found.place, found.rule))))
