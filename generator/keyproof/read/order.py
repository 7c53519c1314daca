"""`order`: a program whose pieces the reader puts in order.

In: a draft. Out: the exercise with its program, the pieces of it, and its check.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from keyproof.exercise import Code, Exercise
from keyproof.read.draft import Draft
from keyproof.read.needs import compiled, report_marker, required
from keyproof.trees import tree_of

FEWEST, MOST = 2, 7
"""Pieces of one exercise: of seven there are 5,040 orders, and each has to be known."""


def finish(draft: Draft, exercise: Exercise) -> Exercise:
    """Take the program apart into pieces."""
    code = required(draft, "program", example="a program whose lines are in a right order")
    check = required(draft, "check", example="assertions that only a right order passes")
    if code is None or not compiled(draft, code, "program"):
        return replace(exercise, check=check)
    report_marker(draft, code, "blank")
    report_marker(draft, code, "repair")
    pieces = read_pieces(code.source)
    _report_number(draft, code, pieces)
    # Nothing but the pieces can change places.
    return replace(exercise, program=code, check=check, pieces=pieces, shuffle=False)


def read_pieces(source: str) -> tuple[tuple[int, int], ...]:
    """Find the first and last line of each piece, from 1.

    A piece is a statement with the comments above it. Where blank lines stand between statements, the groups
    that they make are the pieces.
    """
    stretches = list(_stretches(source))
    grouped = any(stretch.apart for stretch in stretches[1:])
    pieces: list[tuple[int, int]] = []
    for stretch in stretches:
        if pieces and grouped and not stretch.apart:
            pieces[-1] = (pieces[-1][0], stretch.last)
        else:
            pieces.append((stretch.first, stretch.last))
    if pieces:
        # What is said at the end belongs to the last of them.
        pieces[-1] = (pieces[-1][0], len(source.rstrip().split("\n")))
    return tuple(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    first: int
    last: int
    apart: bool
    """Whether a blank line stands above it."""


def _stretches(source: str) -> Iterator[_Stretch]:
    lines = source.split("\n")
    reached = 0
    waiting: list[tuple[int, int]] = []
    for node in tree_of(source).body:
        begin, end = min(_lines(node)), node.end_lineno or node.lineno
        if waiting and begin <= waiting[-1][1]:
            # Two statements on one line cannot be moved apart.
            waiting[-1] = (waiting[-1][0], max(end, waiting[-1][1]))
        else:
            waiting.append((begin, end))
    for begin, end in waiting:
        between = [number for number in range(reached + 1, begin) if lines[number - 1].strip()]
        apart = len(between) < begin - reached - 1
        yield _Stretch(first=(between or [begin])[0], last=end, apart=apart)
        reached = end


def _lines(node: ast.stmt) -> Iterator[int]:
    yield node.lineno
    # A decorated function begins with what decorates it.
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield from (decorator.lineno for decorator in node.decorator_list)


def _report_number(draft: Draft, code: Code, pieces: tuple[tuple[int, int], ...]) -> None:
    if FEWEST <= len(pieces) <= MOST:
        return
    if len(pieces) > MOST:
        what = f"This program has {len(pieces)} pieces, and at most {MOST} can be put in order"
        hint = "Group them: with blank lines between some of them, the groups are what a reader moves."
    else:
        what = "This program is one piece, so there is nothing to put in order"
        hint = "Write more statements. Blank lines divide them into groups, which are moved as a whole."
    draft.source.report("option-count", code.place, what, hint=hint)
