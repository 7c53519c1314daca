"""Parts of a question that several forms write alike: choices made of gaps or orders, programs with gaps.

In: a task. Out: another task that says the same in a form that more programs know, or HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from keyproof.exchange.html import block, escape, to_html, to_inline
from keyproof.exchange.question import Chosen, Gaps, Option, Ordered, Question, Recalled, Typed
from keyproof.render.phrase import to_markdown

OFFERED = 12
"""Choices of chips that are offered at most, where a form can only offer whole ones."""

Show = Callable[[int], str]
"""Writes the gap of a number, from 0."""


def program_with(gaps: Gaps, show: Show) -> str:
    """Write a program with something in place of each gap, as the content of `<pre><code>`."""
    parts: list[str] = []
    at = 0
    for number, (start, end) in enumerate(gaps.spans):
        parts += [escape(gaps.program[at:start]), show(number)]
        at = end
    return f"<pre><code>{''.join(parts)}{escape(gaps.program[at:].rstrip())}</code></pre>"


def numbered_gap(number: int) -> str:
    """Show a gap by its number."""
    return f"[{number + 1}]______"


def offered(gaps: Gaps) -> Chosen:
    """Offer whole choices of chips: the right one, and wrong ones that differ in few gaps first."""
    every = sorted(
        product(range(len(gaps.bank)), repeat=len(gaps.spans)),
        key=lambda chips: (sum(chip != key for chip, key in zip(chips, gaps.right, strict=True)), chips),
    )
    return Chosen(
        options=tuple(
            Option(text=_chips(gaps, chips), right=chips == gaps.right, feedback=gaps.said(chips))
            for chips in sorted(every[: max(OFFERED, len(gaps.bank))])
        )
    )


def offers_all(gaps: Gaps) -> bool:
    """Tell whether `offered` leaves no choice of chips out."""
    return len(offered(gaps).options) == len(gaps.told)


def _chips(gaps: Gaps, chips: tuple[int, ...]) -> str:
    parts: list[str] = []
    for number, chip in enumerate(chips, start=1):
        lead = f"[{number}] " if len(chips) > 1 else ""
        parts += [f"{', ' if parts else ''}{lead}", gaps.bank[chip]]
    return to_markdown(tuple(parts))


def orders_offered(task: Ordered) -> Chosen:
    """Offer orders by the letters of their pieces: one that passes, and some that fail in several ways."""
    known = [(task.right[0], True, task.praise), *((order, False, said) for order, said in task.wrong)]
    return Chosen(
        options=tuple(
            Option(text=", ".join(letter(piece) for piece in order), right=right, feedback=said)
            for order, right, said in sorted(known)
        )
    )


def letter(piece: int) -> str:
    """Name a piece."""
    return chr(ord("A") + piece)


def pieces(task: Ordered) -> str:
    """Write the pieces with their letters."""
    rows = "".join(f"<li>{letter(index)}. {block(piece)}</li>" for index, piece in enumerate(task.pieces))
    return f"<ul>{rows}</ul>"


def field(task: Typed, *, right: bool) -> tuple[Option, ...]:
    """Give the known answers of a typed one that are right, or those that are not."""
    return tuple(option for option in task.options if option.right is right)


def asked(question: Question) -> str:
    """Write what is asked; a card's title is a part of it, and so is any where nothing else is said."""
    stem = to_html(question.stem)
    if stem and not isinstance(question.task, Recalled):
        return stem
    return f"<p><strong>{to_inline(question.title)}</strong></p>{stem}"


def hints(question: Question) -> tuple[str, ...]:
    """Write the hints."""
    return tuple(to_html(hint) for hint in question.hints)
