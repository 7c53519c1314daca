"""Every kind becomes a question whose answers and feedback are those that were recorded."""

from __future__ import annotations

import math
from itertools import product
from typing import get_args

import pytest

from keyproof.exchange.html import to_plain
from keyproof.exchange.question import Cells, Chosen, Gaps, Ordered, Question, Recalled, Typed, Written
from keyproof.exchange.tasks import TASKS
from keyproof.exercise import Kind


def test_every_kind_has_a_task() -> None:
    """A new kind without one would stop every export."""
    assert set(get_args(Kind)) == set(TASKS)


def test_what_happened_to_an_option_is_its_feedback(questions: dict[str, Question]) -> None:
    """The outcome in words, then the author's note; options stand as on the page."""
    task = questions["unknown"].task

    assert isinstance(task, Chosen)
    assert {'`"<UNK>"`': True, '`"{PAD}"`': False, '`"]]>"`': False} == {
        o.text: o.right for o in task.options
    }
    told = {option.text: option.feedback for option in task.options}
    assert told['`"{PAD}"`'].endswith("Not ~ this = one # at : all.")
    assert told['`"<UNK>"`'].startswith("Right.")


def test_what_the_page_shows_as_written_is_read_elsewhere_too(questions: dict[str, Question]) -> None:
    """HTML and marks in an option or a note are text on our pages: no other form may take them for markup."""
    task = questions["truths"].task

    assert isinstance(task, Chosen)
    shown = [(to_plain(one.text), to_plain(one.feedback)) for one in task.options if not one.right]
    ((text, said),) = shown
    assert text == "Two is odd in List<int>, 10<sup>3</sup> times."
    assert said.endswith("Not <T> or *any* a_b_c.")


def test_the_assignment_that_passes_is_right(questions: dict[str, Question]) -> None:
    """Chips stand as on the page, and the key goes with them."""
    task = questions["sums"].task

    assert isinstance(task, Gaps)
    assert ("1", "2") == tuple(task.bank[chip] for chip in task.right)
    assert task.said(task.right).startswith("Right.")
    assert len(task.bank) ** 2 == len(task.told)


def test_the_bank_does_not_begin_with_the_key_by_rule(questions: dict[str, Question]) -> None:
    """Chips stand as on the page, and what is said to each goes with it."""
    task = questions["size"].task

    assert isinstance(task, Gaps)
    for chips in product(range(len(task.bank)), repeat=1):
        right = task.said(chips).startswith("Right.")
        assert right is (task.bank[chips[0]] == "7")


def test_a_shape_may_be_typed_in_every_usual_way(questions: dict[str, Question]) -> None:
    """Commas with and without spaces, brackets, the name of the class."""
    task = questions["shape"].task

    assert isinstance(task, Typed)
    assert {"(2, 3)", "(2,3)", "[2, 3]", "torch.Size([2, 3])", "2,3"} <= {
        o.text for o in task.options if o.right
    }


def test_a_typed_number_keeps_its_tolerance_and_known_wrong_answers(questions: dict[str, Question]) -> None:
    """The right one comes first."""
    task = questions["typed"].task

    assert isinstance(task, Typed)
    assert (True, 0.01) == (task.number, task.tolerance)
    assert [("0.25", True), ("4", False)] == [(option.text, option.right) for option in task.options]
    assert "the other way round" in task.options[1].feedback


def test_every_order_that_passes_is_right(questions: dict[str, Question]) -> None:
    """Two of the six pass, the author's own first."""
    task = questions["ordered"].task

    assert isinstance(task, Ordered)
    assert [["a = 1", "b = 2", "c = a + b"], ["b = 2", "a = 1", "c = a + b"]] == [
        [task.pieces[piece] for piece in order] for order in task.right
    ]
    assert all(order not in task.right for order, _ in task.wrong)


def test_the_numbers_of_a_trace_are_the_layers_own(questions: dict[str, Question]) -> None:
    """Sum and state of each step."""
    task = questions["hand"].task

    assert isinstance(task, Cells)
    first = math.tanh(0.5)
    expected = [0.5, first, -1 + 0.5 * first, math.tanh(-1 + 0.5 * first)]
    assert pytest.approx(expected, abs=1e-6) == [cell.value for _, cells in task.rows for cell in cells]


def test_what_only_a_reader_can_judge_brings_its_model(questions: dict[str, Question]) -> None:
    """A card its back; a program its start and a solution; an explanation its points."""
    card, program, why = (questions[name].task for name in ("odd", "double", "why"))

    assert isinstance(card, Recalled)
    assert "`3` is one." in card.back
    assert isinstance(program, Written)
    assert program.code
    assert "def double(x):" in program.begin
    assert "return 2 * x" in to_plain(program.model)
    assert isinstance(why, Written)
    assert ("Two does not divide it.",) == why.points
