"""Answers that do not end alike in every run: under other random numbers, or on another device.

In: the results of one exercise under several circumstances. Out: findings; none means always the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from keyproof.exercise import Exercise
from keyproof.finding import Finding, Place
from keyproof.verdict import Outcome
from keyproof.verify.job import Result
from keyproof.verify.kinds import KINDS
from keyproof.verify.plan import Plan
from keyproof.verify.predict import computed, same
from keyproof.verify.trace import same_trace
from keyproof.verify.wording import code, told

Results = Mapping[str, Result]
"""Results by what was different about the run, in words; the first is what readers are told."""

SEED = "et the seed in the program: `torch.manual_seed(0)`."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    name: str
    changes: str
    sometimes: str
    expected: str
    hint: str
    predicted: str


def flaky(exercise: Exercise, plan: Plan, results: Results) -> Iterator[Finding]:
    """Report each place whose answer does not end alike under every seed."""
    seeds = [label.removeprefix("seed ") for label in results]
    rule = _Rule(
        name="flaky",
        changes="changes with the random numbers",
        sometimes="under some seeds only",
        expected=f"the same under the seeds {', '.join(seeds[:-1])} and {seeds[-1]}",
        hint=f"Make the check hold for any random numbers, or s{SEED}",
        predicted=f"S{SEED}",
    )
    yield from _compare(exercise, plan, results, rule)


def device_dependent(exercise: Exercise, plan: Plan, results: Results) -> Iterator[Finding]:
    """Report each place whose answer does not end alike on every device."""
    hint = "Make tensors where the layer is, and keep on the CPU what must be there, as lengths of sequences."
    rule = _Rule(
        name="device-dependent",
        changes="changes with the device",
        sometimes="on some devices only",
        expected=f"the same on {' and '.join(results)}",
        hint=hint,
        predicted="Ask for something that is the same everywhere: a shape, or a number with a tolerance.",
    )
    yield from _compare(exercise, plan, results, rule)


def _compare(exercise: Exercise, plan: Plan, results: Results, rule: _Rule) -> Iterator[Finding]:
    failed = {label: result.setup for label, result in results.items() if result.setup}
    if failed:
        ended = {label: failed.get(label) for label in results}
        place = exercise.setup[-1].place
        yield from _difference(exercise, place, f"The setup runs {rule.sometimes}", ended, rule)
        return
    if rule.name == "flaky" and KINDS[exercise.kind].gathered:
        # Every seed counts there, and was judged.
        return
    first = next(iter(results.values()))
    places = KINDS[exercise.kind].places(exercise, first.outcomes[: len(plan.answers)])
    seen: set[Place] = set()
    for index, (candidate, place) in enumerate(zip(plan.answers, places, strict=True)):
        asked = exercise.kind == "predict" and index == 0
        ran = {label: result.outcomes[index] for label, result in results.items()}
        ended = {label: computed(exercise, one) if asked else one for label, one in ran.items()}
        what = f"The answer {rule.changes}" if asked else f"What {code(candidate.name)} does {rule.changes}"
        for finding in _difference(exercise, place, what, ended, rule) if place not in seen else ():
            seen.add(place)
            yield finding


def _difference(
    exercise: Exercise, place: Place, what: str, ended: Mapping[str, Outcome | None], rule: _Rule
) -> Iterator[Finding]:
    first, *rest = ended
    other = next((label for label in rest if not _alike(exercise, ended[first], ended[label])), None)
    if other is not None:
        yield Finding(
            rule=rule.name,
            place=place,
            what=what,
            expected=rule.expected,
            actual="\n".join(f"{label}: {_told(exercise, ended[label])}" for label in (first, other)),
            hint=rule.predicted if exercise.kind == "predict" else rule.hint,
            exercise=exercise.id,
        )


def _alike(exercise: Exercise, one: Outcome | None, other: Outcome | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.state != other.state:
        return False
    # Where a piece of an order raises tells which other orders it has decided.
    if exercise.kind == "order" and one.step == other.step == "program":
        return one.at == other.at
    if exercise.kind == "trace" and one.state == "holds":
        return same_trace(exercise, one, other)
    return exercise.kind != "predict" or same(one.value, other.value, tolerance=exercise.tolerance)


def _told(exercise: Exercise, outcome: Outcome | None) -> str:
    if outcome is None:
        return "it runs"
    if exercise.kind == "predict" and outcome.state == "holds":
        return f"it gives {code(outcome.value)}"
    return told(outcome)
