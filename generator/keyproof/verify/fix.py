"""`fix`: every repair is a candidate; the program as it stands must fail.

In: an exercise with a broken program and repairs. Out: its runs.
"""

from __future__ import annotations

from keyproof.exercise import Exercise
from keyproof.verify.job import Candidate
from keyproof.verify.plan import Plan, plain, replaced, step, steps


def plan(exercise: Exercise) -> Plan | None:
    """Form one candidate for each repair, and one for the program as it stands."""
    program, check = exercise.program, exercise.check
    if not program or not check or not exercise.repair or not exercise.options:
        return None
    first, last = exercise.repair
    marked = program.source.split("\n")[first - 1]
    indent = marked[: len(marked) - len(marked.lstrip())]
    repairs = tuple(
        Candidate(
            name=plain(option),
            steps=(replaced(program, first, last, [option.code], indent=indent), step("check", check)),
        )
        for option in exercise.options
        if option.code
    )
    if len(repairs) < len(exercise.options):
        return None
    return Plan(
        answers=repairs,
        without=Candidate(name="", steps=steps(("check", check))),
        written=Candidate(name="as written", steps=steps(("program", program), ("check", check))),
    )
