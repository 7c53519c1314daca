"""One page: its prose, exercises, sets and exhibits, in order.

In: a file. Out: a `SourcePage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from markdown_it.tree import SyntaxTreeNode

from keyproof.course import Block, ExerciseSet, SourcePage
from keyproof.exercise import SELF_ASSESSED, Code, Exercise, Prose
from keyproof.glance import SET
from keyproof.read.exercise import identify, read_exercise, report_id
from keyproof.read.exhibit import read_exhibit
from keyproof.read.fences import (
    EXHIBIT,
    opening_place,
    read_fence,
    report_backticks,
    report_stray,
    report_unclosed,
)
from keyproof.read.front_matter import ONE_BY_ONE, read_front_matter
from keyproof.read.headings import LEVELS, Heading, read_heading, report_no_space
from keyproof.read.keys import read_keys
from keyproof.read.lost import report_lost, report_lost_fences, report_wrapped
from keyproof.read.markdown import lines_of, parse
from keyproof.read.near import nearest, suggestion
from keyproof.read.slots import NAMING, shows
from keyproof.read.source import Source
from keyproof.read.statements import read_statements
from keyproof.read.surroundings import Surroundings
from keyproof.read.syntax import report_syntax


@dataclass(slots=True)
class _Open:
    """An exercise or a set whose end has not been reached."""

    heading: Heading
    nodes: list[SyntaxTreeNode] = field(default_factory=list)
    blocks: list[Prose | Exercise] = field(default_factory=list)


def read_page(
    source: Source,
    *,
    topic: str = "",
    mode: str = "",
    setup: tuple[Code, ...] = (),
    objectives: tuple[str, ...] | None = None,
) -> SourcePage:
    """Take a page apart; `setup` and `objectives` are what its topic defines."""
    front = read_front_matter(source, mode=mode)
    # Blank lines in place of the front matter keep every line number right.
    body = "\n" * front.end + "\n".join(source.lines[front.end :])
    nodes = parse(body).children
    report_unclosed(source, nodes)
    report_lost(source, nodes, start=front.end)
    report_lost_fences(source, nodes, start=front.end)
    report_wrapped(source, start=front.end)
    around = Surroundings(attempts=front.attempts, countdown=front.countdown, objectives=objectives)
    splitter = _Splitter(source=source, mode=mode, around=around, setup=setup)
    blocks = splitter.split(nodes)
    title = front.title or _first_title(source, nodes) or mode.capitalize()
    return SourcePage(
        path=source.path,
        topic=topic,
        mode=mode,
        front_matter=front.text,
        title=title,
        minutes=front.minutes,
        blocks=blocks,
        setup=splitter.setup,
        statements=read_statements(source, splitter.plain, _prose(blocks), inside=False),
    )


def _prose(blocks: Iterable[Block]) -> Iterator[Prose]:
    for block in blocks:
        if isinstance(block, ExerciseSet):
            yield from _prose(block.blocks)
        elif isinstance(block, Prose):
            yield block


def _first_title(source: Source, nodes: list[SyntaxTreeNode]) -> str:
    top = next((node for node in nodes if node.type == "heading" and node.tag == "h1"), None)
    # Read into a copy: the faults of this heading are reported where the page is split.
    return read_heading(Source(source.path, source.text), top).title if top is not None else ""


@dataclass(slots=True)
class _Splitter:
    """Cuts a page at its headings; keeps what is open while it walks down."""

    source: Source
    mode: str
    around: Surroundings
    setup: tuple[Code, ...]
    blocks: list[Block] = field(default_factory=list)
    group: _Open | None = None
    exercise: _Open | None = None
    prose: tuple[int, int] | None = None
    plain: list[SyntaxTreeNode] = field(default_factory=list)
    """Everything that is no part of an exercise."""
    begun: bool = False
    lost: bool = False
    """Whether the heading above was meant to begin an exercise and cannot: one finding is enough."""

    def split(self, nodes: list[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Walk over the blocks at the left margin."""
        for node in nodes:
            if node.type == "heading":
                self._heading(node)
            elif self.exercise is not None:
                self._close_prose()
                self.exercise.nodes.append(node)
            else:
                self._outside(node)
        self._close(0)
        return tuple(self.blocks)

    def _heading(self, node: SyntaxTreeNode) -> None:
        before = len(self.source.findings)
        heading = read_heading(self.source, node)
        self.lost = heading.sort == "prose" and len(self.source.findings) > before
        inside = self.exercise is not None and heading.level > self.exercise.heading.level
        if inside:
            self._report_inner(heading)
        if inside and heading.sort == "prose":
            return
        self._close_exercise()
        self._close(heading.level)
        if heading.sort == "prose":
            self._add_prose(node)
            return
        self._close_prose()
        self._open(heading)

    def _open(self, heading: Heading) -> None:
        if heading.sort == "exercise":
            self._report_ungraded(heading)
            self.exercise, self.begun = _Open(heading), True
        elif self.group is None:
            self.group = _Open(heading)
            self._report_set(heading)
        else:
            self.source.report(
                "unknown-name",
                heading.place,
                "A set cannot stand inside another set",
                hint="Give it a heading of the same level as the other set.",
            )

    def _report_ungraded(self, heading: Heading) -> None:
        if self.mode in ONE_BY_ONE and heading.kind in SELF_ASSESSED:
            self.source.report(
                "unknown-name",
                heading.place,
                f"An exercise of kind `{heading.kind}` cannot stand on a page of mode `{self.mode}`: "
                "only its reader can judge it",
                hint="Move it to another page of the topic, or ask the same with a kind that is graded.",
            )

    def _report_set(self, heading: Heading) -> None:
        if self.mode in ONE_BY_ONE:
            self.source.report(
                "unknown-name",
                heading.place,
                f"A set cannot stand on a page of mode `{self.mode}`, which is a series itself",
                hint="Take the heading of the set away.",
            )

    def _outside(self, node: SyntaxTreeNode) -> None:
        fence = read_fence(self.source, node) if node.type == "fence" else None
        if node.type == "fence" and node.info.strip() == EXHIBIT and self.group is None:
            self._close_prose()
            self.blocks.append(read_exhibit(self.source, node))
        elif fence is not None and fence.role == "setup" and shows(node.info):
            self._add_prose(node)
        elif fence is not None and fence.role == "setup" and not self.begun:
            read_keys(self.source, fence.keys, known=NAMING, where="after `python setup`")
            self._close_prose()
            report_syntax(self.source, fence.code, name="setup")
            self.setup = (*self.setup, fence.code)
        else:
            if not self.lost:
                report_stray(self.source, [node], where="at this place", hint=self._advice())
            _report_near_exhibit(self.source, node)
            if node.type == "paragraph":
                report_backticks(self.source, node)
                self.lost = report_no_space(self.source, node) or self.lost
            self._add_prose(node)

    def _advice(self) -> str:
        if self.group is not None:
            return "Put it under the heading of an exercise; an exhibit stands outside a set."
        return (
            "Put it under the heading of an exercise; a setup for the whole page stands at the left "
            "margin before the first exercise."
        )

    def _report_inner(self, heading: Heading) -> None:
        self.source.report(
            "unknown-name",
            heading.place,
            "A heading cannot stand inside an exercise",
            hint="Use bold text, or give the heading the level of the exercise or a higher one.",
        )

    def _add_prose(self, node: SyntaxTreeNode) -> None:
        self.plain.append(node)
        start, end = lines_of(node)
        self.prose = (self.prose[0] if self.prose else start, end)

    def _close_prose(self) -> None:
        if self.prose is None:
            return
        prose = self.source.prose(*self.prose)
        self.prose = None
        if prose is not None:
            self._append(prose)

    def _close_exercise(self) -> None:
        if self.exercise is None:
            return
        heading, nodes = self.exercise.heading, self.exercise.nodes
        self.exercise = None
        around = replace(self.around, setup=self.setup)
        self._append(read_exercise(self.source, heading, nodes, around=around))

    def _close(self, level: int) -> None:
        """Close the set if a heading of this level ends it; 0 is the end of the page."""
        if level == 0 or (self.group is not None and level <= self.group.heading.level):
            self._close_exercise()
            self._close_prose()
            if self.group is not None:
                group, self.group = self.group, None
                self.blocks.append(_read_set(self.source, group))

    def _append(self, block: Prose | Exercise) -> None:
        if self.group is not None:
            self.group.blocks.append(block)
        else:
            self.blocks.append(block)


def _read_set(source: Source, group: _Open) -> ExerciseSet:
    heading = group.heading
    ident = identify(heading)
    report_id(source, heading, example=ident)
    for part in heading.attributes:
        known = part.sort == "id" or (part.sort == "class" and part.name == SET)
        if not known:
            mark = "." if part.sort == "class" else ""
            source.report(
                "unknown-name",
                part.place,
                f"`{mark}{part.name}` means nothing on the heading of a set",
                hint="Give it to the exercises of the set, or remove it."
                if part.name in LEVELS
                else suggestion(part.name, {SET}, mark="."),
            )
    if not any(isinstance(block, Exercise) for block in group.blocks):
        source.report(
            "unreadable",
            heading.place,
            "This set holds no exercise",
            hint="Give its exercises headings of a deeper level than the set's own.",
        )
    return ExerciseSet(
        id=ident,
        title=heading.title,
        heading=heading.level,
        place=heading.place,
        blocks=tuple(group.blocks),
    )


def _report_near_exhibit(source: Source, node: SyntaxTreeNode) -> None:
    language = node.info.strip() if node.type == "fence" else ""
    if language.startswith("keyproof") and language != EXHIBIT and nearest(language, [EXHIBIT]):
        source.report(
            "unknown-name",
            opening_place(source, node),
            f"`{language}` is not a kind of fence",
            hint=f"Did you mean `{EXHIBIT}`?",
        )
