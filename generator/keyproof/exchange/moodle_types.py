"""The types of question in Moodle XML.

In: an element. Out: the stem as Markdown and a `Task`; None where it holds mistakes, or cannot come along.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from keyproof.exchange.cloze import Text, read_cloze
from keyproof.exchange.markdown import from_html, from_plain, to_text
from keyproof.exchange.question import (
    Blank,
    Blanks,
    Chosen,
    Matched,
    Option,
    Passage,
    Recalled,
    Task,
    Typed,
    Written,
)
from keyproof.exchange.reading import PARTLY, WILDCARD, Reading, Told, has_wildcard, unequal
from keyproof.finding import Place

Read = tuple[str, Task | None]
WHOLE = 99.9
"""From here on a share is all of it."""

SHOWN = 60
"""Characters of a text that a mistake quotes."""

MOST_DIGITS = 9
"""Of the number of a gap."""

_NUMBERED = re.compile(r"\[\[(\d+)\]\]|\\\[\\\[(\d+)\\\]\\\]|\\\[\[(\d+)\]\\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question while it is read."""

    reading: Reading
    node: Element
    place: Place
    about: str
    prose: Callable[[Element | None], str]
    at: Callable[[Element], Place]
    stem: str
    solution: str

    def left_out(self, what: str, because: str) -> None:
        """Note that something does not come along."""
        self.reading.left_out(self.place, self.about, what, because)

    def changed(self, what: str, because: str) -> None:
        """Note that something comes along as something else."""
        self.reading.changed(self.place, self.about, what, because)

    def mistake(self, node: Element, what: str, hint: str) -> None:
        """Note a mistake."""
        self.reading.mistake(self.at(node), what, hint)


def _options(entry: Entry, *, partly: bool = False) -> list[Option]:
    """Read the answers; a share above nothing counts as right only where it is to."""
    found, shares = list[Option](), list[float]()
    for node in entry.node.findall("answer"):
        text = entry.prose(node) if node.get("format") or entry.node.get("type") == "multichoice" else ""
        text = text or from_plain(node.findtext("text") or "")
        share = _share(entry, node)
        right = share > 0 if partly else share >= WHOLE
        found.append(Option(text=text, right=right, feedback=entry.prose(node.find("feedback"))))
        if not text:
            entry.mistake(node, "This answer is empty", "Write its text.")
        shares.append(share)
    if not partly and any(0 < share < WHOLE for share in shares):
        entry.changed("what is partly right is wrong", PARTLY)
    if partly and (uneven := unequal(shares)):
        entry.changed(f"all that is right is asked for at once, without shares of {uneven}", PARTLY)
    return found


def _share(entry: Entry, node: Element) -> float:
    text = node.get("fraction", "")
    if _is_number(text):
        return float(text)
    what = f"`{text[:SHOWN]}` is not a share"
    entry.mistake(node, what, 'Write a number of percent: `fraction="100"`.')
    return 0.0


def _flag(entry: Entry, name: str, *, otherwise: bool) -> bool:
    text = (entry.node.findtext(name) or "").strip().lower()
    return text in ("true", "1") if text else otherwise


def _multichoice(entry: Entry) -> Read:
    multiple = not _flag(entry, "single", otherwise=entry.node.get("type") == "multichoice")
    options = _options(entry, partly=multiple)
    if len(options) < 2:
        entry.mistake(entry.node, "This choice has fewer than two answers", "Write at least two.")
    elif not any(option.right for option in options):
        entry.mistake(entry.node, "No answer is right", 'Give what is right `fraction="100"`.')
    if not multiple and sum(option.right for option in options) > 1:
        entry.changed(
            "all right answers are asked for", "one right option of several is not known to our pages"
        )
        multiple = True
    shuffle = _flag(entry, "shuffleanswers", otherwise=True)
    return entry.stem, Chosen(options=tuple(options), multiple=multiple, shuffle=shuffle)


def _truefalse(entry: Entry) -> Read:
    read = _options(entry)
    if len(read) != 2 or sum(option.right for option in read) != 1:
        entry.mistake(entry.node, "This has no true and false, one of them right", "Write two answers.")
    options = tuple(
        Option(text=one.text.capitalize(), right=one.right, feedback=one.feedback) for one in read
    )
    return entry.stem, Chosen(options=options, shuffle=False)


def _typed(entry: Entry) -> Read:
    options, other = list[Option](), ""
    number = entry.node.get("type") == "numerical"
    for node in entry.node.findall("answer"):
        text, feedback = (node.findtext("text") or "").strip(), entry.prose(node.find("feedback"))
        share = _share(entry, node)
        right, anything = share >= WHOLE, text == "*"
        if 0 < share < WHOLE:
            entry.changed("what is partly right is wrong", PARTLY)
        if anything and not right:
            other = feedback
            continue
        if number and not anything and not _is_number(text):
            entry.mistake(node, f"`{text[:SHOWN]}` is not a number", "Write one, or `*` for any.")
        off = _tolerance(entry, node) if number and not anything else None
        if not number and has_wildcard(text):
            entry.changed(*WILDCARD)
        text = text if anything else text.replace("\\*", "*")
        options.append(
            Option(text=text, right=right, feedback=feedback, tolerance=off, anything=anything)
        )
    if not any(option.right for option in options):
        entry.mistake(entry.node, "No answer is right", 'Give what is right `fraction="100"`.')
    entry.changed("the typed answer is a card", "what is typed can be judged only by a run of Python")
    case = _flag(entry, "usecase", otherwise=False)
    if case and not number:
        entry.left_out("that capital letters have to be right", "a card is compared by its reader")
    if units := ", ".join(filter(None, (node.text for node in entry.node.findall("units/unit/unit_name")))):
        entry.left_out(f"the units {units}", "a number of ours has none")
    task = Typed(options=tuple(options), other=other, number=number, case=case)
    return entry.stem, task


def _tolerance(entry: Entry, node: Element) -> float:
    text = (node.findtext("tolerance") or "").strip() or "0"
    if _is_number(text) and float(text) >= 0:
        return float(text)
    what = f"`{text[:SHOWN]}` is not a tolerance"
    entry.mistake(node, what, "Write a number from 0 on, with a point: `0.1`.")
    return 0.0


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _matching(entry: Entry) -> Read:
    pairs, extra = list[tuple[str, str]](), list[str]()
    for node in entry.node.findall("subquestion"):
        asked, answer = entry.prose(node), from_plain(node.findtext("answer/text") or "")
        if not answer:
            entry.mistake(node, "Nothing belongs to this part of the match", "Write its `answer`.")
        elif asked:
            pairs.append((asked, answer))
        else:
            extra.append(answer)
    if len(pairs) < 2:
        entry.mistake(entry.node, "This match has fewer than two parts", "Write at least two.")
    entry.changed("the match is a set of choices", "our pages have no match: each part is a choice among all")
    return entry.stem, Matched(pairs=tuple(pairs), extra=tuple(extra))


def _essay(entry: Entry) -> Read:
    model = entry.prose(entry.node.find("graderinfo"))
    stem, begin = _begun(entry)
    # What its grader is told is often what its reader is told afterwards.
    return stem, Written(model="" if model and model in entry.solution else model, begin=begin)


def _begun(entry: Entry) -> tuple[str, str]:
    """Give the stem, and the text that an answer begins with; one of an editor stands below the stem."""
    part = entry.node.find("responsetemplate")
    text = entry.node.findtext("responsetemplate/text") or ""
    if part is None or not text.strip():
        return entry.stem, ""
    if part.get("format") == "plain_text":
        return entry.stem, text.strip("\n")
    if (entry.node.findtext("responseformat") or "").strip() in ("plain", "monospaced"):
        return entry.stem, to_text(text).strip("\n")
    return f"{entry.stem}\n\n{entry.prose(part)}", ""


def _description(entry: Entry) -> Read:
    return entry.stem, Passage()


def _ordering(entry: Entry) -> Read:
    rows = [entry.prose(node) for node in entry.node.findall("answer")]
    shown = "\n".join(_item("-", row) for row in sorted(rows))
    entry.changed("the order is a card", "an order of ours is one of a program that can be run")
    back = "\n".join(_item(f"{number}.", row) for number, row in enumerate(rows, start=1))
    return f"{entry.stem}\n\n{shown}", Recalled(back=back)


def _item(mark: str, row: str) -> str:
    # A list goes on behind four spaces.
    return f"{mark:<3} " + row.replace("\n", "\n    ")


def _cloze(entry: Entry) -> Read:
    part = entry.node.find("questiontext")
    form = {} if part is None else dict(part.attrib)

    def shown(written: str) -> str:
        piece = Element("questiontext", form)
        SubElement(piece, "text").text = written
        return entry.prose(piece)

    text = Text(reading=entry.reading, place=entry.place, about=entry.about, shown=shown)
    return read_cloze(text, entry.node.findtext("questiontext/text") or "")


def _gaps(entry: Entry) -> Read:
    boxes = [*entry.node.findall("selectoption"), *entry.node.findall("dragbox")]
    tell = Told(entry.reading, entry.place, entry.about)
    texts = [from_html(node.findtext("text") or "", tell) for node in boxes]
    groups = [(text, node.findtext("group") or "1") for text, node in zip(texts, boxes, strict=True)]
    blanks: list[Blank] = []

    def number(match: re.Match[str]) -> str:
        named = next(part for part in match.groups() if part)
        # Python reads no integer of thousands of digits.
        index = int(named) - 1 if len(named) <= MOST_DIGITS else len(groups)
        if not 0 <= index < len(groups):
            what = f"There is no answer {named[:MOST_DIGITS]} for this gap"
            entry.mistake(entry.node, what, "Write it, or another.")
            return match.group()
        chips = [text for text, group in groups if group == groups[index][1]]
        options = tuple(Option(text=text, right=text == groups[index][0]) for text in dict.fromkeys(chips))
        blanks.append(Blank(options=options, menu=len(options) > 1))
        return f"____ [{len(blanks)}]"

    stem = _NUMBERED.sub(number, entry.stem)
    if not _NUMBERED.search(entry.stem):
        entry.mistake(entry.node, "This text has no gap", "Write `[[1]]` where the first answer belongs.")
    entry.changed("each gap is a choice of its own", "our pages have gaps in programs only")
    return stem, Blanks(blanks=tuple(blanks))


TYPES: Mapping[str, Callable[[Entry], Read]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "oumultiresponse": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _typed,
    "numerical": _typed,
    "matching": _matching,
    "ddmatch": _matching,
    "essay": _essay,
    "description": _description,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _gaps,
    "ddwtos": _gaps,
}
"""For each type what reads it."""
