"""`write`: the reference passes the tests; the starter and every listed wrong solution fail them.

In: an exercise with its solutions. Out: its runs and its verdict.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from keyproof.exercise import Code, Exercise, Write
from keyproof.finding import Finding, Place
from keyproof.trees import tree_of
from keyproof.verdict import Answer, Outcome, Verdict
from keyproof.verify.job import Candidate, Step
from keyproof.verify.judge import LIMITS, SLIPS, failing_line, limit_finding
from keyproof.verify.plan import Plan, Ran, steps
from keyproof.verify.vacuous import says_nothing
from keyproof.verify.wording import code, raised, told

REFERENCE, STARTER, WRONG = "reference solution", "starter", "wrong solution"
"""What the solutions are called in reports; wrong ones are numbered."""


def plan(exercise: Exercise) -> Plan | None:
    """Form one run of the tests for each solution, one without any, and one that may call nothing."""
    if not exercise.write or not exercise.program or not exercise.check:
        return None
    tests = steps(("check", exercise.check))
    known = [
        Candidate(name=name, steps=(*steps(("program", solution)), *tests))
        for name, solution in _solutions(exercise, exercise.write)
    ]
    hollow = _hollow(exercise.write.reference)
    hollowed = [Candidate(name="hollow", steps=(hollow, *tests))] if hollow else []
    return Plan(answers=(*known, *hollowed), without=Candidate(name="no solution", steps=tests))


def verdict(exercise: Exercise, ran: Ran) -> Verdict:
    """Judge every solution by how its tests ended."""
    if not exercise.write:
        return Verdict(exercise=exercise.id)
    notes = ["", "", *(one.note for one in exercise.write.wrong)]
    names = [name for name, _ in _solutions(exercise, exercise.write)]
    answers = tuple(
        Answer(label=name, outcome=outcome, keyed=name == REFERENCE, note=note)
        # Behind them stands the run of the hollow reference, which nobody could hand in.
        for name, outcome, note in zip(names, ran.answers, notes, strict=False)
    )
    return Verdict(exercise=exercise.id, answers=answers, findings=tuple(_judged(exercise, answers, ran)))


def places(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    """Give the place of each solution; the hollow one is about the tests."""
    solutions = _solutions(exercise, exercise.write) if exercise.write else []
    found = [solution.place for _, solution in solutions]
    tests = exercise.check.place if exercise.check else exercise.place
    return (*found, *(tests for _ in outcomes[len(found) :]))


def _solutions(exercise: Exercise, write: Write) -> list[tuple[str, Code]]:
    starter = [(STARTER, exercise.program)] if exercise.program else []
    wrong = [(f"{WRONG} {number}", one.code) for number, one in enumerate(write.wrong, start=1)]
    return [(REFERENCE, write.reference), *starter, *wrong]


def _hollow(reference: Code) -> Step | None:
    """Give the reference with functions that raise when they are called; None where it has none."""
    try:
        tree = tree_of(reference.source)
    except (SyntaxError, ValueError):
        return None
    # Whoever makes an object of a class has not yet called what its author wrote it for.
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    emptied = [function for function in functions if function.name != "__init__"]
    for function in emptied:
        function.body = tree_of("raise RuntimeError('called')").body
    source = ast.unparse(ast.fix_missing_locations(tree))
    lines = (reference.place.line,) * (source.count("\n") + 1)
    return Step(role="program", source=source, path=reference.place.path, lines=lines) if emptied else None


def _judged(exercise: Exercise, answers: Sequence[Answer], ran: Ran) -> Iterator[Finding]:
    solutions = dict(_solutions(exercise, exercise.write)) if exercise.write else {}
    reference = answers[0].outcome
    if reference.state == "refuted":
        yield _missed(exercise, solutions[REFERENCE], reference)
        return
    for answer in answers:
        if answer.outcome.state in LIMITS:
            label = f"The {answer.label}"
            yield limit_finding(exercise, answer.outcome, solutions[answer.label].place, label)
    reason = _vacuous(exercise, answers, ran)
    if reason:
        yield Finding(
            exercise=exercise.id,
            place=exercise.check.place if exercise.check else exercise.place,
            rule="vacuous-check",
            what="The tests can not tell a right solution from a wrong one",
            expected="tests that run what the reader writes, and that only a right solution passes",
            actual=reason,
            hint="Call what the reader writes, and assert what it gives.",
        )
        return
    for answer in answers[1:]:
        yield from _passing(exercise, answer, solutions[answer.label])


def _missed(exercise: Exercise, reference: Code, outcome: Outcome) -> Finding:
    runs = outcome.step == "check"
    return Finding(
        exercise=exercise.id,
        place=failing_line(reference, outcome),
        rule="wrong-key" if runs else "broken-program",
        what="The reference solution does not pass the tests"
        if runs
        else "The reference solution does not run",
        expected="it runs to the end of the tests" if runs else "",
        actual=told(outcome),
        hint="Mend the reference solution, or the tests." if runs else "Mend the reference solution.",
    )


def _vacuous(exercise: Exercise, answers: Sequence[Answer], ran: Ran) -> str:
    if exercise.check and (nothing := says_nothing(exercise.check)):
        return nothing
    if ran.without and ran.without.state == "holds":
        return "they pass when there is no solution at all"
    if len(ran.answers) > len(answers) and ran.answers[-1].state == "holds":
        return "they pass without calling any function of the solution"
    passing = all(answer.outcome.state == "holds" for answer in answers)
    return "the starter and every wrong solution pass them" if passing else ""


def _passing(exercise: Exercise, answer: Answer, solution: Code) -> Iterator[Finding]:
    """Report a solution that should fail and does not, or fails by a slip of the author's pen."""
    outcome = answer.outcome
    if outcome.state == "holds":
        starter = answer.label == STARTER
        yield Finding(
            exercise=exercise.id,
            place=solution.place,
            rule="ambiguous-key",
            what=f"The {answer.label} passes the tests" + (": there is nothing to write" if starter else ""),
            expected="only the reference solution passes",
            actual=told(outcome),
            hint="Take out of it what the reader is to write."
            if starter
            else "Replace it, or test what is wrong with it.",
        )
    elif answer.label != STARTER and outcome.raised and outcome.raised.type in SLIPS:
        yield Finding(
            exercise=exercise.id,
            place=failing_line(solution, outcome),
            rule="broken-witness",
            what=f"The {answer.label} is refuted only by a slip",
            expected="a solution that runs and is refuted by the tests",
            actual=raised(outcome),
            hint=f"Mend it, so that it shows the mistake that is meant, not {code(outcome.raised.type)}.",
        )
