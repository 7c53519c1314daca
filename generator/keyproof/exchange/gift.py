"""Questions as GIFT, the text form that Moodle and many others read.

In: questions. Out: the text, and notes. Moodle's own reader is the measure:
https://github.com/moodle/moodle/blob/main/question/format/gift/format.php
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from keyproof.exchange.html import block, code, escape, to_html, to_inline, to_plain
from keyproof.exchange.losses import Losses
from keyproof.exchange.parts import (
    asked,
    field,
    numbered_gap,
    offered,
    offers_all,
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
    Option,
    Ordered,
    Question,
    Recalled,
    Typed,
    Written,
)
from keyproof.exchange.shares import markable, shares

NAME = "GIFT"
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\~=#{}:"} | {"\n": "\\n", "\r": ""})


def write(bundle: Bundle) -> tuple[bytes, tuple[Note, ...]]:
    """Write a bundle; each topic becomes a category."""
    notes: list[Note] = []
    parts: list[str] = []
    category = ""
    for question in bundle.questions:
        if question.topic != category:
            category = question.topic
            names = "/".join(_flat(name).replace("/", "//") for name in (bundle.title, category) if name)
            parts.append(f"$CATEGORY: $course$/top/{names}")
        parts += _entries(question, Losses(question=question, form=NAME, notes=notes))
    return ("\n\n".join(parts) + "\n").encode(), tuple(notes)


def _entries(question: Question, losses: Losses) -> list[str]:
    losses.usual()
    if question.hints:
        losses.left_out("hints", "GIFT has none")
    question = markable(question, losses)
    return _MAKERS[type(question.task)](question, question.task, losses)


def _entry(question: Question, stem: str, answers: str, *, after: str = "", solution: str = "") -> str:
    general = _escaped(to_html(question.solution) or solution)
    tags = "".join(f" [tag:{tag}]" for tag in question.tags)
    inner = f"{answers} ####{general}" if general else answers
    name = _escaped(_flat(to_plain(question.title)) or question.id)
    return f"// [id:{question.id}]{tags}\n::{name}::[html]{_escaped(stem)}{{{inner}}}{_escaped(after)}"


def _choice(question: Question, task: Chosen, losses: Losses) -> list[str]:
    if not task.shuffle:
        losses.left_out("shuffle=off", "GIFT does not say whether options change places")
    return [_entry(question, asked(question), _chosen(task, losses))]


def _gaps(question: Question, task: Gaps, losses: Losses) -> list[str]:
    stem = asked(question)
    if len(task.spans) == 1:
        before, after = (stem + program_with(task, lambda _: "\0")).split("\0")
        return [_entry(question, before, _chosen(offered(task), losses), after=after)]
    losses.changed("the blanks are one choice", "GIFT has one blank in a question")
    if not offers_all(task):
        losses.left_out("some wrong fillings", "a list of all would be too long to choose from")
    return [_entry(question, stem + program_with(task, numbered_gap), _chosen(offered(task), losses))]


def _ordered(question: Question, task: Ordered, losses: Losses) -> list[str]:
    if len(task.right) > 1:
        losses.changed(
            "the order is one choice", f"GIFT knows one right order, and {len(task.right)} pass here"
        )
        return [_entry(question, asked(question) + pieces(task), _chosen(orders_offered(task), losses))]
    losses.changed("each piece is matched with its place", "GIFT has no questions about an order")
    losses.left_out("what each wrong order does", "GIFT has no feedback on a whole order")
    pairs = (
        f"={_escaped(block(piece))} -> {task.right[0].index(n) + 1}" for n, piece in enumerate(task.pieces)
    )
    return [_entry(question, asked(question), " ".join(pairs))]


def _chosen(task: Chosen, losses: Losses) -> str:
    parts = []
    for option, share in zip(task.options, shares(task, losses), strict=True):
        mark = f"~%{share}%" if task.multiple else "=" if option.right else "~"
        # A percent sign at its beginning would be taken for a share.
        text = re.sub(r"^%", "&#37;", to_inline(option.text))
        parts.append(f"{mark}{_escaped(text)}{_feedback(option.feedback)}")
    return " ".join(parts)


def _typed(question: Question, task: Typed, losses: Losses) -> list[str]:
    if any("->" in option.text for option in task.options):
        losses.changed("the typed answer is an open question", "GIFT takes `->` in an answer for a match")
        rows = "".join(f"<li>{code(option.text)}</li>" for option in field(task, right=True))
        return [_entry(question, asked(question), "", solution=f"<ul>{rows}</ul>")]
    write = _number if task.number else _text
    known = [
        f"=%{100 * option.right}%{write(option, task)}{_feedback(option.feedback)}" for option in task.options
    ]
    if task.other:
        # A star stands for anything.
        known.append(f"=%0%*{_feedback(task.other)}")
    return [_entry(question, asked(question), ("#" if task.number else "") + " ".join(known))]


def _number(option: Option, task: Typed) -> str:
    return "*" if option.anything else f"{option.text}:{task.off(option):.15g}"


def _text(option: Option, _task: Typed) -> str:
    return "*" if option.anything else _escaped(option.text.replace("*", "\\*"))


def _cells(question: Question, task: Cells, losses: Losses) -> list[str]:
    losses.changed("each number is a question of its own", "GIFT has one field in a question")
    losses.left_out("which slip a wrong number comes from", "GIFT marks each number by itself")
    made = []
    numbers = [(given, cell) for given, cells in task.rows for cell in cells]
    for index, (given, cell) in enumerate(numbers, start=1):
        stem = f"{asked(question)}<p>{to_inline(given)}<br />{escape(cell.name)} = ?</p>"
        entry = _entry(question, stem, f"#{cell.value:.15g}:{task.tolerance:.15g}")
        name = f"::{_escaped(_flat(to_plain(question.title)))}"
        entry = entry.replace(f"[id:{question.id}]", f"[id:{question.id}-{index}]", 1)
        made.append(entry.replace(name, f"{name} ({index})", 1))
    return made


def _written(question: Question, task: Written, losses: Losses) -> list[str]:
    if task.begin:
        losses.left_out("the program to begin with", "GIFT has no text that stands in a field at first")
    return [_entry(question, asked(question), "", solution=to_html(task.model))]


def _recalled(question: Question, task: Recalled, losses: Losses) -> list[str]:
    losses.changed("the card is an open question", "GIFT has no cards")
    return [_entry(question, asked(question), "", solution=to_html(task.back))]


def _feedback(text: str) -> str:
    return f"#{_escaped(to_inline(text))}" if text else ""


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


def _flat(text: str) -> str:
    return " ".join(text.split())


_MAKERS: Mapping[type, Callable[[Question, Any, Losses], list[str]]] = {
    Chosen: _choice,
    Gaps: _gaps,
    Typed: _typed,
    Cells: _cells,
    Ordered: _ordered,
    Written: _written,
    Recalled: _recalled,
}
"""For each task what makes its entries."""
