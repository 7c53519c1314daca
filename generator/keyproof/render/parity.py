"""What the report says of programs that pages run: how many, and which they do not, and why.

In: a `Parity`. Out: HTML that needs no script.
"""

from __future__ import annotations

from keyproof.parity import Parity, Tried
from keyproof.render.catalogue import Words
from keyproof.render.markup import escape


def totals(parity: Parity) -> dict[str, int]:
    """Give the rows of the totals, by the ids of their names."""
    return {"report-programs": len(parity.programs), "report-offered": parity.offered}


def refused(parity: Parity, words: Words) -> str:
    """Write the rows of what is not offered; empty where all is."""
    return "".join(f"<tr>{_row(one, words)}</tr>" for one in parity.programs if one.refused)


def _row(one: Tried, words: Words) -> str:
    where = f"<bdi>{escape(one.place.path)}:{one.place.line}</bdi>"
    exercise = f"<bdi>{escape(one.exercise)}</bdi>" if one.exercise else ""
    part = _english(one.name) if one.name else ""
    facts = " · ".join(text for text in (exercise, part) if text)
    name = f'<th scope="row">{where}<span class="kp-facts">{facts}</span></th>'
    reason = escape(one.refused) if words.language.startswith("en") else _english(one.refused)
    return f"{name}<td>{reason}</td>"


def _english(text: str) -> str:
    return f'<span lang="en">{escape(text)}</span>'
