"""What prose asks the run for: values in a sentence, and programs whose output is shown.

In: nodes of a page or of an exercise, and the slots of its prose. Out: `Statement`s in the order of reading.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Code
from keyproof.finding import Place
from keyproof.read import stepper
from keyproof.read.attributes import read_parts
from keyproof.read.fences import Fence, opening_place, read_fence
from keyproof.read.keys import Keys, read_keys
from keyproof.read.markdown import lines_of, within
from keyproof.read.near import nearest, suggestion
from keyproof.read.slots import NAMING, SHOWING, VALUE, Asked, asked
from keyproof.read.source import Source
from keyproof.read.syntax import report_syntax
from keyproof.statement import Statement
from keyproof.trees import expression_of, tree_of

_SPEC = re.compile(r"(?:.?[<>=^])?[-+ ]?z?#?0?[0-9]*[_,]?(?:\.[0-9]+)?[bcdeEfFgGnosxX%]?")
"""What may stand behind the colon of a value: Python's own language for formats."""

ALONE = ("run", "setup", "stepper")
"""Words of fences that mean something else in an exercise, or nothing, which is told elsewhere."""

_SHOWN = {"figure": {"alt", "caption", "show"}, "table": {"caption", "digits", "show"}}
_KEYS = {
    "run": {"name", "after", "seconds"},
    "setup": {"name", "after", "seconds"},
    "stepper": stepper.KEYS,
    **{role: {*keys, "after", "seconds"} for role, keys in _SHOWN.items()},
}


_SORTS: dict[str, Literal["run", "figure", "table"]] = {
    "run": "run", "setup": "run", "figure": "figure", "table": "table",
}  # fmt: skip


def read_computed(
    source: Source, nodes: Sequence[SyntaxTreeNode], slots: Collection[Place], *, inside: bool
) -> tuple[Statement, ...]:
    """Find what is asked for; `slots` are the places where something can be shown."""
    headings = {line + 1 for node in within(list(nodes), "heading") for line in range(*lines_of(node))}
    slots = {place for place in slots if place.line not in headings}
    reader = _Reader(source=source, slots=slots, inside=inside)
    found: list[tuple[Place, Asked | Fence]] = [*_spans(source, nodes)]
    found += _fences(source, nodes, inside=inside)
    for place, one in sorted(found, key=lambda pair: pair[0]):
        if isinstance(one, Asked):
            reader.value(place, one)
        else:
            reader.fence(place, one)
    return tuple(reader.statements)


def _spans(source: Source, nodes: Sequence[SyntaxTreeNode]) -> Iterator[tuple[Place, Asked]]:
    for node in nodes:
        start, end = lines_of(node)
        fenced = {line for inner in within([node], "fence") for line in range(*lines_of(inner))}
        for line in (line for line in range(start, end) if line not in fenced):
            for one in asked(source.lines[line]):
                yield source.place(line + 1, one.span.start + 1, one.span.end - one.span.start), one


def _fences(
    source: Source, nodes: Sequence[SyntaxTreeNode], *, inside: bool
) -> Iterator[tuple[Place, Fence]]:
    for node in within(list(nodes), "fence"):
        fence = read_fence(source, node)
        if fence is None:
            continue
        named = fence.role == "setup" and any(key.name in NAMING for key in fence.keys)
        if not (fence.role in SHOWING or named) or (inside and fence.role in ALONE):
            continue
        if node in nodes or (inside and node.parent and node.parent.type == "details"):
            yield opening_place(source, node), fence
        else:
            what = f"A `python {fence.role}` fence means nothing inside a list or a quote"
            source.report("unknown-name", fence.place, what, hint="Move the fence to the left margin.")


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Walks down a page, and knows the runs that have a name so far."""

    source: Source
    slots: Collection[Place]
    inside: bool
    lines: dict[str, str] = field(default_factory=dict)
    """For each name the line that its run is on."""
    first: dict[str, Place] = field(default_factory=dict)
    """Where each name was given."""
    statements: list[Statement] = field(default_factory=list)

    def value(self, place: Place, one: Asked) -> None:
        """Read a code span that asks for a value."""
        if one.word != VALUE:
            if nearest(one.word, [VALUE], cutoff=0.7):
                what = f"`{{{one.word}}}` asks for nothing"
                self.source.report("unknown-name", place, what, hint=f"Did you mean `{{{VALUE}}}`?")
            return
        if not one.code:
            hint = "Write an expression after the braces: `{python} len(x)`."
            self.source.report("unreadable", place, "Here is no expression", hint=hint)
            return
        parts = read_parts(self.source, place.line, one.first, one.first + len(one.keys))
        known = set[str]() if self.inside else {"after"}
        keys = read_keys(self.source, parts, known=known, where="in front of a value" + self._here())
        text, spec = split_format(one.code)
        code = Code(source=text, place=self.source.place(place.line, one.begin + 1, len(text)))
        if not report_syntax(self.source, code, name="expression", mode="eval"):
            return
        if place not in self.slots:
            what = "A computed value cannot stand here"
            hint = "Write it into a paragraph, a list or a table, not into a heading, an option or its note."
            self.source.report("unknown-name", place, what, hint=hint)
            return
        self.statements.append(
            Statement(
                sort="value", text=one.code, place=place, source=text, source_place=code.place,
                line=self._line(keys), spec=spec, slot=place,
            )
        )  # fmt: skip

    def fence(self, place: Place, fence: Fence) -> None:
        """Read a fence in whose place something is shown, or whose run is only there for others."""
        where = f"after `python {fence.role}`{self._here()}"
        known = _SHOWN[fence.role] if self.inside else _KEYS[fence.role]
        keys = read_keys(self.source, fence.keys, known=known, where=where)
        line = self._line(keys)
        if keys.name:
            self._name(keys, line)
        if not self._is_whole(place, fence, keys):
            return
        if fence.role == "stepper":
            self.statements.append(stepper.read_stepper(self.source, place, fence, keys, line=line))
            return
        code, sort = fence.code, _SORTS[fence.role]
        self.statements.append(
            Statement(
                sort=sort, text=code.source, place=code.place if sort == "run" else place,
                source=code.source, source_place=code.place, line=self.lines.get(keys.name, line),
                seconds=keys.seconds, spec=keys.digits, slot=place,
                code=fence.role == "run" or keys.show, alt=keys.alt, caption=keys.caption,
            )
        )  # fmt: skip

    def _is_whole(self, place: Place, fence: Fence, keys: Keys) -> bool:
        """Report what a fence lacks; what cannot be run is not asked for."""
        if fence.role == "figure" and not keys.alt and keys.place("alt") is None:
            what = "This figure has no text for those who do not see it"
            hint = 'Say what it shows: `python figure alt="The loss falls from 3 to 0.1."`.'
            self.source.report("unreadable", place, what, hint=hint)
        if not report_syntax(self.source, fence.code, name="program"):
            return False
        if fence.role != "table":
            return True
        body = tree_of(fence.code.source).body
        if body and isinstance(body[-1], ast.Expr):
            return True
        hint = "End it with an expression: a list of rows, or a dict of columns."
        self.source.report("unreadable", place, "This table ends without a value", hint=hint)
        return False

    def _here(self) -> str:
        return " in an exercise" if self.inside else ""

    def _line(self, keys: Keys) -> str:
        place = keys.place("after")
        if not keys.after or place is None:
            return ""
        if keys.after not in self.lines:
            what = f"No run above is named `{keys.after}`"
            hint = suggestion(keys.after, self.lines) if self.lines else "Name one: `python run name=…`."
            self.source.report("unknown-name", place, what, hint=hint)
        return self.lines.get(keys.after, "")

    def _name(self, keys: Keys, line: str) -> None:
        place = keys.place("name")
        if place is None:
            return
        if keys.name in self.first:
            first = self.first[keys.name].line
            what = f"`{keys.name}` names two runs; the first stands on line {first}"
            self.source.report("duplicate-id", place, what, hint="Give one of them another name.")
            return
        self.first[keys.name] = place
        self.lines[keys.name] = line or keys.name


def split_format(text: str) -> tuple[str, str]:
    """Divide `x:.3f` into expression and format; text that is no expression at all stays whole."""
    if _is_expression(text):
        return text, ""
    for colon in re.finditer(":", text):
        expression, spec = text[: colon.start()], text[colon.end() :].strip()
        if spec and _SPEC.fullmatch(spec) and _is_expression(expression):
            return expression.rstrip(), spec
    return text, ""


def _is_expression(text: str) -> bool:
    try:
        expression_of(text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
