"""`explain`: one run for each claim of a point; without a claim there is nothing to run.

In: an exercise with points. Out: its runs and its verdict, whose answers are the points that have a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keyproof.exercise import Code, Exercise, Option
from keyproof.finding import Finding, Place
from keyproof.verdict import Answer, Outcome, Verdict
from keyproof.verify.job import Candidate
from keyproof.verify.judge import LIMITS, failing_line, limit_finding
from keyproof.verify.plan import Plan, Ran, plain, steps
from keyproof.verify.vacuous import empty_claim
from keyproof.verify.wording import told


def plan(exercise: Exercise) -> Plan | None:
    """Form a candidate for each claim; None where no point has one."""
    answers = tuple(
        Candidate(name=plain(point), steps=steps(("program", exercise.program), ("claim", claim)))
        for point, claim in _claims(exercise)
    )
    return Plan(answers=answers) if answers else None


def verdict(exercise: Exercise, ran: Ran) -> Verdict:
    """Judge every claim by itself: points are true together, so none has to be false."""
    pairs = list(zip(_claims(exercise), ran.answers, strict=True))
    answers = tuple(Answer(label=plain(point), outcome=outcome, keyed=True) for (point, _), outcome in pairs)
    broken = [outcome for _, outcome in pairs if outcome.state == "refuted" and outcome.step == "program"]
    if broken and exercise.program:
        found = [_broken(exercise, exercise.program, broken[0])]
    else:
        found = [one for (_, claim), outcome in pairs for one in _findings(exercise, claim, outcome)]
    return Verdict(exercise=exercise.id, answers=answers, findings=tuple(found))


def places(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    """Give the place of each claim."""
    return tuple(claim.place for _, claim in _claims(exercise))[: len(outcomes)]


def _claims(exercise: Exercise) -> list[tuple[Option, Code]]:
    return [(point, point.claim) for point in exercise.options if point.claim]


def _findings(exercise: Exercise, claim: Code, outcome: Outcome) -> Iterator[Finding]:
    if outcome.state in LIMITS:
        yield limit_finding(exercise, outcome, claim.place, "The claim of this point")
    elif outcome.state == "refuted":
        yield Finding(
            rule="wrong-key",
            place=failing_line(claim, outcome),
            what="The claim of this point does not hold",
            expected="the claim holds",
            actual=told(outcome),
            hint="Mend the point, or its claim.",
            exercise=exercise.id,
        )
    else:
        yield from empty_claim(exercise, claim, of="the point")


def _broken(exercise: Exercise, program: Code, outcome: Outcome) -> Finding:
    return Finding(
        rule="broken-program",
        place=failing_line(program, outcome),
        what="The program does not run",
        actual=told(outcome),
        hint="Mend the program; every claim is judged by what it leaves behind.",
        exercise=exercise.id,
    )
