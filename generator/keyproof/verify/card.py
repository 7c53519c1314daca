"""`card`: one run, of the claim that proves the back.

In: an exercise with a claim. Out: its run and its verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding, Place
from keyproof.verdict import Answer, Outcome, Verdict
from keyproof.verify.job import Candidate
from keyproof.verify.judge import LIMITS, failing_line, limit_finding
from keyproof.verify.plan import Plan, Ran, steps
from keyproof.verify.vacuous import empty_claim
from keyproof.verify.wording import told


def plan(exercise: Exercise) -> Plan | None:
    """Form the one candidate; None if there is nothing to run."""
    if exercise.check is None:
        return None
    parts = steps(("program", exercise.program), ("claim", exercise.check))
    return Plan(answers=(Candidate(name=exercise.title, steps=parts),))


def verdict(exercise: Exercise, ran: Ran) -> Verdict:
    """Judge the claim."""
    answers = tuple(Answer(label=exercise.title, outcome=outcome, keyed=True) for outcome in ran.answers)
    findings = [finding for outcome in ran.answers for finding in _findings(exercise, outcome)]
    return Verdict(exercise=exercise.id, answers=answers, findings=tuple(findings))


def places(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    """Give the place of the claim."""
    place = exercise.check.place if exercise.check else exercise.place
    return tuple(place for _ in outcomes)


def _findings(exercise: Exercise, outcome: Outcome) -> Iterator[Finding]:
    claim = exercise.check
    if claim is None:
        return
    if outcome.state in LIMITS:
        yield limit_finding(exercise, outcome, claim.place, "The claim of this card")
    elif outcome.state == "refuted":
        yield _refuted(exercise, claim, outcome)
    elif exercise.program:
        yield from empty_claim(exercise, claim, of="the back")


def _refuted(exercise: Exercise, claim: Code, outcome: Outcome) -> Finding:
    program = exercise.program if outcome.step == "program" else None
    return Finding(
        rule="broken-program" if program else "wrong-key",
        place=failing_line(program or claim, outcome),
        what="The program does not run" if program else "The claim of this card does not hold",
        expected="" if program else "the claim holds",
        actual=told(outcome),
        hint="Mend the program." if program else "Mend the back, or the claim.",
        exercise=exercise.id,
    )
