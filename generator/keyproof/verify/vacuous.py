"""Checks that cannot fail, found by reading them.

In: the code of a check or claim. Out: why it says nothing, or an empty text; of a claim the finding, too.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding
from keyproof.trees import tree_of


def says_nothing(check: Code) -> str:
    """Tell why a check can not refute an answer; empty when it can."""
    tree = _tree(check)
    if tree is None or any(_asserts(node) for node in ast.walk(tree)):
        return ""
    return "it holds no assertion"


def claims_nothing(claim: Code) -> str:
    """Tell why a claim does not depend on anything outside itself; empty when it does."""
    tree = _tree(claim)
    if tree is None:
        return ""
    nodes = list(ast.walk(tree))
    if not any(_asserts(node) for node in nodes):
        return "it holds no assertion"
    loaded = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    imports = any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in nodes)
    if imports or loaded - stored - set(dir(builtins)):
        return ""
    return "it names nothing that the program or the setup made"


def empty_claim(exercise: Exercise, claim: Code, *, of: str) -> Iterator[Finding]:
    """Report a claim that depends on nothing; `of` is what its author wrote, such as `the sentence`."""
    if reason := claims_nothing(claim):
        yield Finding(
            rule="vacuous-check",
            place=claim.place,
            what="The claim does not depend on the program",
            expected="an assertion about something that the program or the setup made",
            actual=reason,
            hint=f"Assert what {of} says.",
            exercise=exercise.id,
        )


def _tree(code: Code) -> ast.Module | None:
    try:
        return tree_of(code.source)
    except (SyntaxError, ValueError):
        return None


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, (ast.Assert, ast.Raise)):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return str(name).startswith("assert")
