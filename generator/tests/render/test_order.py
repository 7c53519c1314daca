"""Pieces of a program on a page, and what each order of them is told."""

from __future__ import annotations

from dataclasses import replace

from keyproof.render.block import Position, exercise_block
from keyproof.render.languages import english
from keyproof.render.order import interaction, starting_order, told
from keyproof.render.phrase import to_markdown
from keyproof.verdict import Verdict
from tests.render.conversion import convert
from tests.render.samples import answer, holds, order


def test_pieces_begin_in_an_order_that_does_not_pass() -> None:
    """Of three pieces all orders but one may pass, and that one it is; in every build the same."""
    exercise, judged = order()
    every = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    for wrong in every:
        passing = tuple(one for one in every if one != wrong)
        answers = tuple(answer(str(one), holds("last"), keyed=True) for one in passing)
        assert wrong == starting_order(exercise, replace(judged, orders=passing, answers=answers))
    assert starting_order(exercise, judged) == starting_order(*order())
    assert (0, 1, 2) != starting_order(exercise, judged)


def test_the_program_is_shown_only_as_the_solution() -> None:
    """Before that the pieces stand in a list, a comment with the line below it, and everything is text."""
    exercise, judged = order()
    text = exercise_block(exercise, judged, position=Position(number=1, total=1), words=english())
    shown = convert(text)

    assert 3 == shown.count('<code class="highlight kp-block">')
    assert 'class="kp-program"' not in shown
    assert 1 == shown.count('<div class="highlight">')
    assert shown.index("Only this order passes:") < shown.index('<div class="highlight">')
    assert 'aria-label="Pieces of the program"' in shown


def test_other_orders_that_pass_are_counted() -> None:
    """The author's order is one of several then."""
    exercise, judged = order()
    answers = (*judged.answers, answer("1, 3, 2", holds("last"), keyed=True))
    more: Verdict = replace(judged, answers=answers, orders=(*judged.orders, (0, 2, 1)))
    made = interaction(exercise, more, english())

    assert ("This order passes, and 1 other:",) == made.final
    assert (0, 4) == made.right


def test_what_an_order_is_told() -> None:
    """Which line failed and why; of a name that was missing, what makes it, if that comes later."""
    texts = [to_markdown(text) for text in told(*order(), english())]

    assert "Right. `last.shape == (3, 20)` holds." == texts[0]
    assert texts[1] == (
        "Running it raises `NameError: name 'rnn' is not defined` at `output, h_n = rnn(x)`. "
        "`rnn` is made only by `rnn = nn.RNN(10, 20)`, which comes later."
    )
    assert texts[3].endswith("`output` is made only by `output, h_n = rnn(x)`, which comes later.")


def test_orders_are_those_of_the_page() -> None:
    """The widget counts pieces as they stand in the list."""
    exercise, judged = order()
    start = starting_order(exercise, judged)
    made = interaction(exercise, judged, english())

    assert [tuple(start[place] for place in known) for known in made.orders] == list(judged.orders)
    assert (0, 1, 2) == tuple(start[place] for place in made.key)
