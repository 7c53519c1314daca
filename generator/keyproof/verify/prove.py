"""The stage itself: exercises to jobs, jobs to results, results to verdicts.

In: exercises and a runner. Out: a verdict for each exercise, by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from keyproof.course import SourcePage
from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.progress import SILENT, Progress
from keyproof.statement import Checked
from keyproof.verdict import Elsewhere, Verdict
from keyproof.verify.comments import checked_comments, false_comments, with_comments
from keyproof.verify.devices import CPU, Device
from keyproof.verify.flaky import device_dependent, flaky
from keyproof.verify.job import Result, Runner, confining
from keyproof.verify.judge import LIMITS, setup_failed
from keyproof.verify.kinds import KINDS
from keyproof.verify.layers import never_run, with_layers
from keyproof.verify.plan import Plan
from keyproof.verify.position import anywhere
from keyproof.verify.rounds import Together, explored
from keyproof.verify.stated import Compared, of_exercise, of_page

AHEAD = 2
"""Exercises in work for each one that can run: while one is judged, the next has its runs."""


def verify(  # noqa: PLR0913 each is a fact about the run
    exercises: Sequence[Exercise], *, run: Runner, jobs: int, seeds: int = 1,
    on: Sequence[Device] = (CPU,), progress: Progress = SILENT,
) -> dict[str, Verdict]:
    """Run every answer of every exercise.

    Args:
        exercises: in the order in which the verdicts are wanted.
        run: runs one job; called from several threads.
        jobs: how many of them keep the runner busy.
        seeds: under how many seeds of random numbers each answer is run, from 0 on.
        on: devices that each answer is run on; readers are told what happens on the first.
        progress: told of each verdict, however many runs it took.
    """
    run = anywhere(run)
    # An exercise only waits for its runs, so that even those of a single one keep all workers busy.
    runs, waits = ThreadPoolExecutor(max(1, jobs)), ThreadPoolExecutor(AHEAD * max(1, jobs))
    single = partial(
        verify_one,
        run=lambda job: runs.submit(run, job).result(),
        seeds=seeds, on=on, together=partial(runs.map, run),
    )  # fmt: skip

    def told(exercise: Exercise) -> Verdict:
        verdict = single(exercise)
        progress.step()
        return verdict

    try:
        return {verdict.exercise: verdict for verdict in waits.map(told, exercises)}
    finally:
        # Nothing is left to wait for, unless Ctrl-C or an error cut it off: then what runs now ends
        # with its pool, and what has not begun never does.
        for executor in (waits, runs):
            executor.shutdown(wait=False, cancel_futures=True)


def verify_pages(
    pages: Sequence[SourcePage], *, run: Runner, jobs: int, seeds: int = 1, on: Sequence[Device] = (CPU,)
) -> Compared:
    """Hold what pages say outside of exercises against runs; the arguments are those of `verify`."""
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as executor:
        compare = partial(of_page, run=anywhere(run), seeds=seeds, device=on[0])
        compared = list(executor.map(compare, pages))
    return Compared(
        findings=tuple(finding for one in compared for finding in one.findings),
        statements=tuple(statement for one in compared for statement in one.statements),
        computed=tuple(computed for one in compared for computed in one.computed),
        confined=tuple(sorted({combination for one in compared for combination in one.confined})),
    )


def verify_one(
    exercise: Exercise, *, run: Runner, seeds: int = 1, on: Sequence[Device] = (CPU,),
    together: Together | None = None,
) -> Verdict:
    """Run every answer of one exercise; one with nothing to run gets an empty verdict.

    What readers see comes from seed 0 and the first device. The others only tell whether that was luck.
    """
    plan = None if exercise.unverified else KINDS[exercise.kind].plan(exercise)
    first, *others = on
    said = of_exercise(exercise, run=run, seeds=seeds, device=first)
    if plan is None:
        return Verdict(
            exercise=exercise.id, findings=said.findings, statements=said.statements,
            computed=said.computed, confined=said.confined,
        )  # fmt: skip
    plan = with_layers(with_comments(plan, exercise), exercise)
    at_once = together or partial(map, run)
    further = partial(KINDS[exercise.kind].further, exercise)
    plan, result = explored(plan, plan.job(exercise, first), further=further, run=run, together=at_once)
    judged = _with(_judged(exercise, plan, (result,)), said.findings, said.statements)
    results: list[Result] = []
    # What hit a limit is a finding already, and each further run would have to hit it again.
    if not result.setup and all(outcome.state not in LIMITS for outcome in result.outcomes):
        again = partial(plan.again, exercise)
        sown = {f"seed {seed}": again(seed=seed, device=first) for seed in range(1, _seeds(exercise, seeds))}
        moved = {str(device): again(seed=0, device=device) for device in others}
        results = list(at_once([*sown.values(), *moved.values()]))
        by_seed, by_device = results[: len(sown)], results[len(sown) :]
        whole = _judged(exercise, plan, (result, *(one for one in by_seed if not one.setup)))
        judged = _with(whole, said.findings, said.statements)
        seen = {"seed 0": result, **dict(zip(sown, by_seed, strict=True))}
        judged = _with(judged, flaky(exercise, plan, seen))
        seen = {str(first): result, **dict(zip(moved, by_device, strict=True))}
        judged = _with(judged, device_dependent(exercise, plan, seen))
        moved_to = tuple(_elsewhere(exercise, plan, one) for one in by_device)
        judged = replace(judged, elsewhere=moved_to)
    every = (result, *results)
    return replace(
        judged, computed=said.computed, python=result.python, torch=result.torch, device=result.device,
        cached=all(one.cached for one in every), outside=any(one.outside for one in every),
        confined=tuple(sorted({*said.confined, *confining(every)})),
    )  # fmt: skip


def _seeds(exercise: Exercise, seeds: int) -> int:
    """Give the number of seeds: that of an experiment is a part of what it claims."""
    return exercise.experiment.runs if exercise.experiment else seeds


def _elsewhere(exercise: Exercise, plan: Plan, result: Result) -> Elsewhere:
    if result.setup:
        return Elsewhere(device=result.device, answers=())
    # The runs that test the check itself were on the first device alone.
    ran = Plan(answers=plan.answers).ran(result)
    return Elsewhere(device=result.device, answers=KINDS[exercise.kind].verdict(exercise, ran).answers)


def _judged(exercise: Exercise, plan: Plan, results: Sequence[Result]) -> Verdict:
    """Judge what came of the first seed, or of all, where the kind wants to know them."""
    result, *others = results
    row = KINDS[exercise.kind]
    if result.setup:
        failed = Verdict(exercise=exercise.id, findings=(setup_failed(exercise, result.setup),))
        return _with(failed, (), checked_comments(exercise, ()))
    ran = plan.ran(result)
    # The runs that test the check itself were under the first seed alone.
    every = (ran, *(Plan(answers=plan.answers).ran(one) for one in others))
    verdict = row.gathered(exercise, every) if row.gathered else row.verdict(exercise, ran)
    verdict = _with(
        verdict, false_comments(exercise, ran.tensors), checked_comments(exercise, ran.tensors)
    )
    # A check that is to be written anew for another reason needs no second finding.
    vacuous = any(finding.rule == "vacuous-check" for finding in verdict.findings)
    return verdict if vacuous else _with(verdict, never_run(exercise, ran))


def _with(verdict: Verdict, found: Iterable[Finding], said: Iterable[Checked] = ()) -> Verdict:
    findings = sorted((*verdict.findings, *found), key=lambda finding: (finding.place, finding.rule))
    statements = sorted((*verdict.statements, *said), key=lambda one: one.place)
    return replace(verdict, findings=tuple(findings), statements=tuple(statements))
