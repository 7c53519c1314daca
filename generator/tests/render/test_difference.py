"""What a wrong prediction is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyproof.render.difference import difference, other
from keyproof.render.languages import english
from tests.render.samples import code, holds, predict

WORDS = english()


@pytest.mark.parametrize(
    ("text", "value", "form", "said"),
    [
        ("(3, 7, 20)", "(7, 3, 20)", "shape", "The run gives other numbers at axes 0 and 1."),
        ("(7, 3, 10)", "(7, 3, 20)", "shape", "The run gives another number at axis 2."),
        ("(1, 2, 3)", "(7, 3, 20)", "shape", "The run gives other numbers at axes 0, 1 and 2."),
        ("(7, 20)", "(7, 3, 20)", "shape", "The run's shape has 3 axes, this has 2."),
        ("(7, 20)", "(7,)", "shape", "The run's shape has 1 axis, this has 2."),
        ("torch.Size([7, 20])", "(7,)", "shape", "The run's shape has 1 axis, this has 2."),
        ("[7]", "(7,)", "shape", "The run gives another shape."),
        ("a shape", "(7,)", "shape", "The run gives another shape."),
        ("('a',)", "(7,)", "shape", "The run gives another shape."),
        ("600", "640", "number", "The run gives a larger number."),
        ("1e9", "640", "number", "The run gives a smaller number."),
        ("640.0", "640", "number", "The run gives another number."),
        ("many", "640", "number", "The run gives another number."),
        ("nan", "640", "number", "The run gives another number."),
        ("'a'", "'b'", "text", "The run gives another value."),
    ],
)
def test_a_value_is_compared(text: str, value: str, form: str, said: str) -> None:
    """Shapes axis by axis, numbers by size; the right one is never told."""
    assert (said,) == difference(
        text, right=holds(value=value, form=form), exercise=predict()[0], words=WORDS
    )


def test_printed_text_and_errors_are_compared() -> None:
    """Without an answer expression the run's output or its last line is asked for."""
    exercise = replace(predict()[0], answer=None)
    right = holds(value="RuntimeError: sizes", form="text")
    raising = replace(exercise, raises="RuntimeError")

    assert ("The run does not print that.",) == difference("3", right=right, exercise=exercise, words=WORDS)
    assert ("The run raises an error of this type, but with another message.",) == difference(
        "RuntimeError: other", right=right, exercise=raising, words=WORDS
    )
    assert ("The run does not end like that.",) == difference(
        "TypeError: a", right=right, exercise=raising, words=WORDS
    )


@pytest.mark.parametrize("form", ["shape", "number", "text"])
def test_an_error_is_expected_where_there_is_none(form: str) -> None:
    """It does not help to hear that the value is another one."""
    assert ("The run raises no error.",) == difference(
        "ValueError: no", right=holds(value="(1, 2)", form=form), exercise=predict()[0], words=WORDS
    )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("number", "The run gives another number."),
        ("shape", "The run gives another shape."),
        ("text", "The run gives another value."),
    ],
)
def test_any_other_typed_answer_has_one_text(form: str, said: str) -> None:
    """The page does not compute; it says only that it is not that."""
    exercise = replace(predict()[0], answer=code("x"))

    assert (said,) == other(right=holds(value="1", form=form), exercise=exercise, words=WORDS)
