"""Checks that only build a layer: wrong arguments often pass the constructor and fail in the first call.

In: an exercise and its plan. Out: the key's run once more with an eye on its layers, and findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.verify.job import Candidate
from keyproof.verify.plan import Plan, Ran
from keyproof.verify.wording import code, names


def with_layers(plan: Plan, exercise: Exercise) -> Plan:
    """Run the key once more, and note which layers it builds and whether any of them is called."""
    keyed = _keyed(plan, exercise)
    # In a run of its own: the methods of layers are wrapped in it, and the key's is to be untouched.
    if keyed is None or not any(step.role == "check" for step in keyed.steps):
        return plan
    first, *rest = keyed.steps
    return replace(plan, built=replace(keyed, steps=(replace(first, layers=True), *rest)))


def never_run(exercise: Exercise, ran: Ran) -> Iterator[Finding]:
    """Report a check that a layer passes without being called."""
    if not exercise.check or not ran.built or ran.built.state != "holds" or not ran.idle:
        return
    yield Finding(
        rule="never-run",
        place=exercise.check.place,
        what="The check never runs the layer that the answer builds",
        expected=f"a call of {code(ran.idle[0])} in the program or in the check",
        actual=f"{names(ran.idle)} {'is' if len(ran.idle) == 1 else 'are'} built, and no layer is called",
        hint=f"Call it once: `{ran.idle[0]}(torch.randn(…))`. Many wrong arguments fail only then.",
        exercise=exercise.id,
    )


def _keyed(plan: Plan, exercise: Exercise) -> Candidate | None:
    if exercise.kind == "fill":
        key = ", ".join(blank.text for blank in exercise.blanks)
        return next((candidate for candidate in plan.answers if candidate.name == key), None)
    if exercise.kind in ("order", "write"):
        return plan.answers[0]
    if exercise.kind in ("predict", "trace", "card", "experiment", "explain"):
        return None
    pairs = zip(exercise.options, plan.answers, strict=True)
    return next((candidate for option, candidate in pairs if option.keyed), None)
