"""The run makes the key of a `predict`; listed answers must differ from it."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.verify import Pool
from keyproof.verify.predict import form_of, same
from keyproof.verify.prove import verify_one

from .factory import exercise, option, place

PROGRAM = "rnn = nn.RNN(5, 3, batch_first=True)\noutput, h_n = rnn(torch.randn(4, 7, 5))"


def _predict(*wrong: str, program: str = PROGRAM, **more: Any) -> Exercise:
    options = tuple(option(text, 20 + number, note=f"note {number}") for number, text in enumerate(wrong))
    return exercise("predict", program=program, options=options, **more)


def _rules(pool: Pool, one: Exercise) -> list[tuple[str, int, str]]:
    return [(f.rule, f.place.line, f.actual) for f in verify_one(one, run=pool.run).findings]


def test_the_value_of_the_answer_expression_is_the_key(pool: Pool) -> None:
    """The key comes first; wrong answers carry their own values and notes."""
    one = _predict("(7, 4, 3)", "torch.Size([4, 3])", "an error", answer="output.shape")
    verdict = verify_one(one, run=pool.run)
    outcomes = [answer.outcome for answer in verdict.answers]

    assert () == verdict.findings
    assert ("(4, 7, 3)", "(7, 4, 3)", "torch.Size([4, 3])", "an error") == verdict.choices
    assert ["(4, 7, 3)", "(7, 4, 3)", "(4, 3)", "an error"] == [outcome.value for outcome in outcomes]
    assert ["shape", "shape", "shape", "text"] == [outcome.form for outcome in outcomes]
    assert ["holds", "refuted", "refuted", "refuted"] == [outcome.state for outcome in outcomes]
    assert ["", "note 0", "note 1", "note 2"] == [answer.note for answer in verdict.answers]
    assert (0,) == verdict.holding


@pytest.mark.parametrize(
    ("program", "value", "form"),
    [
        ("print(7 * 3)\n", "21", "number"),
        ("print('a')\nprint('b')", "a\nb", "text"),
        ("print(torch.zeros(2, 3).shape)", "torch.Size([2, 3])", "text"),
        ("print((2, 3))", "(2, 3)", "shape"),
    ],
)
def test_without_an_answer_expression_what_is_printed_is_the_key(
    pool: Pool, program: str, value: str, form: str
) -> None:
    """As it was printed."""
    verdict = verify_one(_predict("none", program=program), run=pool.run)

    assert () == verdict.findings
    assert (value, form) == (verdict.answers[0].outcome.value, verdict.answers[0].outcome.form)


def test_an_announced_error_is_the_key(pool: Pool) -> None:
    """Type and message, as the last line of the traceback."""
    program = "rnn = nn.RNN(5, 3)\nrnn(torch.randn(4, 7, 6))"
    verdict = verify_one(_predict("ValueError: no", program=program, raises="RuntimeError"), run=pool.run)
    key = verdict.answers[0].outcome

    assert () == verdict.findings
    assert ("holds", "text") == (key.state, key.form)
    assert "RuntimeError: input.size(-1) must be equal to input_size. Expected 5, got 6" == key.value


def test_a_typed_answer_has_no_choices(pool: Pool) -> None:
    """Its listed wrong answers are known mistakes."""
    verdict = verify_one(_predict("5", answer="rnn.hidden_size", typed=True), run=pool.run)

    assert ((), ["3", "5"]) == (verdict.choices, [answer.label for answer in verdict.answers])


@pytest.mark.parametrize("text", ["(4, 7, 3)", "( 4,7,3 )", "torch.Size([4, 7, 3])", "(2 * 2, 7, 3)"])
def test_a_wrong_answer_that_is_the_key(pool: Pool, text: str) -> None:
    """By its text or by its value."""
    assert verify_one(_predict("(7, 4, 3)", text, answer="output.shape"), run=pool.run).findings == (
        Finding(
            rule="ambiguous-key",
            place=place(21, 7, len(text) + 2),
            what=f"A wrong answer is right: `{text}`",
            expected="an answer other than `(4, 7, 3)`",
            actual="the run gives `(4, 7, 3)`",
            hint="Replace it; the right answer is added by the build.",
            exercise="one",
        ),
    )


def test_a_wrong_number_within_the_tolerance(pool: Pool) -> None:
    """A reader who types it would be right."""
    near = _predict("0.333", "0.4", answer="1 / 3", typed=True, tolerance=0.01)

    assert [("ambiguous-key", 20, "the run gives `0.3333333333333333`")] == _rules(pool, near)


@pytest.mark.parametrize(
    ("more", "line", "actual"),
    [
        ({"program": "x = 1\nx()"}, 11, "it raises `TypeError: 'int' object is not callable` at `x()`"),
        ({"program": "x = 1", "answer": "y"}, 30, "it raises `NameError: name 'y' is not defined` at `y`"),
        ({"program": "x = 1"}, 10, "the program prints nothing"),
        ({"program": "x = 1", "raises": "TypeError"}, 10, "it ran to its end"),
        ({"program": "x = 1\nassert 0", "raises": "E"}, 11, "it raises `AssertionError` at `assert 0`"),
        ({"program": "import os; os._exit(0)"}, 10, "it ended its own process with exit status 0"),
    ],
)  # fmt: skip
def test_a_run_that_makes_no_key(pool: Pool, more: dict[str, Any], line: int, actual: str) -> None:
    """The program is at fault, and nothing is said about the answers."""
    found = _rules(pool, _predict("1", **more))

    assert [("crash" if "ended" in actual else "broken-program", line, actual)] == found


def test_an_address_in_memory_is_no_answer(pool: Pool) -> None:
    """It would be another one in the next build."""
    found = verify_one(_predict("1", program="x = 1", answer="object()"), run=pool.run).findings

    assert ["The answer is an address in memory"] == [finding.what for finding in found]


def test_the_same_answer_in_other_words() -> None:
    """Numbers, shapes and white space; but truth values are not numbers, nor lists tuples."""
    assert same("20", "20.0")
    assert same("(4, 7)", "torch.Size([4,7])")
    assert same("RuntimeError:  no", "RuntimeError: no")
    assert same("0.3", "0.301", tolerance=0.01)
    assert not same("0.3", "0.301")
    assert not same("True", "1")
    assert not same("[4, 7]", "(4, 7)")
    assert not same("a", "b")


def test_the_form_of_a_text() -> None:
    """For answers that were not run."""
    forms = [form_of(text) for text in ("-1e3", "(1, 2)", "True", "x y")]

    assert ["number", "shape", "text", "text"] == forms


@pytest.mark.parametrize(
    ("answer", "more", "rules"),
    [
        ("torch.tanh(torch.tensor(0.5)).item()", {}, ["no-key"]),
        ("torch.tanh(torch.tensor(0.5)).item()", {"tolerance": 0.01}, []),
        ("0.5", {}, []),
        ("3", {}, []),
    ],
)
def test_a_typed_number_needs_a_tolerance_where_nobody_types_its_digits(
    pool: Pool, answer: str, more: dict[str, float], rules: list[str]
) -> None:
    """Every reader would be wrong."""
    one = exercise("predict", program="x = 1", answer=answer, typed=True, **more)
    found = verify_one(one, run=pool.run).findings

    assert rules == [finding.rule for finding in found]
    assert all("`tolerance=0.01`" in finding.hint for finding in found)
