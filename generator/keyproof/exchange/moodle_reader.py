"""Questions from Moodle XML, with the place of every mistake.

In: a file's bytes. Out: `Found`. The parser refuses entities and DTDs, which can fill a memory or read files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from keyproof.exchange.in_line import without_scripts
from keyproof.exchange.markdown import from_auto, from_html, from_markdown, from_plain
from keyproof.exchange.moodle_types import TYPES, Entry
from keyproof.exchange.question import Found, Note, Question, Task
from keyproof.exchange.reading import Reading, Told, topic_of
from keyproof.exchange.told import Teller
from keyproof.finding import Place

_READ: Mapping[str, Callable[[str, Teller], str]] = {
    "html": from_html,
    "plain_text": from_plain,
    "markdown": from_markdown,
    "moodle_auto_format": from_auto,
}
COMBINED = {
    "correctfeedback": "right",
    "partiallycorrectfeedback": "partly right",
    "incorrectfeedback": "wrong",
}
"""Feedback on all answers together."""

USUAL = ("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect.")


def read(path: str, raw: bytes) -> Found:
    """Read a bank of questions."""
    reading = Reading(path=path, text="")
    tree = _Tree()
    root = _parsed(reading, raw, tree)
    if root is None:
        return reading.found()
    if root.tag != "quiz":
        reading.mistake(
            tree.place(reading, root), f"This is `{root.tag}`, not a `quiz`", "Export as Moodle XML."
        )
        return reading.found()
    category, combined = "", dict[tuple[str, str], list[Element]]()
    for node in root.iter("question"):
        kind = node.get("type", "")
        if kind == "category":
            category = topic_of(node.findtext("category/text") or "")
            continue
        before = len(reading.findings), len(reading.notes)
        try:
            _question(reading, tree, node, kind, category)
        except RecursionError:
            what, hint = "The HTML of this question is nested too deep", "Write its text anew."
            reading.mistake(tree.place(reading, node), what, hint)
        _set_aside(reading, tree, node, before)
        for name in COMBINED:
            said = from_html(node.findtext(f"{name}/text") or "")
            if said and said not in USUAL:
                combined.setdefault((name, said), []).append(node)
    for (name, said), nodes in combined.items():
        # One note for all: most of a bank has the same words, in the language of its Moodle.
        what = f"what is said to {COMBINED[name]} answers, in {len(nodes)} of the questions: {said}"
        about = _named(tree, reading, nodes[0])
        reading.left_out(tree.place(reading, nodes[0]), about, what, "our pages speak to each option")
    if not reading.questions and not reading.findings and not reading.notes:
        reading.left_out(tree.place(reading, root), "the file", "all of it", "there is no question in it")
    return reading.found()


def _set_aside(reading: Reading, tree: _Tree, node: Element, before: tuple[int, int]) -> None:
    """Leave a question out that holds mistakes: the others of its bank are none the worse for it."""
    findings, notes = before
    found = dict.fromkeys(reading.findings[findings:])
    if not found:
        return
    del reading.findings[findings:], reading.notes[notes:]
    first, *rest = found
    about = _named(tree, reading, node)
    reading.left_out(first.place, about, "the question", f"{first.what}. {first.hint}")
    more = (Note(place=one.place, about=about, said=f"wrong as well: {one.what}. {one.hint}") for one in rest)
    reading.notes.extend(more)


def _named(tree: _Tree, reading: Reading, node: Element) -> str:
    name = (node.findtext("name/text") or "").strip()
    return name or f"question on line {tree.place(reading, node).line}"


class _Tree(TreeBuilder):
    """Builds elements and remembers where each begins."""

    def __init__(self) -> None:
        super().__init__()
        self.parser: object = None
        self._places: dict[int, tuple[int, int]] = {}
        self._kept: list[Element] = []

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        node = super().start(tag, attrs)
        line, column = (
            getattr(self.parser, "CurrentLineNumber", 1),
            getattr(self.parser, "CurrentColumnNumber", 0),
        )
        self._places[id(node)] = (line, column + 1)
        # An id is good for as long as its element is there.
        self._kept.append(node)
        return node

    def place(self, reading: Reading, node: Element) -> Place:
        """Name where an element begins."""
        line, column = self._places.get(id(node), (1, 1))
        return reading.place(line, column, len(node.tag) + 1)


def _parsed(reading: Reading, raw: bytes, tree: _Tree) -> Element | None:
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 only who imports from Moodle needs it
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415

    parser = DefusedXMLParser(target=tree, forbid_dtd=True)
    tree.parser = parser.parser
    try:
        parser.feed(raw)
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        text = re.sub(r": line \d+, column \d+$", "", str(error))
        reading.mistake(reading.place(line, column + 1), f"This is not XML: {text}", "Mend it there.")
        return None
    except DefusedXmlException as error:
        line = getattr(tree.parser, "CurrentLineNumber", 1)
        what = f"The file declares a document type or entities ({type(error).__name__})"
        reading.mistake(reading.place(line), what, "Remove the declaration: no export of Moodle has one.")
        return None
    except (ValueError, LookupError):
        what = "The file names an encoding that cannot be read"
        reading.mistake(reading.place(1), what, "Save it as UTF-8, and say so in its first line.")
        return None
    return root


def _question(reading: Reading, tree: _Tree, node: Element, kind: str, category: str) -> None:
    place = tree.place(reading, node)
    about = _named(tree, reading, node)
    if kind not in TYPES:
        because = f"our pages have nothing like the type `{kind}`" if kind else "it has no type"
        reading.left_out(place, about, "the question", because)
        return

    def prose(part: Element | None) -> str:
        return _prose(reading, place, about, part)

    entry = Entry(
        reading=reading,
        node=node,
        place=place,
        about=about,
        prose=prose,
        at=lambda part: tree.place(reading, part),
        stem=prose(node.find("questiontext")),
        solution=prose(node.find("generalfeedback")),
    )
    before = len(reading.findings)
    stem, task = TYPES[kind](entry)
    if task is None or len(reading.findings) > before:
        return
    if not stem:
        reading.mistake(place, "This question has no text", "Write its `questiontext`.")
        return
    reading.questions.append(_made(node, entry, stem, task, category))


def _made(node: Element, entry: Entry, stem: str, task: Task, category: str) -> Question:
    name = without_scripts((node.findtext("name/text") or "").strip())
    tags = (part.text or "" for part in node.findall("tags/tag/text"))
    return Question(
        id=(node.findtext("idnumber") or "").strip(),
        title=name or stem,
        stem=_without_title(stem, name),
        task=task,
        hints=tuple(hint for part in node.findall("hint") if (hint := entry.prose(part))),
        solution=entry.solution,
        place=entry.place,
        topic=category,
        tags=tuple(tag.strip() for tag in tags if tag.strip()),
    )


def _without_title(stem: str, name: str) -> str:
    """Take off a title that stands above the text for readers who are not shown the name."""
    return stem.removeprefix(f"**{from_plain(name)}**").lstrip("\n") if name else stem


def _prose(reading: Reading, place: Place, about: str, part: Element | None) -> str:
    if part is None:
        return ""
    text = part.findtext("text")
    text = (part.text or "") if text is None else text
    form = part.get("format", "html")
    packed = tuple(unquote(str(file.get("name"))) for file in part.findall("file"))
    tell = Told(reading, place, about, packed)
    made = _READ.get(form, from_auto)(text, tell) if text.strip() else ""
    reading.formulas(place, about, text)

    return made
