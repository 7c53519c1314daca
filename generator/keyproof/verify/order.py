"""`order`: every order of the pieces is decided by a run, of itself or of an order that begins alike.

In: an exercise with a program in pieces. Out: its runs, round by round, and its verdict.

A piece that raises has decided every order that begins with the pieces up to it: with the same seed these
come to the same state. So only one of them is run. Each round runs one order for every beginning that
nothing has decided yet, and what did not raise opens the beginnings of the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding, Place
from keyproof.verdict import Answer, Outcome, Verdict
from keyproof.verify.job import Candidate, Step
from keyproof.verify.judge import LIMITS, failing_line, judge
from keyproof.verify.plan import Plan, Ran, Trial, lines_of, step, steps
from keyproof.verify.wording import hold, told

Order = tuple[int, ...]
"""Pieces by their place in the file, from 0."""


def plan(exercise: Exercise) -> Plan | None:
    """Form the first round: one order for each piece that it can begin with, the author's own before all."""
    if not exercise.program or not exercise.check or len(exercise.pieces) < 2:
        return None
    return Plan(
        answers=tuple(_candidate(exercise, _beginning((first,), exercise)) for first in _author(exercise)),
        without=Candidate(name="", steps=steps(("check", exercise.check))),
    )


def further(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Candidate, ...]:
    """Form the next round; empty once every order is decided, or a run has hit a limit."""
    if any(outcome.state in LIMITS for outcome in outcomes):
        return ()
    tried = [_order(outcome) for outcome in outcomes]
    begun = {order[:length] for order in tried for length in range(1, len(order) + 1)}
    found: list[Candidate] = []
    for order, outcome in zip(tried, outcomes, strict=True):
        for length in range(1, len(_decided(outcome))):
            for piece in sorted(set(order[length:])):
                if (*order[:length], piece) in begun:
                    continue
                new = _beginning((*order[:length], piece), exercise)
                begun |= {new[:reach] for reach in range(length + 1, len(new) + 1)}
                found.append(_candidate(exercise, new))
    return tuple(found)


def verdict(exercise: Exercise, ran: Ran) -> Verdict:
    """Judge the author's order, and take every other one that passes for right as well."""
    orders = tuple(_decided(outcome) for outcome in ran.answers)
    answers = tuple(
        Answer(
            label=_label(order, len(exercise.pieces)),
            outcome=outcome,
            keyed=outcome.state == "holds" or number == 0,
        )
        for number, (order, outcome) in enumerate(zip(orders, ran.answers, strict=True))
    )
    return Verdict(
        exercise=exercise.id,
        orders=orders,
        answers=answers,
        findings=tuple(_findings(exercise, answers, ran)),
    )


def places(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    """Give the place of the program for each order."""
    place = exercise.program.place if exercise.program else exercise.place
    return tuple(place for _ in outcomes)


def _findings(exercise: Exercise, answers: Sequence[Answer], ran: Ran) -> Iterator[Finding]:
    place = exercise.program.place if exercise.program else exercise.place
    # None of them is listed: nobody wrote the wrong orders, so that a slip in one is nobody's.
    trials = [Trial(answer=answer, place=place, listed=False) for answer in answers]
    own = answers[0]
    if own.outcome.state == "refuted":
        passing = [answer.label for answer in answers if answer.outcome.state == "holds"]
        yield from _not_right(exercise, own.outcome, passing)
    else:
        yield from judge(exercise, trials, ran)


def _not_right(exercise: Exercise, outcome: Outcome, passing: Sequence[str]) -> Iterator[Finding]:
    part = exercise.check if outcome.step == "check" else exercise.program
    if part is None:
        return
    stopped = outcome.step == "program"
    yield Finding(
        rule="broken-program" if stopped else "wrong-key" if passing else "no-key",
        place=failing_line(part, outcome),
        what="The program does not run" if stopped else "The program as written does not pass its check",
        expected=hold(passing) if passing else "",
        actual=told(outcome),
        hint="Write the pieces in an order that passes; the reader sees them in another one."
        if passing
        else "Mend the program or the check: no order of these pieces passes.",
        exercise=exercise.id,
    )


def _author(exercise: Exercise) -> Order:
    return tuple(range(len(exercise.pieces)))


def _beginning(beginning: Order, exercise: Exercise) -> Order:
    """Go on with the rest as its author did."""
    return (*beginning, *(piece for piece in _author(exercise) if piece not in beginning))


def _candidate(exercise: Exercise, order: Order) -> Candidate:
    assert exercise.program and exercise.check
    pieces = [_piece(exercise.program, *exercise.pieces[number]) for number in order]
    return Candidate(name=_label(order, len(order)), steps=(*pieces, step("check", exercise.check)))


def _piece(program: Code, first: int, last: int) -> Step:
    source = "\n".join(program.source.split("\n")[first - 1 : last])
    return Step(
        role="program", source=source, path=program.place.path, lines=lines_of(program)[first - 1 : last]
    )


def _label(order: Order, count: int) -> str:
    numbers = [str(piece + 1) for piece in order]
    return ", ".join(numbers if len(order) == count else [*numbers, "…"])


def _order(outcome: Outcome) -> Order:
    return tuple(int(number) - 1 for number in outcome.candidate.split(", "))


def _decided(outcome: Outcome) -> Order:
    """Give the pieces that ran, the one that raised included: with these the run was decided."""
    order = _order(outcome)
    stopped = outcome.state == "refuted" and outcome.step == "program" and outcome.at >= 0
    return order[: outcome.at + 1] if stopped else order
