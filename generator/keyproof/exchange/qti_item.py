"""One question as an item of QTI 3.

In: a question. Out: the item's XML. Its response rules are written out rather than named, so that every
answer has its own feedback: https://www.imsglobal.org/spec/qti/v3p0/guide
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count, product
from typing import Any

from keyproof.exchange.html import block, escape, to_html, to_inline, to_plain
from keyproof.exchange.losses import Losses
from keyproof.exchange.parts import asked, orders_offered, pieces, program_with
from keyproof.exchange.qti_rules import (
    Item,
    answered,
    every,
    in_order,
    match,
    modal,
    near,
    outcome,
    response,
    rules,
    same,
    some,
)
from keyproof.exchange.question import (
    Cells,
    Chosen,
    Gaps,
    Ordered,
    Question,
    Recalled,
    Typed,
    Written,
)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
NAMESPACES = (
    f'xmlns="{SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{SPACE} '
    'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"'
)
MOST_ORDERS = 120
"""Right orders that are written out; of more the reader is offered some whole ones."""


def item(question: Question, losses: Losses) -> str:
    """Write an item."""
    losses.usual(conducts=True)
    if question.hints:
        losses.left_out("hints", "QTI has none")
    made = _MAKERS[type(question.task)](question, question.task, losses)
    said = {text: f"said-{number}" for number, text in zip(count(1), _texts(made), strict=False)}
    feedback = "".join(modal("FEEDBACK", name, to_html(text)) for text, name in said.items())
    solution = to_html(question.solution)
    decided = rules(made, said, attempts=question.attempts or 1, solution=bool(solution))
    return (
        f'{HEAD}<qti-assessment-item {NAMESPACES} identifier="q-{question.id}"'
        f' title="{escape(to_plain(question.title) or question.id)}" adaptive="false"'
        ' time-dependent="false">\n'
        f"{''.join(made.responses)}"
        f"{outcome('SCORE', 'float', default='0')}{outcome('FEEDBACK', 'identifier')}"
        f"{outcome('SOLUTION', 'identifier') if solution else ''}"
        f"<qti-item-body>\n{made.body}\n</qti-item-body>\n"
        f"{decided}{feedback}{modal('SOLUTION', 'solution', solution) if solution else ''}"
        "</qti-assessment-item>\n"
    )


def _texts(made: Item) -> Sequence[str]:
    return list(dict.fromkeys(text for text in (*(case[2] for case in made.cases), made.otherwise) if text))


def _choices(task: Chosen) -> str:
    rows = "".join(
        f'<qti-simple-choice identifier="option-{index}">{to_html(option.text)}</qti-simple-choice>\n'
        for index, option in enumerate(task.options)
    )
    return (
        f'<qti-choice-interaction response-identifier="RESPONSE" shuffle="{str(task.shuffle).lower()}"'
        f' max-choices="{0 if task.multiple else 1}">\n{rows}</qti-choice-interaction>'
    )


def _chosen(question: Question, task: Chosen, losses: Losses, *, stem: str = "") -> Item:
    right = [f"option-{index}" for index, option in enumerate(task.options) if option.right]
    made = Item(body=(stem or asked(question)) + _choices(task))
    if not task.multiple:
        made.responses = [response("RESPONSE", "single", "identifier", right[:1])]
        made.cases = [
            (match("RESPONSE", "identifier", f"option-{index}"), option.right, option.feedback)
            for index, option in enumerate(task.options)
        ]
        return made
    made.responses = [response("RESPONSE", "multiple", "identifier", right)]
    whole = '<qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>'
    told = (option for option in task.options if option.feedback)
    rows = "".join(f"<li>{to_inline(one.text)}: {to_inline(one.feedback)}</li>" for one in told)
    made.cases = [(whole, True, f"<ul>{rows}</ul>" if rows else "")]
    made.otherwise = made.cases[0][2]
    if rows:
        losses.changed("the feedback on all options comes at once", "QTI says one text to one answer")
    return made


def _gaps(question: Question, task: Gaps, _losses: Losses) -> Item:
    def menu(number: int) -> str:
        rows = "".join(
            f'<qti-inline-choice identifier="chip-{chip}">{escape(text)}</qti-inline-choice>'
            for chip, text in enumerate(task.bank)
        )
        return (
            f'<qti-inline-choice-interaction response-identifier="GAP{number + 1}" shuffle="false">{rows}'
            "</qti-inline-choice-interaction>"
        )

    made = Item(body=asked(question) + program_with(task, menu))
    for number in range(len(task.spans)):
        keyed = f"chip-{task.right[number]}"
        made.responses.append(response(f"GAP{number + 1}", "single", "identifier", [keyed]))
    fillings = product(range(len(task.bank)), repeat=len(task.spans))
    alike: dict[tuple[bool, str], list[str]] = {}
    for filling, text in zip(fillings, task.told, strict=True):
        each = [
            match(f"GAP{number}", "identifier", f"chip-{chip}")
            for number, chip in enumerate(filling, start=1)
        ]
        alike.setdefault((filling == task.right, text), []).append(every(each))
    made.cases = [(some(conditions), right, text) for (right, text), conditions in alike.items()]
    return made


def _typed(question: Question, task: Typed, _losses: Losses) -> Item:
    kind = "float" if task.number else "string"
    entry = '<p><qti-text-entry-interaction response-identifier="RESPONSE" expected-length="20"/></p>'
    made = Item(body=asked(question) + entry, otherwise=task.other)
    known = [option for option in task.options if not option.anything]
    keyed = [option.text for option in known if option.right]
    made.responses = [response("RESPONSE", "single", kind, keyed[:1])]
    for option in known:
        off = task.off(option)
        when = near("RESPONSE", option.text, off) if task.number else same("RESPONSE", option.text, task)
        made.cases.append((when, option.right, option.feedback))
    anything = (option for option in task.options if option.anything)
    made.cases += [(answered("RESPONSE"), option.right, option.feedback) for option in anything]
    return made


def _cells(question: Question, task: Cells, losses: Losses) -> Item:
    losses.left_out("which slip a wrong number comes from", "its rules would be longer than its text")
    made = Item(body=asked(question))
    asked_for: list[str] = []
    for given, cells in task.rows:
        fields = ""
        for cell in cells:
            name = f"CELL{len(asked_for) + 1}"
            made.responses.append(response(name, "single", "float", [f"{cell.value:.15g}"]))
            asked_for.append(near(name, f"{cell.value:.15g}", task.tolerance))
            entry = f'<qti-text-entry-interaction response-identifier="{name}" expected-length="10"/>'
            fields += f"<br />{escape(cell.name)} {entry}"
        made.body += f"<p>{to_inline(given)}{fields}</p>"
    made.cases = [(every(asked_for), True, "")]
    return made


def _ordered(question: Question, task: Ordered, losses: Losses) -> Item:
    if len(task.right) > MOST_ORDERS:
        losses.changed("the order is one choice", f"{len(task.right)} orders pass, too many for its rules")
        return _chosen(question, orders_offered(task), losses, stem=asked(question) + pieces(task))
    rows = "".join(
        f'<qti-simple-choice identifier="piece-{index}">{block(piece)}</qti-simple-choice>\n'
        for index, piece in enumerate(task.pieces)
    )
    opened = '<qti-order-interaction response-identifier="RESPONSE" shuffle="false">'
    made = Item(body=f"{asked(question)}{opened}\n{rows}</qti-order-interaction>")
    keyed = [f"piece-{piece}" for piece in task.right[0]]
    made.responses = [response("RESPONSE", "ordered", "identifier", keyed)]
    made.cases = [(some([in_order(order) for order in task.right]), True, task.praise)]
    made.cases += [(in_order(order), False, said) for order, said in task.wrong]
    losses.left_out("what most of the wrong orders do", "its rules would be longer than its text")
    return made


def _written(question: Question, task: Written, _losses: Losses) -> Item:
    points = "".join(f"<li>{to_inline(point)}</li>" for point in task.points)
    rubric = to_html(task.model) + (f"<ul>{points}</ul>" if points else "")
    made = Item(
        body=f'{asked(question)}<qti-extended-text-interaction response-identifier="RESPONSE" format="plain"'
        f' expected-lines="15"/>'
        f'<qti-rubric-block view="scorer" use="scoring"><qti-content-body>{rubric}</qti-content-body>'
        "</qti-rubric-block>"
    )
    made.responses = [response("RESPONSE", "single", "string", (), default=task.begin)]
    return made


def _recalled(question: Question, task: Recalled, losses: Losses) -> Item:
    losses.changed("the card is an open question", "QTI has no cards")
    return _written(question, Written(model=task.back), losses)


_MAKERS: Mapping[type, Callable[[Question, Any, Losses], Item]] = {
    Chosen: _chosen,
    Gaps: _gaps,
    Typed: _typed,
    Cells: _cells,
    Ordered: _ordered,
    Written: _written,
    Recalled: _recalled,
}
"""For each task what makes its item."""
