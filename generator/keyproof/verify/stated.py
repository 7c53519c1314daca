"""Statements of prose held against a run: outputs, numbers, signatures, programs that are only shown.

In: statements, with the setup and the program they speak about. Out: what each run gave, and findings.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from keyproof.course import SourcePage
from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding, Place
from keyproof.statement import Checked, Computed, Sort, Statement, Truth
from keyproof.trees import value_of
from keyproof.verdict import Outcome
from keyproof.verify import fix
from keyproof.verify.computed import COMPUTED, computed_of, drawn, valueless
from keyproof.verify.devices import CPU, Device
from keyproof.verify.job import Job, Result, Runner, Step, confining
from keyproof.verify.judge import LIMITS
from keyproof.verify.lines import Line, lines_of_page
from keyproof.verify.plan import step
from keyproof.verify.predict import same
from keyproof.verify.signature import UNKNOWN
from keyproof.verify.stepper import stepper_fault
from keyproof.verify.unrun import limit_fault, program_fault, setup_fault
from keyproof.verify.wording import code, told

SORTS: dict[str, Sort] = {
    "run": "program", "output": "output", "number": "number", "signature": "signature", "value": "value",
    "figure": "figure", "table": "table",
    "stepper": "value",
}  # fmt: skip
"""What a statement is called once it was held against a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What some prose says, held against runs."""

    findings: tuple[Finding, ...] = ()
    """What is not so."""

    statements: tuple[Checked, ...] = ()
    """All that is said, in its order."""

    computed: tuple[Computed, ...] = ()
    """What readers are shown of it."""

    confined: tuple[tuple[str, ...], ...] = ()
    """The protections of the runs, every combination once."""


def of_exercise(exercise: Exercise, *, run: Runner, seeds: int = 1, device: Device = CPU) -> Compared:
    """Hold what the prose of an exercise says against its program."""
    program = exercise.program
    written = step("program", program) if program else None
    solved = _repaired(exercise) if exercise.kind == "fix" else written
    # A program that is to raise would keep every number after it from being looked at.
    before = (solved,) if solved and not exercise.raises else ()
    outputs = tuple(one for one in exercise.statements if one.sort == "output")
    others = tuple(one for one in exercise.statements if one.sort != "output")
    lines = [Line(before=before, statements=others)] if others else []
    lines += [_printing(program, outputs)] if program and outputs else []
    jobs = [(line, replace(_job(line, exercise.setup, device), seconds=exercise.seconds)) for line in lines]
    compared = _compare(jobs, run=run, seeds=seeds)
    # What the program itself does is judged with its answers.
    known = {one.place for one in exercise.statements}
    findings = [one for one in compared.findings if not (program and _stands_in(program, one.place))]
    return replace(
        compared,
        findings=tuple(replace(finding, exercise=exercise.id) for finding in findings),
        statements=tuple(
            replace(one, exercise=exercise.id) for one in compared.statements if one.place in known
        ),
    )


def of_page(page: SourcePage, *, run: Runner, seeds: int = 1, device: Device = CPU) -> Compared:
    """Hold what a page says outside of exercises against runs, each line of runs in the order of reading."""
    lines = lines_of_page(page.statements)
    jobs = [(line, _job(line, page.setup, device)) for line in lines]
    # A setup that fails is reported by exercises too, where there are some.
    return _compare(jobs, run=run, seeds=seeds, alone=not page.exercises())


def agrees(stated: str, value: str) -> bool:
    """Tell whether a value is what is stated: a number to its last digit, anything else as a whole."""
    text = stated.strip()
    try:
        number = Decimal(text.replace(",", "").replace("_", ""))
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int):
            return abs(Decimal(value) - number) <= Decimal((0, (5,), exponent - 1))
    except InvalidOperation:
        pass
    return same(text, value) or repr(text) == value


def _job(line: Line, setup: Sequence[Code], device: Device) -> Job:
    return Job(
        setup=tuple(step("setup", part) for part in setup),
        candidates=(line.candidate(),),
        seconds=line.seconds,
        device=device.name,
        hardware=device.hardware,
    )


def _stands_in(program: Code, place: Place) -> bool:
    return 0 <= place.line - program.place.line <= program.source.count("\n")


def _printing(program: Code, outputs: Sequence[Statement]) -> Line:
    """Let the program of an exercise, as it is written, print what is stated."""
    source, place = program.source, program.place
    run = Statement(sort="run", text=source, place=place, source=source, source_place=place)
    return Line(statements=(run, *(replace(one, source_place=place) for one in outputs)))


def _compare(jobs: Sequence[tuple[Line, Job]], *, run: Runner, seeds: int, alone: bool = False) -> Compared:
    told: list[Compared] = []
    for line, job in jobs:
        ended: list[tuple[Outcome | None, ...]] = []
        results: list[Result] = []
        for seed in range(seeds):
            result = run(replace(job, seed=seed))
            results.append(result)
            if result.setup and alone:
                # Whatever else would be said comes of it.
                unreached = (_checked(one, None, None) for some, _ in jobs for one in some.statements)
                return Compared(
                    findings=(setup_fault(job, result.setup),),
                    statements=tuple(unreached),
                    confined=confining(results),
                )
            if not result.setup:
                ended.append(line.outcomes(result.outcomes[0]))
        told.append(replace(_told(line, ended), confined=confining(results)))
    statements = [one for some in told for one in some.statements]
    return Compared(
        findings=tuple(one for some in told for one in some.findings),
        statements=tuple(sorted(statements, key=lambda one: one.place)),
        computed=tuple(one for some in told for one in some.computed),
        confined=tuple(sorted({one for some in told for one in some.confined})),
    )


def _told(line: Line, ended: Sequence[tuple[Outcome | None, ...]]) -> Compared:
    """Judge each statement of a line by its outcomes under every seed."""
    findings: list[Finding] = []
    statements: list[Checked] = []
    computed: list[Computed] = []
    for number, one in enumerate(line.statements):
        outcomes = [some[number] for some in ended]
        printing = _printing_run(line, one)
        if printing is not None:
            # What a limit has cut off says nothing about what would be printed.
            runs = [some[printing] for some in ended]
            outcomes = [ran if ran and ran.state not in LIMITS else None for ran in runs]
        first = outcomes[0] if outcomes else None
        found, at = _first_fault(one, outcomes)
        statements.append(_checked(one, outcomes[at] if outcomes else None, found))
        findings += [found] if found else []
        asserted = any(_printing_run(line, other) == number for other in line.statements)
        computed += computed_of(one, first, asserted=asserted)
    return Compared(findings=tuple(findings), statements=tuple(statements), computed=tuple(computed))


def _printing_run(line: Line, one: Statement) -> int | None:
    """Find the run on the line whose output is stated."""
    if one.sort != "output":
        return None
    runs = enumerate(line.statements)
    return next((at for at, run in runs if run.sort == "run" and run.source_place == one.source_place), None)


def _first_fault(one: Statement, outcomes: Sequence[Outcome | None]) -> tuple[Finding | None, int]:
    """Find what is wrong with a statement, and under which seed."""
    for seed, outcome in enumerate(outcomes):
        finding = _judge(one, outcome) if outcome else None
        if finding:
            under = f" (under seed {seed})" if seed else ""
            return replace(finding, actual=finding.actual + under), seed
    return drawn(one, outcomes), 0


def _checked(one: Statement, outcome: Outcome | None, finding: Finding | None) -> Checked:
    truth: Truth = "false" if finding else "unreached" if outcome is None else "true"
    gave = _gave(one, outcome) if outcome else ""
    computed = one.sort in COMPUTED
    return Checked(
        sort=SORTS[one.sort], place=one.place, said=one.text, gave=gave, truth=truth, computed=computed
    )


def _gave(one: Statement, outcome: Outcome) -> str:
    if one.sort == "output":
        return "\n".join(_lines(outcome.stdout))
    if outcome.state != "holds":
        return told(outcome)
    if one.sort == "run":
        return "it runs"
    if one.sort == "figure":
        return one.alt
    if one.sort in ("number", *COMPUTED):
        return outcome.value
    name, _, _ = one.text.partition("(")
    true: str = value_of(outcome.value)
    return "" if true == UNKNOWN else f"{name}{true}" if true else one.text


def _judge(one: Statement, outcome: Outcome) -> Finding | None:
    if outcome.state in LIMITS:
        return limit_fault(one, outcome)
    if one.sort == "run":
        return program_fault(one, outcome)
    if one.sort == "output":
        return _false_output(one, outcome)
    if one.sort == "stepper":
        return program_fault(one, outcome) if outcome.step == "program" else stepper_fault(one, outcome)
    if one.sort in COMPUTED:
        return valueless(one, outcome)
    return _false_number(one, outcome) if one.sort == "number" else _false_signature(one, outcome)


def _false_output(one: Statement, outcome: Outcome) -> Finding | None:
    stated, printed = (_lines(text) for text in (one.text, outcome.stdout))
    if stated == printed:
        return None
    difference = difflib.unified_diff(stated, printed, "stated", "printed", lineterm="", n=1)
    return Finding(
        rule="false-output",
        place=one.place,
        what="The program prints something else",
        actual="\n".join(difference),
        hint="Write what is printed. Lines that begin with `-` are not, those with `+` are.",
    )


def _false_number(one: Statement, outcome: Outcome) -> Finding | None:
    if outcome.state == "holds" and agrees(one.text, outcome.value):
        return None
    gives = f"{code(one.source)} is {code(outcome.value)}"
    return Finding(
        rule="false-number",
        place=one.place,
        what=f"{code(one.text)} is not what the run gives",
        expected=code(outcome.value) if outcome.state == "holds" else "",
        actual=gives if outcome.state == "holds" else told(outcome),
        hint="Mend what is written, or the expression behind it.",
    )


def _false_signature(one: Statement, outcome: Outcome) -> Finding | None:
    name, _, rest = " ".join(one.text.split()).partition("(")
    true: str = value_of(outcome.value) if outcome.state == "holds" else UNKNOWN
    if true == UNKNOWN:
        return Finding(
            rule="false-signature",
            place=one.place,
            what=f"The signature of {code(name)} cannot be compared",
            actual="Python tells no signature of it" if outcome.state == "holds" else told(outcome),
            hint="Name something that Python can tell the signature of, or use a plain `python` fence.",
        )
    if not true:
        return None
    return Finding(
        rule="false-signature",
        place=one.place,
        what=f"The signature of {code(name)} is another one",
        expected=f"{name}{true}",
        actual=f"{name}({rest}",
        hint="Write all arguments in their order, with their defaults.",
    )


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _repaired(exercise: Exercise) -> Step | None:
    """Give the program of a `fix` with its first right repair."""
    plan = fix.plan(exercise)
    keyed = [number for number, option in enumerate(exercise.options) if option.keyed]
    return plan.answers[keyed[0]].steps[0] if plan and keyed else None
