"""Answers whose outcome hangs on random numbers: the same run under other seeds ends otherwise.

In: the results of one exercise by seed. Out: findings; none means that every answer does the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from keyproof.exercise import Exercise
from keyproof.finding import Finding, Place
from keyproof.verdict import Outcome
from keyproof.verify.job import Result
from keyproof.verify.kinds import KINDS
from keyproof.verify.plan import Plan
from keyproof.verify.predict import computed, same
from keyproof.verify.wording import code, told

SEED = "set the seed in the program: `torch.manual_seed(0)`."


def flaky(exercise: Exercise, plan: Plan, results: Mapping[int, Result]) -> Iterator[Finding]:
    """Report each place whose answer does not end alike under every seed.

    Args:
        exercise: what was run.
        plan: whose `answers` each result begins with.
        results: by seed; the first one is what readers are told.
    """
    failed = {seed: result.setup for seed, result in results.items() if result.setup}
    if failed:
        yield _finding(exercise, exercise.setup[-1].place, "The setup runs under some seeds only",
                       {seed: failed.get(seed) for seed in results})  # fmt: skip
        return
    first, *_ = results.values()
    places = KINDS[exercise.kind].places(exercise, first.outcomes[: len(plan.answers)])
    seen: set[Place] = set()
    for index, (candidate, place) in enumerate(zip(plan.answers, places, strict=True)):
        ended = {seed: _made(exercise, index, result.outcomes[index]) for seed, result in results.items()}
        if place in seen or all(_alike(exercise, ended[0], other) for other in ended.values()):
            continue
        seen.add(place)
        what = f"What {code(candidate.name)} does changes with the random numbers"
        if exercise.kind == "predict" and index == 0:
            what = "The answer changes with the random numbers"
        yield _finding(exercise, place, what, ended)


def _made(exercise: Exercise, index: int, outcome: Outcome) -> Outcome:
    return computed(exercise, outcome) if exercise.kind == "predict" and index == 0 else outcome


def _alike(exercise: Exercise, one: Outcome | None, other: Outcome | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.state != other.state:
        return False
    return exercise.kind != "predict" or same(one.value, other.value, tolerance=exercise.tolerance)


def _finding(exercise: Exercise, place: Place, what: str, ended: Mapping[int, Outcome | None]) -> Finding:
    *most, last = map(str, ended)
    other = next(seed for seed, outcome in ended.items() if not _alike(exercise, ended[0], outcome))
    shown = [f"seed {seed}: {_told(exercise, ended[seed])}" for seed in (0, other)]
    general = f"Make the check hold for any random numbers, or {SEED}"
    return Finding(
        rule="flaky",
        place=place,
        what=what,
        expected=f"the same under the seeds {', '.join(most)} and {last}",
        actual="\n".join(shown),
        hint=SEED[0].upper() + SEED[1:] if exercise.kind == "predict" else general,
        exercise=exercise.id,
    )


def _told(exercise: Exercise, outcome: Outcome | None) -> str:
    if outcome is None:
        return "it runs"
    if exercise.kind == "predict" and outcome.state == "holds":
        return f"it gives {code(outcome.value)}"
    return told(outcome)
