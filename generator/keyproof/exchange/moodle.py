"""Questions as Moodle XML, which Moodle, Ilias and others read.

In: questions. Out: the document, and notes. Moodle's own reader is the measure:
https://github.com/moodle/moodle/blob/main/question/format/xml/format.php
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from keyproof.exchange.html import block, escape, to_html, to_inline, to_plain, visible
from keyproof.exchange.losses import Losses
from keyproof.exchange.parts import (
    asked,
    field,
    hints,
    orders_offered,
    pieces,
    program_with,
)
from keyproof.exchange.question import (
    Bundle,
    Cells,
    Chosen,
    Gaps,
    Note,
    Ordered,
    Question,
    Recalled,
    Typed,
    Written,
)
from keyproof.exchange.shares import RIGHT, markable, shares

NAME = "Moodle"
_CLOZE = str.maketrans({"&": "&amp;", "\\": "&#92;", "}": "\\}", "#": "\\#", "~": "&#126;", '"': "&quot;"})
"""Moodle decodes an embedded answer once, and takes what comes out for HTML."""


def write(bundle: Bundle) -> tuple[bytes, tuple[Note, ...]]:
    """Write a bundle; each topic becomes a category below that of the course."""
    notes: list[Note] = []
    quiz = Element("quiz")
    category = ""
    for question in bundle.questions:
        if question.topic != category:
            category = question.topic
            entry = SubElement(quiz, "question", type="category")
            names = "/".join(name.replace("/", "//") for name in (bundle.title, category) if name)
            _text(entry, "category", f"$course$/top/{names}")
        quiz.append(_question(question, Losses(question=question, form=NAME, notes=notes)))
    indent(quiz)
    return tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n", tuple(notes)


def _question(question: Question, losses: Losses) -> Element:
    losses.usual()
    question = markable(question, losses)
    return _MAKERS[type(question.task)](question, question.task, losses)


def _begin(question: Question, kind: str, stem: str) -> Element:
    entry = Element("question", type=kind)
    _text(entry, "name", to_plain(question.title) or question.id)
    _html(entry, "questiontext", stem)
    _html(entry, "generalfeedback", to_html(question.solution))
    SubElement(entry, "defaultgrade").text = "0" if kind == "description" else "1"
    SubElement(entry, "hidden").text = "0"
    SubElement(entry, "idnumber").text = question.id
    return entry


def _end(entry: Element, question: Question, *, hinted: bool = True) -> Element:
    for hint in hints(question) if hinted else ():
        _html(entry, "hint", hint)
    tags = SubElement(entry, "tags")
    for tag in question.tags:
        _text(tags, "tag", tag)
    return entry


def _multichoice(question: Question, task: Chosen, losses: Losses, *, stem: str = "") -> Element:
    entry = _begin(question, "multichoice", stem or asked(question))
    worth = shares(task, losses)
    SubElement(entry, "single").text = str(not task.multiple).lower()
    SubElement(entry, "shuffleanswers").text = str(task.shuffle).lower()
    SubElement(entry, "answernumbering").text = "ABCD"
    for option, fraction in zip(task.options, worth, strict=True):
        _answer(entry, fraction, to_inline(option.text), option.feedback, form="html")
    return _end(entry, question)


def _typed(question: Question, task: Typed, _losses: Losses) -> Element:
    return _numerical(question, task) if task.number else _shortanswer(question, task)


def _shortanswer(question: Question, task: Typed) -> Element:
    entry = _begin(question, "shortanswer", asked(question))
    SubElement(entry, "usecase").text = str(int(task.case))
    for option in task.options:
        # A star stands for anything.
        text = "*" if option.anything else option.text.replace("*", "\\*")
        _answer(entry, RIGHT if option.right else "0", text, option.feedback)
    if task.other:
        _answer(entry, "0", "*", task.other)
    return _end(entry, question)


def _numerical(question: Question, task: Typed) -> Element:
    entry = _begin(question, "numerical", asked(question))
    for option in (*field(task, right=True), *field(task, right=False)):
        answer = _answer(entry, RIGHT if option.right else "0", option.text, option.feedback)
        SubElement(answer, "tolerance").text = f"{task.off(option):.15g}"
    if task.other:
        SubElement(_answer(entry, "0", "*", task.other), "tolerance").text = "0"
    return _end(entry, question)


def _gaps(question: Question, task: Gaps, losses: Losses) -> Element:
    if len(task.spans) > 1:
        losses.left_out("feedback on several wrong chips at once", "Moodle marks each blank by itself")

    def menu(number: int) -> str:
        parts = []
        for chip, text in enumerate(task.bank):
            chips = (*task.right[:number], chip, *task.right[number + 1 :])
            share = RIGHT if chip == task.right[number] else "0"
            parts.append(f"%{share}%{_cloze(escape(text))}#{_cloze(to_inline(task.said(chips)))}")
        return f"{{1:MULTICHOICE_S:{'~'.join(parts)}}}"

    entry = _begin(question, "cloze", asked(question) + program_with(task, menu))
    return _end(entry, question)


def _cells(question: Question, task: Cells, losses: Losses) -> Element:
    losses.left_out("which slip a wrong number comes from", "Moodle marks each number by itself")
    rows = []
    for given, cells in task.rows:
        fields = " ".join(
            f"{escape(cell.name)} {{1:NUMERICAL:%100%{cell.value:.15g}:{task.tolerance:.15g}}}"
            for cell in cells
        )
        rows.append(f"<p>{to_inline(given)}<br />{fields}</p>")
    entry = _begin(question, "cloze", asked(question) + "".join(rows))
    return _end(entry, question)


def _ordered(question: Question, task: Ordered, losses: Losses) -> Element:
    if len(task.right) > 1:
        losses.changed(
            "the order is one choice", f"Moodle knows one right order, and {len(task.right)} pass here"
        )
        return _multichoice(question, orders_offered(task), losses, stem=asked(question) + pieces(task))
    return _matching(question, task, losses)


def _matching(question: Question, task: Ordered, losses: Losses) -> Element:
    losses.changed("each piece is matched with its place", "not every Moodle has questions about an order")
    losses.left_out("what each wrong order does", "Moodle has no feedback on a whole order")
    entry = _begin(question, "matching", asked(question))
    SubElement(entry, "shuffleanswers").text = "true"
    for index, piece in enumerate(task.pieces):
        part = SubElement(entry, "subquestion", format="html")
        SubElement(part, "text").text = block(piece)
        _text(part, "answer", str(task.right[0].index(index) + 1))
    return _end(entry, question)


def _written(question: Question, task: Written, losses: Losses) -> Element:
    return _essay(question, losses, model=to_html(task.model), begin=task.begin, program=task.code)


def _recalled(question: Question, task: Recalled, losses: Losses) -> Element:
    losses.changed("the card is an open question", "Moodle has no cards")
    entry = _essay(question, losses, model=to_html(task.back), begin="", program=False)
    general = entry.find("generalfeedback/text")
    if general is not None:
        general.text = to_html(task.back)
    return entry


def _essay(question: Question, losses: Losses, *, model: str, begin: str, program: bool) -> Element:
    entry = _begin(question, "essay", asked(question))
    SubElement(entry, "responseformat").text = "monospaced" if program else "editor"
    SubElement(entry, "responserequired").text = "1"
    SubElement(entry, "responsefieldlines").text = "15"
    SubElement(entry, "attachments").text = "0"
    _html(entry, "graderinfo", model)
    template = SubElement(entry, "responsetemplate", format="plain_text")
    SubElement(template, "text").text = visible(begin)
    if question.hints:
        losses.left_out("hints", "Moodle has none for open questions")
    return _end(entry, question, hinted=False)


def _answer(entry: Element, fraction: str, text: str, feedback: str, *, form: str = "plain_text") -> Element:
    answer = SubElement(entry, "answer", fraction=fraction, format=form)
    SubElement(answer, "text").text = text
    _html(answer, "feedback", to_html(feedback))
    return answer


def _text(entry: Element, name: str, text: str) -> None:
    SubElement(SubElement(entry, name), "text").text = text


def _html(entry: Element, name: str, text: str) -> None:
    part = SubElement(entry, name, format="html")
    SubElement(part, "text").text = text


def _cloze(text: str) -> str:
    """Escape what ends an answer of an embedded question."""
    return text.replace("&#x27;", "'").translate(_CLOZE)


_MAKERS: Mapping[type, Callable[[Question, Any, Losses], Element]] = {
    Chosen: _multichoice,
    Gaps: _gaps,
    Typed: _typed,
    Cells: _cells,
    Ordered: _ordered,
    Written: _written,
    Recalled: _recalled,
}
"""For each task what makes its question."""
