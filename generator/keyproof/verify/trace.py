"""`trace`: the layer itself makes the key; the numbers of usual slips are computed too.

In: an exercise with a layer and its input. Out: its runs, the key, the slips that differ, and findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.finding import Finding, Place
from keyproof.trace import Part, Trace
from keyproof.unrolled import Moment, Unrolled
from keyproof.verdict import Answer, Outcome, Verdict
from keyproof.verify.job import Candidate
from keyproof.verify.judge import LIMITS, failing_line, limit_finding
from keyproof.verify.plan import Plan, Ran, steps
from keyproof.verify.unrolled import SLIPS, refusal, unrolled, unrolling
from keyproof.verify.wording import code, told

MOST_UNITS, MOST_STEPS = 3, 4
"""Numbers of a state, and steps of time: more is no work for a hand."""

KEY = "the layer"
"""Name of the run that makes the key."""

EQUAL = 1e-6
"""A slip that changes no number by more than this is none here, as with a bias that is zero."""


def plan(exercise: Exercise) -> Plan | None:
    """Form the run that makes the key, and one for each usual slip."""
    program, trace = steps(("program", exercise.program)), exercise.trace
    if not program or not trace:
        return None
    runs = ((slip or KEY, slip) for slip in (None, *SLIPS))
    return Plan(
        answers=tuple(
            Candidate(
                name=name,
                steps=(
                    *program,
                    *unrolling(trace.layer, trace.given, state=trace.state, place=exercise.place, slip=slip),
                ),
            )
            for name, slip in runs
        )
    )


def verdict(exercise: Exercise, ran: Ran) -> Verdict:
    """Take the key from the layer, and keep the slips that lead elsewhere."""
    key, *slips = ran.answers
    trace = exercise.trace
    fault = _fault(exercise, ran.answers)
    if fault or trace is None:
        return Verdict(exercise=exercise.id, findings=(fault,) if fault else ())
    right = unrolled(key)
    others = {one.candidate: (one, unrolled(one)) for one in slips}
    apart = {name: distance(trace.parts, right, each) for name, (_, each) in others.items()}
    # Whoever is asked for a state goes through its sum: a slip there that no state shows is not found out.
    ways: tuple[Part, ...] = ("sum", "h") if "h" in trace.parts else trace.parts
    kept = [name for name, (_, each) in others.items() if distance(ways, right, each) > EQUAL]
    answers = [Answer(label=KEY, outcome=key, keyed=True)]
    answers += [
        Answer(label=name, outcome=replace(others[name][0], state="refuted", step="answer"), keyed=False)
        for name in kept
    ]
    alike = [name for name in kept if apart[name] <= trace.tolerance]
    return Verdict(
        exercise=exercise.id,
        unrolled=(right, *(others[name][1] for name in kept)),
        answers=tuple(answers),
        findings=(
            *_too_much(exercise, right),
            *(_alike(exercise, trace, name, apart[name]) for name in alike),
        ),
    )


def places(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    """Give the place of the heading, where the layer is named, for each run."""
    return tuple(exercise.place for _ in outcomes)


def distance(parts: Sequence[Part], one: Unrolled, other: Unrolled) -> float:
    """Give the greatest difference between two computations in some of their parts."""
    if len(one.moments) != len(other.moments) or len(one.start) != len(other.start):
        return float("inf")
    pairs = zip(one.moments, other.moments, strict=True)
    return max(
        abs(left - right)
        for mine, its in pairs
        for part in parts
        for left, right in zip(numbers(mine, part), numbers(its, part), strict=True)
    )


def numbers(moment: Moment, part: Part) -> tuple[float, ...]:
    """Give what is asked for at one step."""
    return moment.total if part == "sum" else moment.after


def same_trace(exercise: Exercise, one: Outcome, other: Outcome) -> bool:
    """Tell whether two runs of a layer give the same numbers, as far as a reader is asked for them."""
    trace = exercise.trace
    return trace is None or distance(trace.parts, unrolled(one), unrolled(other)) <= trace.tolerance


def _fault(exercise: Exercise, outcomes: Sequence[Outcome]) -> Finding | None:
    ended = next((outcome for outcome in outcomes if outcome.state != "holds"), None)
    if ended is None:
        return None
    program = exercise.program
    if ended.state in LIMITS:
        return limit_finding(exercise, ended, program.place if program else exercise.place, "The program")
    why = refusal(ended)
    in_program = ended.step == "program" and program is not None
    return Finding(
        rule="no-key" if why else "broken-program",
        place=failing_line(program, ended) if in_program and program else exercise.place,
        what="This layer cannot be traced by hand" if why else "The program does not run",
        expected="one `nn.RNN` of one layer and one direction, and one sequence" if why else "",
        actual=why or told(ended),
        hint="Make another layer or input, or name another one with `layer=` and `input=` on the heading."
        if not in_program
        else "Mend the program.",
        exercise=exercise.id,
    )


def _too_much(exercise: Exercise, right: Unrolled) -> Iterator[Finding]:
    units, moments = len(right.start), len(right.moments)
    if units > MOST_UNITS or moments > MOST_STEPS:
        yield Finding(
            rule="option-count",
            place=exercise.place,
            what="This is too much to go through by hand",
            expected=f"at most {MOST_UNITS} numbers in a state and {MOST_STEPS} steps",
            actual=f"{units} numbers and {moments} steps",
            hint="Make the layer or its input smaller.",
            exercise=exercise.id,
        )


def _alike(exercise: Exercise, trace: Trace, slip: str, apart: float) -> Finding:
    return Finding(
        rule="ambiguous-key",
        place=exercise.place,
        what=f"The numbers cannot tell a right computation from the slip {code(slip)}",
        expected=f"a difference of more than {trace.tolerance:g} somewhere",
        actual=f"the greatest difference is {apart:.2g}",
        hint="Choose weights or inputs that tell them apart, or a smaller `tolerance`.",
        exercise=exercise.id,
    )
