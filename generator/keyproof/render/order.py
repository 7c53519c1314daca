"""`order`: the pieces of a program, to be put in an order that passes.

In: exercise and verdict. Out: an `Interaction` with what every order did.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import count, permutations

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.highlight import highlight, program
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.markup import escape, one_line
from keyproof.render.phrase import Phrase, code, plain
from keyproof.render.shuffled import page_order
from keyproof.render.words import feedback, quick_check
from keyproof.trees import tree_of
from keyproof.verdict import Answer, Verdict

TRIES = 50
"""Shuffles that are looked at for one that does not pass, before every order is."""


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Lay out the pieces in an order that does not pass, and turn every order's outcome into words."""
    start = starting_order(exercise, verdict)
    place = {piece: index for index, piece in enumerate(start)}
    others = len(verdict.holding) - 1
    final = words.text("order-others", n=others) if others else words.text("order-only")
    return Interaction(
        input="late",
        label=words.text("order"),
        html=_pieces(exercise, start, words),
        key=tuple(place[piece] for piece in range(len(start))),
        outcomes=told(exercise, verdict, words),
        final=plain(final),
        solution=one_line(program(exercise.program.source)) if exercise.program else "",
        quick=quick_check([verdict.answers[0].outcome], known=seen(exercise), words=words),
        orders=tuple(tuple(place[piece] for piece in order) for order in verdict.orders),
        right=verdict.holding,
    )


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Turn what every order did into words, in the verdict's order."""
    pieces = texts(exercise)
    return tuple(
        _text(exercise, answer, order, pieces, words)
        for answer, order in zip(verdict.answers, verdict.orders, strict=True)
    )


def texts(exercise: Exercise) -> tuple[str, ...]:
    """Give the code of each piece."""
    lines = exercise.program.source.split("\n") if exercise.program else []
    return tuple("\n".join(lines[first - 1 : last]) for first, last in exercise.pieces)


def starting_order(exercise: Exercise, verdict: Verdict) -> tuple[int, ...]:
    """Shuffle the pieces into an order that does not pass: the same one in every build."""
    number = len(exercise.pieces)
    passing = {verdict.orders[index] for index in verdict.holding}
    salted = (page_order(f"{exercise.id}\0{salt}", number) for salt in count())
    for order, _ in zip(salted, range(TRIES), strict=False):
        if order not in passing:
            return order
    return next(order for order in permutations(range(number)) if order not in passing)


def _text(
    exercise: Exercise, answer: Answer, order: Sequence[int], pieces: Sequence[str], words: Words
) -> Phrase:
    said = feedback(answer.outcome, tone="answer", note=answer.note, known=seen(exercise), words=words)
    return words.sentences(said, _made_later(answer, order, pieces, words))


def _made_later(answer: Answer, order: Sequence[int], pieces: Sequence[str], words: Words) -> Phrase:
    """Say which piece makes the name that was missing, where it comes later."""
    error = answer.outcome.raised
    if error is None or error.type not in ("NameError", "UnboundLocalError"):
        return ()
    later = [piece for number, piece in enumerate(pieces) if number not in order]
    for piece in later:
        for name in sorted(_bound(piece)):
            if f"'{name}'" in error.message:
                line = next(line for line in piece.split("\n") if not line.lstrip().startswith("#"))
                return words.phrase("order-later", name=code(name), line=code(line.split("  #")[0].strip()))
    return ()


def _bound(piece: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree_of(piece)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
    return found


def _pieces(exercise: Exercise, order: Sequence[int], words: Words) -> str:
    pieces = texts(exercise)
    rows = "".join(
        f'<li><b class="kp-letter">{chr(65 + place)}.</b>'
        f'<code class="highlight kp-block">{highlight(pieces[piece])}</code></li>'
        for place, piece in enumerate(order)
    )
    ask, name = escape(words.text("order-ask")), escape(words.text("order-pieces"))
    # `list`: Safari drops the role of a list without markers.
    return f'<p class="kp-ask">{ask}</p><ol class="kp-pieces" role="list" aria-label="{name}">{rows}</ol>'
