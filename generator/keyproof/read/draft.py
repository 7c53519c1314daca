"""The parts of one exercise, sorted by role: what the readers of the kinds work on.

In: the nodes under an exercise's heading. Out: a `Draft`; whatever has no role is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Prose
from keyproof.finding import Place
from keyproof.read.details import is_short_of, read_details, report_foreign
from keyproof.read.fences import (
    EXHIBIT,
    SEVERAL,
    Fence,
    opening_place,
    read_fence,
    report_backticks,
    report_language,
    report_stray,
    report_word,
)
from keyproof.read.keys import read_keys
from keyproof.read.letters import Listed, report_letters
from keyproof.read.markdown import lines_of
from keyproof.read.source import Source
from keyproof.read.values import Values

_COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*$", re.DOTALL)
_GLUED = re.compile(r"\s*(?P<box>[-+*]\[[ xX]\])")
_AT_MARGIN = "Move the fence to the left margin, outside lists and quotes."


@dataclass(slots=True)
class Draft:
    """An exercise taken apart, before its kind makes sense of the parts."""

    source: Source
    """The file."""

    place: Place
    """The heading: where faults of the whole exercise are shown."""

    roles: frozenset[str]
    """Roles of fences that the kind knows."""

    kind: str
    """The kind, for messages."""

    boxes: bool
    """Whether options of the kind begin with a box."""

    offers: bool = True
    """Whether the kind has options; otherwise every list is prose."""

    values: Values | None = None
    """What the keys of the heading say."""

    fences: dict[str, list[Fence]] = field(default_factory=dict)
    """Fences by role, in order."""

    lists: list[SyntaxTreeNode] = field(default_factory=list)
    """Lists that may be the options, in order; `take_options` leaves the others as prose."""

    options: SyntaxTreeNode | None = None
    """The list of options."""

    before: list[tuple[int, int]] = field(default_factory=list)
    """Lines of the stem before the program (0-based, end excluded)."""

    after: list[tuple[int, int]] = field(default_factory=list)
    """Lines of the stem after the program."""

    hints: list[Prose] = field(default_factory=list)
    """Bodies of `??? hint`."""

    solution: Prose | None = None
    """Body of `??? solution`."""

    mistakes: Prose | None = None
    """Body of `??? mistakes`."""

    back: Prose | None = None
    """Body of `??? back`."""

    @property
    def offered(self) -> int:
        """How many options with a letter there are; where none is ticked, the build adds the right one."""
        if self.options is None or self.listed != "option":
            return 0
        return len(self.options.children) + (not self.boxes)

    @property
    def listed(self) -> Listed:
        """What an item of the list of options is called."""
        return "point" if self.kind == "explain" else "option"

    def fence(self, role: str) -> Fence | None:
        """Return the one fence of a role."""
        return next(iter(self.fences.get(role, ())), None)


def read_draft(draft: Draft, nodes: list[SyntaxTreeNode], *, looks: Callable[[SyntaxTreeNode], bool]) -> None:
    """Sort the nodes into the draft; `looks` tells whether a list looks like the kind's options."""
    draft.options = _choose_options(draft, nodes, looks) if draft.offers else None
    _report_glued(draft, nodes)
    ended = False
    for node in nodes:
        if node is draft.options or _is_role(draft, node):
            ended = ended or node is draft.options or node.type == "details"
        elif report_foreign(draft.source, node):
            continue
        elif ended:
            _report_late(draft, node)
        else:
            _add_prose(draft, node)


def stem(draft: Draft, ranges: list[tuple[int, int]]) -> Prose | None:
    """Join stretches of the stem; neighbours keep what stands between them."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        blank = merged and not "".join(draft.source.lines[merged[-1][1] : start]).strip()
        merged[-1:] = [(merged[-1][0], end)] if blank else [*merged[-1:], (start, end)]
    parts = [part for part in (draft.source.prose(start, end) for start, end in merged) if part]
    if not parts:
        return None
    text = parts[0].text
    for part in parts[1:]:
        # As many lines apart as in the file, so that each line of the text keeps its number.
        reached = parts[0].place.line + text.count("\n")
        text += "\n" * max(2, part.place.line - reached) + part.text
    return Prose(text=text, place=parts[0].place, slots=tuple(slot for part in parts for slot in part.slots))


def _choose_options(
    draft: Draft, nodes: list[SyntaxTreeNode], looks: Callable[[SyntaxTreeNode], bool]
) -> SyntaxTreeNode | None:
    programs = [n for n, node in enumerate(nodes) if node.type == "fence" and node.info.strip() == "python"]
    first = programs[0] if programs else -1
    lists = [node for node in nodes if node.type in ("bullet_list", "ordered_list")]
    alike = [node for node in lists if looks(node)]
    if not draft.boxes:
        # Without boxes, a list of code in the stem is only a list.
        alike = [node for node in nodes[first + 1 :] if node in alike] or alike
    later = [node for node in nodes[first + 1 :] if node.type == "bullet_list"]
    chosen = alike[-1] if alike else later[-1] if later else None
    for node in alike[:-1]:
        draft.source.report(
            "option-count",
            draft.source.line_place(lines_of(node)[0] + 1),
            "This exercise has two lists of options",
            hint="Join the options into one list, without prose between them and with the same bullet.",
        )
    return chosen


def _report_glued(draft: Draft, nodes: list[SyntaxTreeNode]) -> None:
    """Report what Markdown takes for text, or for more of the option above: a bullet without a space."""
    shown = [node for node in nodes if draft.boxes and node.type in ("paragraph", "bullet_list")]
    for part in (part for node in shown for part in node.walk() if part.type == "paragraph"):
        for n in range(*lines_of(part)):
            if found := _GLUED.match(draft.source.lines[n]):
                draft.source.report(
                    "option-count",
                    draft.source.place(n + 1, found.start("box") + 1, len(found["box"])),
                    f"`{found['box']}` does not begin an option",
                    hint="Write a space between the bullet and the box.",
                )


def _is_role(draft: Draft, node: SyntaxTreeNode) -> bool:
    if node.type == "details":
        read_details(draft, node)
        return True
    if node.type != "fence":
        return False
    fence = read_fence(draft.source, node)
    if fence is None:
        report_language(draft.source, node)
        return False
    if fence.role in ("signature", "figure", "table"):
        return False
    _add_fence(draft, fence)
    return True


def _add_fence(draft: Draft, fence: Fence) -> None:
    if fence.role not in draft.roles:
        where = "directly under the heading of a `choice`" if fence.role == "claim" else ""
        where = where if draft.kind == "choice" and where else f"in an exercise of kind `{draft.kind}`"
        report_word(draft.source, fence, allowed=draft.roles, where=where)
        return
    read_keys(draft.source, fence.keys, known=(), where="in an exercise")
    known = draft.fences.setdefault(fence.role, [])
    if known and fence.role not in SEVERAL:
        name = "program" if fence.role == "program" else f"`{fence.role}` fence"
        draft.source.report(
            "unknown-name",
            fence.place,
            f"This is a second {name}; the first stands on line {known[0].place.line}",
            hint="Keep one of them"
            + (", or write ```text for code that is only shown." if name == "program" else "."),
        )
        return
    known.append(fence)


def _add_prose(draft: Draft, node: SyntaxTreeNode) -> None:
    if node.type == "fence" and node.info.strip() == EXHIBIT:
        draft.source.report(
            "unknown-name",
            opening_place(draft.source, node),
            f"A `{EXHIBIT}` fence means nothing inside an exercise",
            hint="Put it before the first exercise, or under a heading of its own.",
        )
        return
    if node.type == "paragraph":
        report_backticks(draft.source, node)
    if node.type != "fence":
        report_stray(draft.source, [node], where="inside a list or a quote", hint=_AT_MARGIN)
        report_letters(draft.source, [node], options=draft.offered)
    stretch = draft.after if draft.fence("program") else draft.before
    stretch.append(lines_of(node))


def _report_late(draft: Draft, node: SyntaxTreeNode) -> None:
    start, end = lines_of(node)
    comment = node.type == "html_block" and _COMMENT.match("\n".join(draft.source.lines[start:end]))
    if comment or is_short_of(draft.source, start):
        return
    draft.source.report(
        "unknown-name",
        draft.source.line_place(start + 1),
        "Text after the options or after a `???` block belongs to no part of the exercise",
        hint="Move it before the options, into a `???` block, or under a heading of its own.",
    )
