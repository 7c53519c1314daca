"""`choice`: every option is a candidate, run in place if it is code, judged by its claim if it is a sentence.

In: an exercise with options. Out: its runs.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from keyproof.exercise import Code, Exercise, Option
from keyproof.trees import expression_of, tree_of
from keyproof.verify.job import Candidate, Step
from keyproof.verify.plan import Plan, plain, replaced, step, steps


def plan(exercise: Exercise) -> Plan | None:
    """Form one candidate for each option; None if one of them has nothing to run."""
    candidates = [_candidate(exercise, option) for option in exercise.options]
    answers = tuple(candidate for candidate in candidates if candidate)
    if not answers or len(answers) < len(candidates):
        return None
    coded = exercise.check is not None and any(option.claim is None for option in exercise.options)
    without = Candidate(name="", steps=steps(("check", exercise.check))) if coded else None
    return Plan(answers=answers, without=without)


def _candidate(exercise: Exercise, option: Option) -> Candidate | None:
    program = steps(("program", exercise.program))
    if option.claim:
        return Candidate(name=plain(option), steps=(*program, step("claim", option.claim)))
    if option.code and exercise.check:
        return Candidate(name=plain(option), steps=(*program, *_answered(option.code, exercise.check)))
    return None


def _answered(option: Code, check: Code) -> tuple[Step, ...]:
    standing = _answer_lines(check.source)
    if standing:
        return (_spliced(option, check, standing),)
    answer = step("answer", option)
    if _is_expression(option.source):
        answer = replace(answer, mode="bind")
    return answer, step("check", check)


def _spliced(option: Code, check: Code, standing: Sequence[tuple[int, str]]) -> Step:
    made = step("check", check)
    # From the last to the first, so that the numbers of the lines above stay right.
    for line, indent in reversed(standing):
        before = Code(source=made.source, place=check.place)
        after = replaced(before, line, line, [option], indent=indent)
        numbers = (*made.lines[: line - 1], *after.lines[line - 1 : line + option.source.count("\n")])
        made = replace(made, source=after.source, lines=(*numbers, *made.lines[line:]))
    return made


def _answer_lines(source: str) -> list[tuple[int, str]]:
    """Find the lines on which the name `answer` stands as a statement of its own."""
    try:
        tree = tree_of(source)
    except (SyntaxError, ValueError):
        return []
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Name) and node.value.id == "answer"
    ]
    return sorted((node.lineno, " " * node.col_offset) for node in found)


def _is_expression(source: str) -> bool:
    try:
        expression_of(source.strip())
    except (SyntaxError, ValueError):
        return False
    return True
