"""Options: one list item each, with code or a sentence, a claim and a note.

In: a list node. Out: `Option`s with the place of every part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Code, Option
from keyproof.finding import Place
from keyproof.read.attributes import read_attributes
from keyproof.read.fences import opening_place, read_fence, report_word
from keyproof.read.letters import Listed, report_letters, report_prefix
from keyproof.read.markdown import lines_of
from keyproof.read.shown import as_shown
from keyproof.read.source import Source
from keyproof.read.spans import Span, find_spans

_BOX = re.compile(r"\[(?P<mark>[ xX])\](?:[ \t]+|$)")
_NEARLY = re.compile(r"\[(?P<mark>[^\w\]`\s]?|[xX+*✓✗]|[ \t]+[xX]?[ \t]*|[xX][ \t]+)\](?!\()[ \t]*")
"""A box that is not one: `[]`, `[*]`, `[ x]`, or no space after it."""

_BULLET = re.compile(r"[ \t]*(?:[-+*]|\d+[.)])[ \t]*")
_VALUES = {
    "raises": (
        re.compile(r"[A-Za-z_][\w.]*$"),
        "the name of an exception",
        "Write the name of the class, such as `{raises=TypeError}`.",
    ),
    "blank": (
        re.compile(r"[1-9](?:,[1-9])*$"),
        "the number of a blank",
        "Count the blanks from 1: `{blank=2}`, or `{blank=1,2}` for several.",
    ),
}
"""Attributes of an option: what a value looks like, what it is, and what to do about another."""

_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}")


@dataclass(slots=True)
class _Item:
    """A list item while it is being read."""

    place: Place
    box: str = ""
    text: str = ""
    code: Code | None = None
    claim: Code | None = None
    raises: str = ""
    blanks: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list)

    def option(self) -> Option:
        # With a claim of its own, a code span is a sentence about which something is claimed.
        code = None if self.claim is not None and self.text else self.code
        return Option(
            text=self.text,
            code=code,
            claim=self.claim,
            keyed=self.box.lower() == "x",
            note="\n\n".join(self.notes),
            raises=self.raises,
            blanks=self.blanks,
            place=self.place,
        )


def read_options(
    source: Source, node: SyntaxTreeNode, *, boxes: bool, claims: bool, listed: Listed = "option"
) -> tuple[Option, ...]:
    """Read the options of an exercise; `boxes` and `claims` say what its kind knows."""
    if node.type == "ordered_list":
        source.report(
            "unknown-name",
            source.line_place(lines_of(node)[0] + 1),
            f"{listed.capitalize()}s are not numbered",
            hint=f"Write a bullet list: begin each {listed} with `- `.",
        )
    offered = len(node.children) + (not boxes) if listed == "option" else 0
    report_letters(source, [node], options=offered)
    items = [_read_item(source, item, boxes=boxes, claims=claims, listed=listed) for item in node.children]
    for item in items:
        _report_box(source, item, boxes=boxes, listed=listed)
    return tuple(item.option() for item in items)


def has_boxes(node: SyntaxTreeNode) -> bool:
    """Tell whether some item of a list begins with `[ ]` or `[x]`."""
    return any(_BOX.match(_first_text(item)) for item in node.children)


def all_code(node: SyntaxTreeNode) -> bool:
    """Tell whether every item of a list begins with a line of code or is a fenced block."""
    return all(_is_code(item) for item in node.children)


def _is_code(item: SyntaxTreeNode) -> bool:
    if item.children and item.children[0].type == "fence":
        return True
    return _leading_span(_first_text(item).split("\n")[0]) is not None


def _first_text(item: SyntaxTreeNode) -> str:
    first = item.children[0] if item.children else None
    if first is None or first.type != "paragraph":
        return ""
    return first.children[0].content


def _read_item(source: Source, node: SyntaxTreeNode, *, boxes: bool, claims: bool, listed: Listed) -> _Item:
    item = _Item(place=_item_place(source, node))
    children = list(node.children)
    if children and children[0].type in ("paragraph", "html_block"):
        _read_first(source, children.pop(0), item, boxes=boxes)
    if not item.text and children and children[0].type == "fence":
        fence = read_fence(source, children[0])
        if fence is not None and fence.role == "program":
            item.code, item.place = fence.code, fence.code.place
            children.pop(0)
    if not item.text and item.code is None:
        source.report(
            "unreadable",
            item.place,
            f"This {listed} is empty",
            hint="Write its text or its code after the bullet, or remove it.",
        )
    for child in children:
        _read_child(source, child, item, claims=claims)
    return item


def _item_place(source: Source, node: SyntaxTreeNode) -> Place:
    line = lines_of(node)[0] + 1
    raw = source.lines[line - 1]
    bullet = _BULLET.match(raw)
    start = bullet.end() if bullet else 0
    return source.place(line, start + 1, len(raw.rstrip()) - start)


def _read_first(source: Source, node: SyntaxTreeNode, item: _Item, *, boxes: bool) -> None:
    content = node.children[0].content if node.type == "paragraph" else node.content.strip()
    line = lines_of(node)[0] + 1
    head, _, rest = content.partition("\n")
    box = _BOX.match(head)
    if box is not None:
        item.box, head = box["mark"], head[box.end() :]
    elif boxes and (nearly := _NEARLY.match(head)):
        _report_nearly(source, source.suffix_place(line, head), nearly)
        # It is told; what the option says is read as if the box were one.
        item.box, head = "x" if nearly["mark"].strip() else " ", head[nearly.end() :]
    if not head and rest:
        line, (head, _, rest) = line + 1, rest.partition("\n")
    if not head:
        return
    item.place = source.suffix_place(line, head)
    span = _leading_span(head)
    if span is None:
        _read_sentence(source, item, head, rest)
    else:
        _read_code(source, item, head, span)
        if rest:
            item.notes = [as_shown(" ".join([*item.notes, *(line.strip() for line in rest.split("\n"))]))]


def _leading_span(head: str) -> Span | None:
    """Return the code span if the line is that span, attributes and a note apart."""
    spans = find_spans(head)
    if not spans or spans[0].start != 0:
        return None
    after = head[spans[0].end :]
    attributes = _ATTRIBUTES.match(after)
    after = after[attributes.end() :] if attributes else after
    return spans[0] if not after.strip() or after.lstrip().startswith(":") else None


def _read_code(source: Source, item: _Item, head: str, span: Span) -> None:
    start = item.place
    item.text = head[: span.end]
    item.place = source.place(start.line, start.column, span.end)
    place = source.place(start.line, start.column + span.inner, len(span.code))
    item.code = Code(source=span.code, place=place)
    after = head[span.end :]
    attributes = _ATTRIBUTES.match(after)
    if attributes is not None:
        offset = start.column - 1 + span.end
        _read_attributes(source, item, offset, offset + attributes.end())
        after = after[attributes.end() :]
    note = after.strip().removeprefix(":").strip()
    if note:
        item.notes.append(as_shown(note))


def _read_attributes(source: Source, item: _Item, start: int, end: int) -> None:
    line = item.place.line
    shown = Source(source.path, "\n" * (line - 1) + source.lines[line - 1][:end])
    found = read_attributes(shown, line, start)
    for part in found[1] if found else ():
        if part.sort != "key" or part.name not in _VALUES:
            source.report(
                "unknown-name",
                part.place,
                f"`{part.name}` is not an attribute of an option",
                hint="An option knows `{raises=NameError}`, the exception that its run must end with, "
                "and `{blank=2}`, the blank that its note is about.",
            )
            continue
        pattern, meaning, advice = _VALUES[part.name]
        if not pattern.match(part.value):
            what = f"`{part.value}` is not {meaning}"
            source.report("unreadable", part.place, what, hint=advice)
        elif part.name == "raises":
            item.raises = part.value
        else:
            item.blanks = tuple(int(number) for number in part.value.split(","))


def _read_sentence(source: Source, item: _Item, head: str, rest: str) -> None:
    item.text = as_shown("\n".join(line.strip() for line in (head, *(rest.split("\n") if rest else ()))))
    report_prefix(source, head, item.place)
    if head.startswith("```") or head.startswith("~~~"):
        source.report(
            "unreadable",
            item.place,
            "A fence cannot begin on the line of the box",
            hint="Write the fence on the next line, indented by four spaces.",
        )
    if re.search(r"\{[^{}`]*raises\s*=[^{}`]*\}\s*$", item.text):
        source.report(
            "unknown-name",
            item.place,
            "`raises` belongs to an option of code, but this option is a sentence",
            hint="Remove the attribute list, or make the option one code span.",
        )


def _read_child(source: Source, node: SyntaxTreeNode, item: _Item, *, claims: bool) -> None:
    if node.type == "paragraph":
        text = " ".join(line.strip() for line in node.children[0].content.split("\n"))
        item.notes.append(as_shown(text))
        return
    fence = read_fence(source, node) if node.type == "fence" else None
    if fence is not None and fence.role == "claim" and claims and item.claim is None:
        item.claim = fence.code
        return
    if fence is not None:
        allowed = frozenset({"claim"}) if claims else frozenset[str]()
        report_word(source, fence, allowed=allowed, where="at this place under an option")
        return
    start = lines_of(node)[0] + 1
    place = opening_place(source, node) if node.type == "fence" else source.line_place(start)
    source.report(
        "unknown-name",
        place,
        "Only a note in plain paragraphs" + (" and a claim" if claims else "") + " may stand under an option",
        hint="Write the note as plain text with `code spans`, without lists, headings or quotes.",
    )


def _report_nearly(source: Source, place: Place, box: re.Match[str]) -> None:
    written = box.group().rstrip()
    source.report(
        "option-count",
        source.place(place.line, place.column, len(written)),
        f"`{written}` is not a box",
        hint="Write `- [x] ` if the option is right and `- [ ] ` if it is wrong, with a space after the box.",
    )


def _report_box(source: Source, item: _Item, *, boxes: bool, listed: Listed) -> None:
    if boxes and not item.box:
        source.report(
            "option-count",
            item.place,
            "This option has no box",
            hint="Begin it with `- [x]` if it is right and with `- [ ]` if it is wrong.",
        )
    if item.box and listed == "point":
        source.report(
            "unknown-name",
            item.place,
            "This point has a box, but no point of an answer is wrong",
            hint="Remove `[ ]` or `[x]`: each reader gets a box for it, and ticks it.",
        )
    elif not boxes and item.box:
        source.report(
            "unknown-name",
            item.place,
            "This option has a box, but the key of this kind of exercise is not ticked",
            hint="Remove `[ ]` or `[x]` and list wrong answers only; the key comes from the program.",
        )
