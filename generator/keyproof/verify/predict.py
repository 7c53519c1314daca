"""`predict`: the run makes the key; options are answers that must differ from it.

In: an exercise with a program. Out: its runs, the computed answer, and findings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from keyproof.exercise import Exercise, Option
from keyproof.finding import Finding, Place
from keyproof.trees import expression_of
from keyproof.verdict import Answer, Outcome, Verdict
from keyproof.verify.job import Candidate, Step
from keyproof.verify.judge import LIMITS, failing_line, limit_finding
from keyproof.verify.plan import Plan, Ran, lines_of, plain, steps
from keyproof.verify.wording import code, raised, told

Form = Literal["", "number", "shape", "text"]

SIZES = ("torch.Size", "Size")
"""How a shape calls itself when it is printed."""

DIGITS = 3
"""Decimals that a reader may be asked for to the letter."""

_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


def plan(exercise: Exercise) -> Plan | None:
    """Form the run that makes the key, and one for each option that may be an expression."""
    if not exercise.program:
        return None
    program = steps(("program", exercise.program))
    if not exercise.answer:
        return Plan(answers=(Candidate(name="run", steps=(*program, *steps(("check", exercise.check)))),))
    asked = Step(
        role="answer",
        source=exercise.answer.source,
        path=exercise.answer.place.path,
        lines=lines_of(exercise.answer),
        mode="value",
    )
    options = tuple(Candidate(name=plain(option), steps=(_value(option),)) for option in exercise.options)
    run = Candidate(name="run", steps=(*program, asked, *steps(("check", exercise.check))))
    return Plan(answers=(run, *options))


def verdict(exercise: Exercise, ran: Ran) -> Verdict:
    """Take the key from the run, and hold every option against it."""
    run = ran.answers[0]
    fault = _fault(exercise, run)
    if fault:
        return Verdict(exercise=exercise.id, findings=(fault,))
    key = computed(exercise, run)
    values = ran.answers[1:] or (None,) * len(exercise.options)
    options = [_option(option, value) for option, value in zip(exercise.options, values, strict=True)]
    right = Answer(label=key.value, outcome=key, keyed=True)
    return Verdict(
        exercise=exercise.id,
        choices=() if exercise.typed else tuple(answer.label for answer in (right, *options)),
        answers=(right, *options),
        findings=(*_untypable(exercise, key), *_same_as_key(exercise, key, options)),
    )


def places(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    """Give the place of what is asked for, then of each option that was run."""
    asked = exercise.answer or exercise.program
    options = exercise.options[: len(outcomes) - 1]
    return (asked.place if asked else exercise.place, *(option.place for option in options))


def same(left: str, right: str, *, tolerance: float = 0.0) -> bool:
    """Tell whether two answers are one: as text, as values, or as numbers within the tolerance."""
    if " ".join(left.split()) == " ".join(right.split()):
        return True
    one, other = _literal(left), _literal(right)
    if one is None or other is None:
        return False
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return isinstance(one, bool) == isinstance(other, bool) and abs(one - other) <= tolerance
    return type(one) is type(other) and one == other


def form_of(text: str) -> Form:
    """Tell what kind of thing an answer is that is only known as text."""
    value = _literal(text)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number"
    if isinstance(value, tuple) and value and all(type(size) is int for size in value):
        return "shape"
    return "text"


def _value(option: Option) -> Step:
    source = plain(option).strip()
    lines = tuple(range(option.place.line, option.place.line + source.count("\n") + 1))
    return Step(role="answer", source=source, path=option.place.path, lines=lines, mode="value")


def computed(exercise: Exercise, run: Outcome) -> Outcome:
    """Give a run of the program the answer that it makes: a value, printed text, or an error."""
    if exercise.answer and not exercise.raises:
        return run
    if exercise.raises and run.raised:
        value = f"{run.raised.type}: {run.raised.message}" if run.raised.message else run.raised.type
        return replace(run, state="holds", value=value, form="text")
    value = run.stdout.strip()
    # A printed torch.Size is text for the reader: it stays as it was printed.
    return replace(run, value=value, form="text" if value.startswith("torch") else form_of(value))


def _option(option: Option, value: Outcome | None) -> Answer:
    label = plain(option)
    if value is None or value.state != "holds":
        outcome = Outcome(candidate=label, state="refuted", value=label.strip(), form=form_of(label))
    else:
        outcome = replace(value, state="refuted")
    return Answer(label=label, outcome=outcome, keyed=False, note=option.note)


def _fault(exercise: Exercise, run: Outcome) -> Finding | None:
    assert exercise.program is not None
    part = exercise.answer if exercise.answer and run.step == "answer" else exercise.program
    if run.state in LIMITS:
        return limit_finding(exercise, run, part.place, "The program")
    if exercise.raises:
        return _raises_fault(exercise, run)
    if run.state == "refuted":
        where = exercise.check if exercise.check and run.step == "check" else part
        hint = "Mend it, or announce an error that readers are to foresee with `raises=…` on the heading."
        return _broken(exercise, failing_line(where, run), "The program does not run", told(run), hint=hint)
    if not exercise.answer and not run.stdout.strip():
        hint = "Print something, or ask for a value with a fence `python answer`."
        nothing = "the program prints nothing"
        return _broken(exercise, part.place, "There is nothing to predict", nothing, hint=hint)
    if _ADDRESS.search(run.value):
        hint = "Ask for something that has the same text in every run."
        return _broken(exercise, part.place, "The answer is an address in memory", code(run.value), hint=hint)
    return None


def _raises_fault(exercise: Exercise, run: Outcome) -> Finding | None:
    assert exercise.program is not None
    if run.raised and run.raised.type == exercise.raises.rpartition(".")[2]:
        return None
    announced = code(exercise.raises)
    actual = "it ran to its end" if run.state == "holds" else raised(run)
    hint = "Mend the program, or what `raises=` says."
    place = failing_line(exercise.program, run)
    fault = _broken(exercise, place, "The program does not raise what is announced", actual, hint=hint)
    return replace(fault, expected=f"it raises {announced}")


def _broken(exercise: Exercise, place: Place, what: str, actual: str, *, hint: str) -> Finding:
    return Finding(
        rule="broken-program", place=place, what=what, actual=actual, hint=hint, exercise=exercise.id
    )


def _same_as_key(exercise: Exercise, key: Outcome, options: list[Answer]) -> Iterator[Finding]:
    for option, answer in zip(exercise.options, options, strict=True):
        texts = (answer.label, answer.outcome.value)
        if any(same(text, key.value, tolerance=exercise.tolerance) for text in texts):
            yield Finding(
                rule="ambiguous-key",
                place=option.place,
                what=f"A wrong answer is right: {code(answer.label)}",
                expected=f"an answer other than {code(key.value)}",
                actual=f"the run gives {code(key.value)}",
                hint="Replace it; the right answer is added by the build.",
                exercise=exercise.id,
            )


def _untypable(exercise: Exercise, key: Outcome) -> Iterator[Finding]:
    """Report a number that a reader would have to type to the last digit."""
    value = _literal(key.value)
    exact = exercise.typed and not exercise.tolerance
    if exact and isinstance(value, float) and value != round(value, DIGITS):
        yield Finding(
            rule="no-key",
            place=exercise.place,
            what=f"No reader types every digit of {code(key.value)}",
            expected="a tolerance, or a value that is rounded in the program",
            hint="Write `tolerance=0.01` on the heading: how far a typed number may be off.",
            exercise=exercise.id,
        )


def _literal(text: str) -> object:
    try:
        tree = expression_of(text.strip()).body
        if isinstance(tree, ast.Call) and ast.unparse(tree.func) in SIZES and len(tree.args) == 1:
            return tuple(ast.literal_eval(tree.args[0]))
        value: object = ast.literal_eval(tree)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return None
    return value
