"""`write`: a starter, the tests that the reader's solution has to pass, a reference, and wrong solutions.

In: a draft. Out: the exercise with its starter as program, its tests as check, and its solutions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from keyproof.exercise import Code, Exercise, Write, Wrong
from keyproof.read.comments import same_code
from keyproof.read.draft import Draft
from keyproof.read.needs import compiled, report_marker, required
from keyproof.trees import tree_of

READERS = frozenset({"getsource", "getsourcelines", "getsourcefile", "linecache", "__file__", "__code__"})
"""Names by which a test would look at the text of a solution instead of running it."""


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Check that there is something to begin with, to pass, and to fail."""
    starter = required(draft, "program", example="what the reader begins with")
    if starter is not None and compiled(draft, starter, "program"):
        report_marker(draft, starter, "blank")
        report_marker(draft, starter, "repair")
    tests = required(draft, "check", example="the tests that a right solution passes")
    if tests is not None and _report_reading(draft, tests):
        # What they would do is of no use to anybody, and they are to be written anew.
        tests = None
    reference = required(draft, "reference", example="a solution that passes the tests")
    wrong = tuple(Wrong(code=fence.code, note=fence.note) for fence in draft.fences.get("wrong", ()))
    for one in wrong:
        compiled(draft, one.code, "wrong")
    if not wrong:
        draft.source.report(
            "unverified",
            draft.place,
            "This exercise has no wrong solution, so nothing shows that its tests can fail",
            hint="Add a ```python wrong fence with a mistake that readers make; a note may follow.",
        )
    if starter is None or reference is None:
        return replace(exercise, program=starter, check=tests)
    _report_same(draft, starter, reference, wrong)
    return replace(exercise, program=starter, check=tests, write=Write(reference=reference, wrong=wrong))


def _report_same(draft: Draft, starter: Code, reference: Code, wrong: tuple[Wrong, ...]) -> None:
    """Report solutions that are nothing new."""
    known = [(starter, "starter"), (reference, "reference"), *((one.code, "wrong solution") for one in wrong)]
    seen: dict[object, tuple[str, int]] = {}
    for code, name in known:
        key = same_code(code.source)
        if key and key in seen:
            first, line = seen[key]
            draft.source.report(
                "duplicate-option",
                code.place,
                f"This {name} is the same program as the {first} on line {line}",
                hint="Remove it, or make it different.",
            )
        seen.setdefault(key, (name, code.place.line))


def _report_reading(draft: Draft, tests: Code) -> bool:
    """Report tests that look at the text of a solution: where a reader runs it, there may be no such text."""
    try:
        tree = tree_of(tests.source)
    except (SyntaxError, ValueError):
        return False
    found = [(node, name) for node, name in _named(tree) if name in READERS]
    lines = tests.source.split("\n")
    for node, name in found:
        column = max(0, lines[node.lineno - 1].find(name))
        draft.source.report(
            "source-check",
            draft.source.within(tests, node.lineno, column + 1, len(name)),
            f"The tests read the text of the solution with `{name}` instead of running it",
            hint="Call what the reader writes, and assert what it gives.",
        )
    return bool(found)


def _named(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.ImportFrom | ast.Import, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node, node.attr
        elif isinstance(node, ast.Name):
            yield node, node.id
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                yield node, alias.name
