"""Exercises that have nothing to do with what their topic says it is about.

In: an exercise, and the dotted names of its topic's `api`. Out: findings, from reading the code alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding
from keyproof.trees import tree_of
from keyproof.verify.wording import names


def off_topic(exercise: Exercise, api: Sequence[str]) -> Iterator[Finding]:
    """Report an exercise whose program, key and check never name anything of the topic's `api`."""
    if not api:
        return
    pieces = [exercise.program, exercise.answer, exercise.check]
    if exercise.write:
        pieces.append(exercise.write.reference)
    if exercise.experiment:
        pieces.append(exercise.experiment.solution)
    for option in exercise.options:
        pieces += [option.code if option.keyed else None, option.claim]
    if exercise.kind == "explain" and not any(pieces):
        # It is in words alone, and nobody can tell from them what it is about.
        return
    used = _used([code for code in pieces if code], exercise.setup)
    if any(_is_of(name, about) for name in used for about in api):
        return
    seen = names(sorted(used))
    yield Finding(
        rule="off-topic",
        place=exercise.place,
        what="This exercise never touches what its topic is about",
        expected=f"a program, a key or a check that uses {names(api)}",
        actual=f"it uses {seen}" if seen else "it imports nothing",
        hint="Use it, or add what the exercise is about to `api` in the topic's `topic.yml`.",
        exercise=exercise.id,
    )


def _is_of(name: str, about: str) -> bool:
    """Tell whether a name is what the topic is about, or a part of it, whatever the path of its import."""
    parts, wanted = name.split("."), about.split(".")
    return parts[0] == wanted[0] and wanted[-1] in parts


@dataclass(slots=True)
class _Scope:
    """What names stand for, as far as reading tells."""

    imported: dict[str, str] = field(default_factory=dict)
    """Name to the dotted path that was imported under it."""

    stars: list[str] = field(default_factory=list)
    """Modules all of whose names were imported."""

    made: dict[str, set[str]] = field(default_factory=dict)
    """Name made by the setup, to the dotted expressions that it was made with."""

    def learn_imports(self, tree: ast.AST) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    # `import a.b` binds `a`, and `import a.b as c` binds `a.b`.
                    path = alias.name if alias.asname else alias.name.partition(".")[0]
                    self.imported[alias.asname or path] = path
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    if alias.name == "*":
                        self.stars.append(node.module)
                    else:
                        self.imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"


def _used(pieces: Iterable[Code], setup: Iterable[Code]) -> set[str]:
    """Give the imported things that code names, also by way of what the setup made with them."""
    scope = _Scope()
    for statement in (statement for code in setup for statement in _body(code)):
        scope.learn_imports(statement)
        for name in _bound(statement):
            scope.made.setdefault(name, set()).update(_chains(statement))
    waiting: list[str] = []
    for statement in (statement for code in pieces for statement in _body(code)):
        scope.learn_imports(statement)
        waiting += _chains(statement)
    found: set[str] = set()
    seen: set[str] = set()
    while waiting:
        chain = waiting.pop()
        root, dot, rest = chain.partition(".")
        if chain in seen:
            continue
        seen.add(chain)
        if root in scope.imported:
            found.add(scope.imported[root] + dot + rest)
        elif root in scope.made:
            waiting += scope.made[root]
        else:
            found.update(f"{module}.{chain}" for module in scope.stars)
    return found


def _body(code: Code) -> list[ast.stmt]:
    try:
        return tree_of(code.source.strip()).body
    except (SyntaxError, ValueError):
        return []


def _chains(tree: ast.AST) -> set[str]:
    """Give names with their attributes: `nn.RNN`, and not `nn` beside it."""
    found: set[str] = set()
    inner: set[int] = set()
    # Parents come before their children.
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Name)) and id(node) not in inner:
            part: ast.expr = node
            while isinstance(part, ast.Attribute):
                part = part.value
                inner.add(id(part))
            if isinstance(part, ast.Name):
                found.add(ast.unparse(node))
    return found


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    nodes = ast.walk(statement)
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
