"""Programs as a page can run them: listed from what was read, offered by `render`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keyproof.course import SourcePage
from keyproof.exercise import Code, Exercise
from keyproof.finding import Place
from keyproof.trees import tree_of

CHAINED = ("run", "stepper", "table")
"""Sorts of statements whose code leaves names for those that go on from them."""

SHOWN = ("run", "stepper")
"""Sorts of statements whose code is a program that readers see, and that shows its result by printing."""


_UNCHANGED = {"print", "torch", "nn"}
"""Names that programs take and leave as they are: what only uses them changes nothing by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that readers see, with what runs around it: the arguments of `browser/run_program.py`."""

    source: str
    """The program, as readers see it."""

    setup: str = ""
    """Hidden code that makes what the program takes for granted."""

    before: str = ""
    """Programs that it goes on from."""

    tests: str = ""
    """What runs after it: tests, or the printing of what is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What pages offer to run, and where the files are that they run it with."""

    folder: str = ""
    """Folder of the runtime, relative to the site; empty: nothing is offered."""

    size: int = 0
    """Bytes of its files."""

    long: frozenset[Program] = frozenset()
    """Programs that take long there: their readers may wait longer for them than for others."""

    refused: frozenset[Program] = frozenset()
    """Programs that did otherwise there than where keys are proven."""

    def has(self, program: Program | None) -> bool:
        """Tell whether readers may run a program in the page."""
        return bool(self.folder) and program is not None and program not in self.refused


NOTHING = Offers()
"""For a site that runs nothing in its pages."""


def programs_of_page(page: SourcePage) -> Iterator[tuple[Place, Program]]:
    """Give the programs that a page shows outside of exercises, with the places where it shows them."""
    chains: dict[str, list[str]] = {}
    for one in page.statements:
        chain = chains.setdefault(one.line, [])
        if one.slot and one.code and one.sort in SHOWN:
            before = "\n".join(needed(one.source, chain))
            yield one.slot, Program(source=one.source, setup=_joined(page.setup), before=before)
        if one.sort in CHAINED:
            chain.append(one.source)


def needed(source: str, earlier: Sequence[str]) -> list[str]:
    """Choose the earlier programs without which this one would not do what it does: readers wait for each.

    They are those that make or change what it takes for granted, by its name. Where more than that counts, as
    with random numbers, it prints something else than it should, and is not offered.
    """
    wanted, chosen = _names(source)[0], []
    for other in reversed(earlier):
        takes, makes = _names(other)
        if makes & wanted:
            chosen.append(other)
            wanted = wanted | takes
    return chosen[::-1]


def _names(source: str) -> tuple[set[str], set[str]]:
    """Give the names that a program takes, and those of what it makes or changes."""
    tree = tree_of(source)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    takes = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    makes = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            makes.add(node.name)
        elif isinstance(node, ast.alias):
            makes.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.AugAssign):
            takes |= {found.id for found in ast.walk(node.target) if isinstance(found, ast.Name)}
        elif isinstance(node, ast.Expr) and not _is_print(node):
            # `optimizer.step()` is there for what it changes; what is only printed stays as it is.
            makes |= {found.id for found in ast.walk(node) if isinstance(found, ast.Name)} - _UNCHANGED
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            makes |= {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}
    return takes, makes - _UNCHANGED


def _is_print(node: ast.Expr) -> bool:
    call = node.value
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print"


def is_tested(exercise: Exercise, offers: Offers) -> bool:
    """Tell whether what a reader writes is judged in the page: by tests, not by their own tick."""
    return exercise.kind == "write" and offers.has(program_of(exercise))


def program_of(exercise: Exercise) -> Program | None:
    """Give the program of an exercise, as it begins; of a `fill` the solved one."""
    if exercise.program is None or exercise.kind in ("order", "card"):
        return None
    return _with(exercise, exercise.program)


def solution_of(exercise: Exercise) -> Program | None:
    """Give the program that the solution of an exercise shows."""
    if exercise.kind == "order":
        return _with(exercise, exercise.program) if exercise.program else None
    if exercise.write:
        return _with(exercise, exercise.write.reference)
    return _with(exercise, exercise.experiment.solution) if exercise.experiment else None


def _with(exercise: Exercise, code: Code) -> Program:
    return Program(source=code.source.rstrip("\n"), setup=_joined(exercise.setup), tests=_after(exercise))


def _after(exercise: Exercise) -> str:
    if exercise.experiment:
        metric = exercise.experiment.metric
        return f'print("{metric} =", {metric})'
    return exercise.check.source if exercise.write and exercise.check else ""


def _joined(codes: Sequence[Code]) -> str:
    return "\n".join(code.source for code in codes)
