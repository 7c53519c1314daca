"""Fenced code: its role, its code with its place, and whether it was closed.

In: a fence node of the tree. Out: a `Fence`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Code
from keyproof.finding import Place
from keyproof.read.attributes import Attribute, read_parts
from keyproof.read.markdown import lines_of, within
from keyproof.read.near import nearest, suggestion
from keyproof.read.source import Source

ROLES = frozenset({"program", "setup", "check", "answer", "claim", "reference", "solution", "wrong"})
"""What a Python fence can be; a fence without a further word is the program."""

WORDS = ROLES - {"program"}
"""What may be written after `python`."""

NOTED = frozenset({"wrong"})
"""Words that a note may follow on the same line."""

SEVERAL = frozenset({"setup", "wrong"})
"""Roles that an exercise may hold more than once."""

KEYED = frozenset({"run", "setup", "figure", "table", "stepper"})
"""Words after `python` that keys may follow: `python run name=train`."""

EXHIBIT = "keyproof-exhibit"
"""Language of the fence that shows the findings of a failing course."""

_UNDONE = re.compile(r"`{3,}python[ \t][^`]*`")
"""A fence whose opening line holds a backtick."""

_ALIASES = frozenset({"py", "py3", "python3", "python2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fenced block of Python with a role in an exercise."""

    role: str
    """One of `ROLES`, or the unknown word after `python`."""

    code: Code
    """What it holds."""

    place: Place
    """The opening line from the backticks on."""

    note: str = ""
    """`wrong` only: the words behind it."""

    keys: tuple[Attribute, ...] = ()
    """What follows the role, for one that keys may follow."""


def read_fence(source: Source, node: SyntaxTreeNode) -> Fence | None:
    """Return a Python fence; None for a fence of another language."""
    language, _, rest = node.info.strip().partition(" ")
    if language != "python":
        return None
    place = opening_place(source, node)
    role, *more = rest.split() or ["program"]
    keys: tuple[Attribute, ...] = ()
    note = ""
    if role in KEYED:
        raw = source.lines[place.line - 1]
        keys = read_parts(source, place.line, raw.index(role, raw.index(language)) + len(role), len(raw))
    elif role in NOTED:
        note = " ".join(more)
    else:
        role = " ".join([role, *more])
    return Fence(role=role, code=fence_code(source, node), place=place, note=note, keys=keys)


def fence_code(source: Source, node: SyntaxTreeNode) -> Code:
    """Return the lines between the fences, with the place of the first character."""
    start, _ = lines_of(node)
    text = node.content.removesuffix("\n")
    first = text.split("\n", 1)[0]
    raw = source.lines[start + 1] if start + 1 < len(source.lines) else ""
    # Whatever the list took away in front of the code is what the line has more than the code.
    column = len(raw) - len(first) + 1 if first and raw.endswith(first) else 1
    return Code(source=text, place=source.place(start + 2, column, len(first)))


def opening_place(source: Source, node: SyntaxTreeNode) -> Place:
    """Name the opening line of a fence, from its marker on."""
    start, _ = lines_of(node)
    column = source.lines[start].find(node.markup)
    return source.place(start + 1, column + 1, len(source.lines[start].rstrip()) - column)


def report_unclosed(source: Source, nodes: list[SyntaxTreeNode]) -> None:
    """Report fences that never end, at any depth: they swallow what follows."""
    for node in within(nodes, "fence"):
        start, end = lines_of(node)
        closing = re.compile(re.escape(node.markup[0]) + "{" + str(len(node.markup)) + r",}$")
        last = source.lines[end - 1].lstrip("> \t").rstrip()
        if end - 1 == start or not closing.match(last):
            source.report(
                "unreadable",
                opening_place(source, node),
                "This fence is never closed",
                hint=f"Write {node.markup} on a line of its own after the last line of the code, "
                "indented like the opening line.",
            )


def report_stray(source: Source, nodes: list[SyntaxTreeNode], *, where: str, hint: str) -> None:
    """Report fences of ours that stand where they mean nothing."""
    for node in within(nodes, "fence"):
        fence = read_fence(source, node)
        known = fence is not None and (fence.role in WORDS or nearest(fence.role, WORDS, cutoff=0.8))
        if known or node.info.strip() == EXHIBIT:
            source.report(
                "unknown-name",
                opening_place(source, node),
                f"A `{node.info.strip()}` fence means nothing {where}",
                hint=hint,
            )


def report_backticks(source: Source, node: SyntaxTreeNode) -> None:
    """Report a paragraph that was meant to open a fence: a backtick behind the fence's own undoes it."""
    line = lines_of(node)[0] + 1
    text = source.lines[line - 1].rstrip()
    if _UNDONE.match(text):
        source.report(
            "unreadable",
            source.place(line, 1, len(text)),
            "This line opens no fence: Markdown allows no backtick after the first three",
            hint="Write the words after it without backticks, or open and close the fence with `~~~`.",
        )


def report_language(source: Source, node: SyntaxTreeNode) -> None:
    """Report a fence inside an exercise whose language only looks like Python or an exhibit."""
    language = node.info.strip().partition(" ")[0]
    braces = language.startswith("{") and "python" in node.info
    near = language.startswith("p") and nearest(language, ["python"], cutoff=0.8)
    if language != "python" and (braces or near or language.lower() in {*_ALIASES, "python"}):
        source.report(
            "unknown-name",
            opening_place(source, node),
            f"`{node.info.strip()}` is not a kind of fence that an exercise knows",
            hint="Write ```python, and after it nothing or one word: "
            + ", ".join(f"`{word}`" for word in sorted(WORDS))
            + ".",
        )


def report_word(source: Source, fence: Fence, *, allowed: frozenset[str], where: str) -> None:
    """Report a word after `python` that is unknown or has no meaning here."""
    what = (
        f"A `python {fence.role}` fence means nothing {where}"
        if fence.role in WORDS
        else f"`{fence.role}` is not a word that may stand after `python`"
    )
    if fence.role == "run":
        what = "A `python run` fence means nothing inside an exercise: its program is run anyway"
    if fence.role == "program":
        what = f"A `python` fence means nothing {where}"
    words = allowed - {"program"}
    source.report("unknown-name", fence.place, what, hint=suggestion(fence.role, words))
