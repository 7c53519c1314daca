"""Statements of prose held against a run: outputs, numbers, signatures, programs that are only shown.

In: statements, with the setup and the program they speak about. Out: what each run gave, and findings.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from keyproof.course import SourcePage
from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding, Place
from keyproof.statement import Checked, Sort, Statement, Truth
from keyproof.verdict import Outcome
from keyproof.verify import fix
from keyproof.verify.devices import CPU, Device
from keyproof.verify.job import Candidate, Job, Result, Runner, Step, confining
from keyproof.verify.judge import failing_line
from keyproof.verify.plan import step
from keyproof.verify.predict import same
from keyproof.verify.signature import MADE, UNKNOWN, signature_steps
from keyproof.verify.wording import code, told

SORTS: dict[str, Sort] = {"run": "program", "output": "output", "number": "number", "signature": "signature"}
"""What a statement is called once it was held against a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What some prose says, held against runs."""

    findings: tuple[Finding, ...] = ()
    """What is not so."""

    statements: tuple[Checked, ...] = ()
    """All that is said, in its order."""

    confined: tuple[tuple[str, ...], ...] = ()
    """The protections of the runs, every combination once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A statement with what has to run before it."""

    statement: Statement
    before: tuple[Step, ...]
    printing: Step | None = None
    """What prints, where an output is stated."""


def of_exercise(exercise: Exercise, *, run: Runner, seeds: int = 1, device: Device = CPU) -> Compared:
    """Hold what the prose of an exercise says against its program."""
    program = exercise.program
    written = step("program", program) if program else None
    solved = _repaired(exercise) if exercise.kind == "fix" else written
    # A program that is to raise would keep every number after it from being looked at.
    before = (solved,) if solved and not exercise.raises else ()
    said = [
        _Said(statement=one, before=() if one.sort == "output" else before, printing=written)
        for one in exercise.statements
    ]
    job = _job(said, exercise.setup, device)
    compared = _compare(said, replace(job, seconds=exercise.seconds), run=run, seeds=seeds)
    return Compared(
        findings=tuple(replace(finding, exercise=exercise.id) for finding in compared.findings),
        statements=tuple(replace(one, exercise=exercise.id) for one in compared.statements),
        confined=compared.confined,
    )


def of_page(page: SourcePage, *, run: Runner, seeds: int = 1, device: Device = CPU) -> Compared:
    """Hold what a page says outside of exercises against runs; its programs run in the order of reading."""
    before: list[Step] = []
    said: list[_Said] = []
    for one in page.statements:
        program = _code(one)
        here = step("program", program) if program and one.sort in ("run", "output") else None
        # The program whose output is stated is the last one so far.
        earlier = before[:-1] if one.sort == "output" else before
        said.append(_Said(statement=one, before=tuple(earlier), printing=here))
        before += [here] if here and one.sort == "run" else []
    # A setup that fails is reported by exercises too, where there are some.
    return _compare(said, _job(said, page.setup, device), run=run, seeds=seeds, alone=not page.exercises())


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


def _job(said: Sequence[_Said], setup: Sequence[Code], device: Device) -> Job:
    return Job(
        setup=tuple(step("setup", part) for part in setup),
        candidates=tuple(Candidate(name=one.statement.text, steps=_steps(one)) for one in said),
        device=device.name,
        hardware=device.hardware,
    )


def _compare(
    said: Sequence[_Said], job: Job, *, run: Runner, seeds: int, alone: bool = False
) -> Compared:
    statements = {one.statement.place: _checked(one.statement, None, None) for one in said}
    findings: dict[Place, Finding] = {}
    results: list[Result] = []
    for seed in range(seeds if said else 0):
        result = run(replace(job, seed=seed))
        results.append(result)
        if result.setup and alone:
            failed = _setup_failed(job, result.setup)
            findings = {failed.place: failed}
            break
        for one, outcome in zip(said, result.outcomes, strict=False):
            place = one.statement.place
            finding = _judge(one.statement, outcome)
            if place in findings or (seed and not finding):
                continue
            statements[place] = _checked(one.statement, outcome, finding)
            if finding:
                under = f" (under seed {seed})" if seed else ""
                findings[place] = replace(finding, actual=finding.actual + under)
    return Compared(
        findings=tuple(findings.values()),
        statements=tuple(statements.values()),
        confined=confining(results),
    )


def _checked(one: Statement, outcome: Outcome | None, finding: Finding | None) -> Checked:
    truth: Truth = "false" if finding else "unreached" if _is_unreached(one, outcome) else "true"
    gave = _gave(one, outcome) if outcome and truth != "unreached" else ""
    return Checked(sort=SORTS[one.sort], place=one.place, said=one.text, gave=gave, truth=truth)


def _is_unreached(one: Statement, outcome: Outcome | None) -> bool:
    """Tell whether a run ended in what is run before the statement; that is reported where it stands."""
    before = ("setup",) if one.sort in ("run", "output") else ("setup", "program")
    return outcome is None or outcome.step in before


def _gave(one: Statement, outcome: Outcome) -> str:
    if one.sort == "output":
        return "\n".join(_lines(outcome.stdout))
    if outcome.state != "holds":
        return told(outcome)
    if one.sort == "run":
        return "it runs"
    if one.sort == "number":
        return outcome.value
    name, _, _ = one.text.partition("(")
    true: str = ast.literal_eval(outcome.value)
    return "" if true == UNKNOWN else f"{name}{true}" if true else one.text


def _setup_failed(job: Job, outcome: Outcome) -> Finding:
    error, last = outcome.raised, job.setup[-1]
    path, line = (error.path, error.line) if error and error.line else (last.path, last.lines[0])
    return Finding(
        rule="broken-program",
        place=Place(path=path, line=line),
        what="The setup does not run",
        actual=told(outcome),
        hint="Mend the setup; it runs before every program of the page.",
    )


def _steps(said: _Said) -> tuple[Step, ...]:
    one = said.statement
    quiet = _quietly(said.before)
    if one.sort in ("run", "output"):
        return (*quiet, said.printing) if said.printing else quiet
    if one.sort == "signature":
        return (*quiet, *signature_steps(one))
    asked = _code(one)
    assert asked is not None
    return (*quiet, replace(step("answer", asked), mode="value"))


def _quietly(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Run some steps and drop what they print."""
    steps = tuple(steps)
    if not steps:
        return ()
    made = [
        Step(role="setup", source=source, path=MADE, lines=(1,))
        for source in (
            "__import__('sys').stdout = __import__('io').StringIO()",
            "__import__('sys').stdout = __import__('sys').__stdout__",
        )
    ]
    return (made[0], *steps, made[1])


def _judge(one: Statement, outcome: Outcome) -> Finding | None:
    if one.sort == "run":
        return _unrunnable(one, outcome)
    if one.sort == "output":
        return _false_output(one, outcome)
    if _is_unreached(one, outcome):
        # What runs before is at fault, and is reported by itself.
        return None
    return _false_number(one, outcome) if one.sort == "number" else _false_signature(one, outcome)


def _unrunnable(one: Statement, outcome: Outcome) -> Finding | None:
    program = _code(one)
    if outcome.state == "holds" or outcome.step == "setup" or program is None:
        return None
    return Finding(
        rule="broken-program",
        place=failing_line(program, outcome),
        what="The program does not run",
        actual=told(outcome),
        hint="Mend the program; readers see it as one that runs.",
    )


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
    true: str = ast.literal_eval(outcome.value) if outcome.state == "holds" else UNKNOWN
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


def _code(one: Statement) -> Code | None:
    return Code(source=one.source, place=one.source_place) if one.source_place else None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _repaired(exercise: Exercise) -> Step | None:
    """Give the program of a `fix` with its first right repair."""
    plan = fix.plan(exercise)
    keyed = [number for number, option in enumerate(exercise.options) if option.keyed]
    return plan.answers[keyed[0]].steps[0] if plan and keyed else None
