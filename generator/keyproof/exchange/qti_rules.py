"""What an item of QTI 3 declares and decides: answers, outcomes, conditions, feedback.

In: values and conditions. Out: XML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from keyproof.exchange.html import escape
from keyproof.exchange.question import Typed


@dataclass(slots=True)
class Item:
    """An item while it is being written."""

    body: str
    """What is shown."""

    responses: list[str] = field(default_factory=list)
    """Declarations of what is answered."""

    cases: list[tuple[str, bool, str]] = field(default_factory=list)
    """Conditions in the order they are tried: when, whether that is right, and what is said."""

    otherwise: str = ""
    """What is said where no condition is met."""


def rules(made: Item, said: Mapping[str, str], *, attempts: int, solution: bool) -> str:
    """Write what becomes of an answer: marks, feedback, and when the solution is shown."""
    if not made.cases:
        rules = _set("SOLUTION", "identifier", "solution") if solution else ""
        return f"<qti-response-processing>{rules}</qti-response-processing>\n" if rules else ""
    parts = []
    for index, (when, right, text) in enumerate(made.cases):
        name = "qti-response-else-if" if index else "qti-response-if"
        parts.append(f"<{name}>{when}{_judged(right=right, feedback=said.get(text, ''))}</{name}>\n")
    last = _judged(right=False, feedback=said.get(made.otherwise, ""))
    parts.append(f"<qti-response-else>{last}</qti-response-else>\n")
    every = f"<qti-response-condition>\n{''.join(parts)}</qti-response-condition>\n"
    shown = _solved(attempts) if solution else ""
    return f"<qti-response-processing>\n{every}{shown}</qti-response-processing>\n"


def _judged(*, right: bool, feedback: str) -> str:
    score = _set("SCORE", "float", "1" if right else "0")
    return score + (_set("FEEDBACK", "identifier", feedback) if feedback else "")


def _solved(attempts: int) -> str:
    """Show the solution to whoever is right or has tried as often as may be."""
    right = f'<qti-gte><qti-variable identifier="SCORE"/>{_value("float", "1")}</qti-gte>'
    last = f'<qti-gte><qti-variable identifier="numAttempts"/>{_value("integer", str(attempts))}</qti-gte>'
    return (
        f"<qti-response-condition><qti-response-if><qti-or>{right}{last}</qti-or>"
        f"{_set('SOLUTION', 'identifier', 'solution')}</qti-response-if></qti-response-condition>\n"
    )


def _set(name: str, kind: str, value: str) -> str:
    return f'<qti-set-outcome-value identifier="{name}">{_value(kind, value)}</qti-set-outcome-value>'


def _value(kind: str, value: str) -> str:
    return f'<qti-base-value base-type="{kind}">{escape(value)}</qti-base-value>'


def outcome(name: str, kind: str, *, default: str = "") -> str:
    """Declare an outcome."""
    value = _default(default) if default else ""
    most = ' normal-maximum="1"' if kind == "float" else ""
    declared = f'<qti-outcome-declaration identifier="{name}" cardinality="single" base-type="{kind}"{most}'
    return f"{declared}>{value}</qti-outcome-declaration>\n" if value else f"{declared}/>\n"


def response(name: str, cardinality: str, kind: str, right: Sequence[str], *, default: str = "") -> str:
    """Declare an answer, with what is right and what stands there at first."""
    values = "".join(f"<qti-value>{escape(value)}</qti-value>" for value in right)
    correct = f"<qti-correct-response>{values}</qti-correct-response>" if values else ""
    begin = _default(default) if default else ""
    return (
        f'<qti-response-declaration identifier="{name}" cardinality="{cardinality}" base-type="{kind}">'
        f"{begin}{correct}</qti-response-declaration>\n"
    )


def _default(value: str) -> str:
    return f"<qti-default-value><qti-value>{escape(value)}</qti-value></qti-default-value>"


def modal(outcome: str, name: str, text: str) -> str:
    """Write a text that is shown when an outcome has its name."""
    return (
        f'<qti-modal-feedback outcome-identifier="{outcome}" show-hide="show" identifier="{name}">'
        f"<qti-content-body>{text}</qti-content-body></qti-modal-feedback>\n"
    )


def match(name: str, kind: str, value: str) -> str:
    """Ask whether an answer is a value."""
    return f'<qti-match><qti-variable identifier="{name}"/>{_value(kind, value)}</qti-match>'


def answered(name: str) -> str:
    """Ask whether there is an answer at all."""
    return f'<qti-not><qti-is-null><qti-variable identifier="{name}"/></qti-is-null></qti-not>'


def every(conditions: Sequence[str]) -> str:
    """Ask whether all conditions are met."""
    return conditions[0] if len(conditions) == 1 else f"<qti-and>{''.join(conditions)}</qti-and>"


def some(conditions: Sequence[str]) -> str:
    """Ask whether one of the conditions is met."""
    return conditions[0] if len(conditions) == 1 else f"<qti-or>{''.join(conditions)}</qti-or>"


def near(name: str, value: str, tolerance: float) -> str:
    """Ask whether a number is near another."""
    mode = 'tolerance-mode="exact"'
    if tolerance:
        mode = f'tolerance-mode="absolute" tolerance="{tolerance:.15g} {tolerance:.15g}"'
    return f'<qti-equal {mode}><qti-variable identifier="{name}"/>{_value("float", value)}</qti-equal>'


def same(name: str, value: str, task: Typed) -> str:
    """Ask whether a text is another."""
    case = str(task.case).lower()
    inner = f'<qti-variable identifier="{name}"/>{_value("string", value)}'
    return f'<qti-string-match case-sensitive="{case}">{inner}</qti-string-match>'


def in_order(pieces_: Sequence[int]) -> str:
    """Ask whether pieces stand in an order."""
    values = "".join(_value("identifier", f"piece-{piece}") for piece in pieces_)
    return f'<qti-match><qti-variable identifier="RESPONSE"/><qti-ordered>{values}</qti-ordered></qti-match>'
