"""`experiment`: under every seed the baseline misses the target and the solution reaches it, by its labels.

In: an exercise with its solution. Out: its runs, and a verdict over all seeds.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from statistics import median

from keyproof.exercise import Code, Comparison, Exercise, Experiment
from keyproof.finding import Finding, Place
from keyproof.trees import tree_of
from keyproof.verdict import Answer, Outcome, State, Verdict
from keyproof.verify.job import Candidate, Step
from keyproof.verify.judge import LIMITS, failing_line, limit_finding
from keyproof.verify.plan import Plan, Ran, steps
from keyproof.verify.wording import code, told

BASELINE, SOLUTION, CONTROL = "baseline", "solution", "solution with shuffled labels"
"""What is run, in this order."""

COMPARE: Mapping[Comparison, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}

_SHUFFLE = """\
{name}.copy_({name}[__import__("torch").randperm(len({name}), device={name}.device)])
"""
"""In place, since the setup may have put the tensor into a data set. Of what is no tensor it raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """What one program gave under every seed."""

    name: str
    place: Place
    outcomes: tuple[Outcome, ...]
    values: tuple[float | None, ...]
    """The metric, or None where a run gave no finite number."""

    def seeds(self, chosen: Sequence[bool]) -> str:
        """Say what the metric was under some of the seeds."""
        found = [(n, value) for n, value in enumerate(self.values) if chosen[n] and value is not None]
        return ", ".join(f"{value:.6g} under seed {seed}" for seed, value in found)


def plan(exercise: Exercise) -> Plan | None:
    """Form the runs of one seed."""
    experiment, baseline = exercise.experiment, exercise.program
    if not experiment or not baseline:
        return None
    asked = Step(
        role="answer",
        source=experiment.metric,
        path=exercise.place.path,
        lines=(exercise.place.line,),
        mode="value",
    )
    shuffle = Step(
        role="control",
        source=_SHUFFLE.format(name=experiment.labels),
        path=experiment.place.path,
        lines=(experiment.place.line,) * 2,
    )
    solution = steps(("program", experiment.solution))
    runs = [
        Candidate(name=BASELINE, steps=(*steps(("program", baseline)), asked)),
        Candidate(name=SOLUTION, steps=(*solution, asked)),
    ]
    if experiment.labels:
        runs.append(Candidate(name=CONTROL, steps=(shuffle, *solution, asked)))
    return Plan(answers=tuple(runs))


def verdict(exercise: Exercise, ran: Ran) -> Verdict:
    """Judge a single seed, as on another device."""
    return gathered(exercise, (ran,))


def gathered(exercise: Exercise, every: Sequence[Ran]) -> Verdict:
    """Judge what came of all seeds."""
    experiment = exercise.experiment
    if experiment is None:
        return Verdict(exercise=exercise.id)
    found = [_series(exercise, every, index) for index in range(len(every[0].answers))]
    answers = tuple(_answer(experiment, series) for series in found)
    return Verdict(
        exercise=exercise.id,
        answers=answers,
        measured=tuple(series.values for series in found),
        findings=tuple(_findings(exercise, experiment, found)),
    )


def places(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    """Give the place of each program; the control is about the labels."""
    experiment, baseline = exercise.experiment, exercise.program
    if not experiment or not baseline:
        return tuple(exercise.place for _ in outcomes)
    return (baseline.place, experiment.solution.place, experiment.place)[: len(outcomes)]


def reached(experiment: Experiment, value: float | None) -> bool:
    """Tell whether a number reaches the target; none does not."""
    compare, bound = experiment.target
    return value is not None and COMPARE[compare](value, bound)


def _series(exercise: Exercise, every: Sequence[Ran], index: int) -> _Series:
    outcomes = tuple(ran.answers[index] for ran in every)
    name = (BASELINE, SOLUTION, CONTROL)[index]
    place = places(exercise, outcomes=(*every[0].answers,))[index]
    return _Series(name=name, place=place, outcomes=outcomes, values=tuple(map(_number, outcomes)))


def _number(outcome: Outcome) -> float | None:
    if outcome.state != "holds" or outcome.form != "number":
        return None
    value = float(outcome.value)
    return value if math.isfinite(value) else None


def _answer(experiment: Experiment, series: _Series) -> Answer:
    """Make one answer of all runs: it holds if every one of them reached the target."""
    first = series.outcomes[0]
    numbers = [value for value in series.values if value is not None]
    if numbers and first.state == "holds":
        holds = all(reached(experiment, value) for value in series.values)
        state: State = "holds" if holds else "refuted"
        value = f"{median(numbers):.6g}"
        first = Outcome(candidate=series.name, state=state, value=value, form="number")
    return Answer(label=series.name, outcome=first, keyed=series.name == SOLUTION)


def _findings(exercise: Exercise, experiment: Experiment, found: Sequence[_Series]) -> Iterator[Finding]:
    programs = [series for series in found if series.name != CONTROL]
    # What is wrong with the solution itself would be told twice.
    for some in (programs, found[len(programs) :]):
        broken = [finding for series in some if (finding := _broken(exercise, experiment, series))]
        if broken:
            yield from broken
            return
    for series in found:
        rule = _RULES[series.name]
        # What diverges with shuffled labels has not learnt from them.
        faults = [reached(experiment, value) is rule.fault for value in series.values]
        if any(faults):
            compare, bound = experiment.target
            yield Finding(
                rule=rule.name,
                place=series.place,
                what=rule.what,
                expected=f"{code(f'{experiment.metric} {compare} {bound:.15g}')} under {rule.expected}",
                actual=f"{code(experiment.metric)} is {series.seeds(faults)}",
                hint=rule.hint,
                exercise=exercise.id,
            )


def _broken(exercise: Exercise, experiment: Experiment, series: _Series) -> Finding | None:
    """Report a program that gives no number, once."""
    outcome = next((one for one in series.outcomes if one.state in LIMITS), None)
    if outcome:
        return limit_finding(exercise, outcome, series.place, f"The {series.name}")
    if series.name == CONTROL:
        outcome = next((one for one in series.outcomes if one.raised), None)
        return _no_control(exercise, experiment, outcome) if outcome else None
    outcome = next((one for one in series.outcomes if _number(one) is None), None)
    if outcome is None:
        return None
    program = exercise.program if series.name == BASELINE else experiment.solution
    assert program is not None
    if outcome.state == "refuted" and outcome.step == "program":
        return Finding(
            rule="broken-program",
            place=failing_line(program, outcome),
            what=f"The {series.name} does not run",
            actual=told(outcome),
            hint="Mend it; it has to run to its end under every seed.",
            exercise=exercise.id,
        )
    return _no_number(exercise, experiment, program, series.name, outcome)


def _no_number(
    exercise: Exercise, experiment: Experiment, program: Code, name: str, outcome: Outcome
) -> Finding:
    gave = told(outcome) if outcome.state == "refuted" else f"it is {code(outcome.value)}"
    return Finding(
        rule="no-metric",
        place=program.place,
        what=f"{code(experiment.metric)} of the {name} is not a finite number",
        expected="one number, as `float(…)` gives it",
        actual=gave,
        hint="Make it a number: `.item()` of a tensor of one value. What diverges needs another metric.",
        exercise=exercise.id,
    )


def _no_control(exercise: Exercise, experiment: Experiment, outcome: Outcome) -> Finding:
    """Report a control that shows nothing: labels cannot be shuffled, or a program needs their order."""
    if outcome.step == "control":
        return _no_labels(exercise, experiment, outcome)
    return Finding(
        rule="no-labels",
        place=experiment.place,
        what=f"With {code(experiment.labels)} shuffled the solution does not run, which shows nothing",
        expected="targets to learn, whose order a program does not need",
        actual=told(outcome),
        hint="Name the tensor that the loss is compared with, and nothing that describes the inputs.",
        exercise=exercise.id,
    )


def _no_labels(exercise: Exercise, experiment: Experiment, outcome: Outcome) -> Finding:
    error = outcome.raised
    missing = error is not None and error.type == "NameError"
    near = get_close_matches(experiment.labels, sorted(_made(exercise)), n=1) if missing else []
    label = code(experiment.labels)
    return Finding(
        rule="no-labels",
        place=experiment.place,
        what=f"The setup makes no {label}" if missing else f"{label} cannot be shuffled",
        expected="a tensor that the setup makes, one label for each entry of its first axis",
        actual=f"{error.type}: {error.message}" if error else told(outcome),
        hint=f"Did you mean `{near[0]}`?" if near else "Name the tensor that the programs learn from.",
        exercise=exercise.id,
    )


def _made(exercise: Exercise) -> set[str]:
    trees = [tree_of(part.source) for part in exercise.setup]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    name: str
    fault: bool
    """Whether it is a fault to reach the target, or to miss it."""
    what: str
    expected: str
    hint: str


_RULES = {
    BASELINE: _Rule(
        name="baseline-reaches",
        fault=True,
        what="The baseline reaches the target: there is nothing to improve",
        expected="no seed",
        hint="Raise the target, or make the baseline weaker. One lucky seed is enough for a reader.",
    ),
    SOLUTION: _Rule(
        name="solution-misses",
        fault=False,
        what="The solution does not reach the target",
        expected="every seed",
        hint="Mend the solution or lower the target; or there is nothing in the data to be learnt.",
    ),
    CONTROL: _Rule(
        name="leakage",
        fault=True,
        what="The solution reaches the target with shuffled labels too: it learns nothing from them",
        expected="no seed, once the labels are shuffled",
        hint="Measure on data that were not trained on, with a target that guessing misses.",
    ),
}
