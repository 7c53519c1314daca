"""What is set above, below or upon each other, written in one line: `10³`, `x_i`, `(a+b)/2`.

In: HTML's raised and lowered text, MathML. Out: plain characters that say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bs4.element import Tag

_PLAIN = "0123456789+-=()"
_RAISED = str.maketrans(_PLAIN + "\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻")
_LOWERED = str.maketrans(_PLAIN + "\u2212", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SCRIPT = re.compile(
    r"<(?P<name>sup|sub)\b[^<>]*>(?P<text>(?:(?!</?(?:sup|sub)\b).)*)</(?P=name)\s*>", re.I | re.DOTALL
)


def raised(text: str) -> str:
    """Write what is raised: digits and signs as Unicode has them, anything else behind `^`."""
    inner = text.strip()
    return inner if inner in _ORDINALS else _set(inner, _RAISED, "^")


def lowered(text: str) -> str:
    """Write what is lowered: digits and signs as Unicode has them, anything else behind `_`."""
    return _set(text.strip(), _LOWERED, "_")


def _set(text: str, table: Mapping[int, int], mark: str) -> str:
    if all(ord(char) in table for char in text):
        return text.translate(table)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def without_scripts(text: str) -> str:
    """Write `<sup>` and `<sub>` in a text in one line, the inner ones first."""
    before = ""
    while before != text:
        before = text
        text = _SCRIPT.sub(
            lambda found: (raised if found["name"].lower() == "sup" else lowered)(found["text"]), text
        )
    return text


def formula(node: Tag) -> str:
    """Write a formula of MathML."""
    name = node.name.rsplit(":", 1)[-1].lower()
    inner = (child for child in node.children if not isinstance(child, str))
    parts = [formula(cast("Tag", child)) for child in inner]
    if name in _FORMS and len(parts) >= _FORMS[name][0]:
        return _FORMS[name][1](parts)
    if name == "mfenced":
        return f"{node.get('open', '(')}{', '.join(parts)}{node.get('close', ')')}"
    if name == "mspace":
        return " "
    return "".join(parts) if parts else " ".join(node.get_text().split())


def _whole(text: str) -> str:
    """Hold together what is read as one."""
    return text if re.fullmatch(r"√?\w*|\(.*\)", text) else f"({text})"


_FORMS: Mapping[str, tuple[int, Callable[[Sequence[str]], str]]] = {
    "semantics": (1, lambda parts: parts[0]),
    "annotation": (0, lambda _: ""),
    "annotation-xml": (0, lambda _: ""),
    "mfrac": (2, lambda parts: f"{_whole(parts[0])}/{_whole(parts[1])}"),
    "msqrt": (1, lambda parts: f"√{_whole(''.join(parts))}"),
    "mroot": (2, lambda parts: f"{raised(parts[1])}√{_whole(parts[0])}"),
    "msup": (2, lambda parts: _whole(parts[0]) + raised(parts[1])),
    "msub": (2, lambda parts: _whole(parts[0]) + lowered(parts[1])),
    "msubsup": (3, lambda parts: _whole(parts[0]) + lowered(parts[1]) + raised(parts[2])),
    "munder": (2, lambda parts: _whole(parts[0]) + lowered(parts[1])),
    "mover": (2, lambda parts: _whole(parts[0]) + raised(parts[1])),
    "munderover": (3, lambda parts: _whole(parts[0]) + lowered(parts[1]) + raised(parts[2])),
    "mtr": (1, ", ".join),
    "mtable": (1, lambda parts: f"[{'; '.join(parts)}]"),
}
"""For each element how many parts it has at least, and how they are written."""
