"""The payload: what the widget is told, for each kind."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from keyproof.exercise import Exercise
from keyproof.render.block import Position, exercise_block
from keyproof.render.kinds import KINDS
from keyproof.render.languages import english
from keyproof.render.payload import attribute, payload
from keyproof.render.shuffled import page_order
from keyproof.verdict import Verdict
from tests.render.samples import (
    ALL,
    answer,
    at,
    blank,
    choice,
    claims,
    code,
    fails,
    fill,
    fix,
    holds,
    option,
    predict,
    prose,
    typed,
    verdict,
)

WORDS = english()

Sample = Callable[[], tuple[Exercise, Verdict]]


def _made(exercise: Exercise, judged: Verdict) -> dict[str, Any]:
    """Make a payload and read it as the browser does."""
    data = payload(exercise, KINDS[exercise.kind].interaction(exercise, judged, WORDS))
    read: dict[str, Any] = json.loads(json.dumps(data))
    return read


def _in_page(exercise: Exercise, judged: Verdict, *, number: int = 1, total: int = 1) -> dict[str, Any]:
    text = exercise_block(exercise, judged, position=Position(number=number, total=total), words=WORDS)
    packed = text.split('data-payload="')[1].split('"')[0]
    read: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed), -zlib.MAX_WBITS))
    return read


def _told(data: dict[str, Any], index: int) -> str:
    return "".join(data["texts"][data["outcomes"][index]])


def test_fill() -> None:
    """Chips in page order; outcomes of all assignments with the last blank fastest."""
    data = _made(*fill())

    assert {
        "kind": "fill",
        "input": "bank",
        "blanks": 2,
        "attempts": 3,
        "shuffle": True,
    } == {name: data[name] for name in ("kind", "input", "blanks", "attempts", "shuffle")}
    assert sorted(["2", "True", "False"]) == sorted(data["bank"])
    assert ["2", "True"] == [data["bank"][chip] for chip in data["key"]]
    assert 9 == len(data["outcomes"])
    assert ["[1] ", "2", ", [2] ", "True"] == data["final"]
    for index, (first, second) in enumerate(product(data["bank"], repeat=2)):
        if first != "2":
            said = f"rnn.num_layers == 2 does not hold: rnn.num_layers is {first}."
            # No note is about several wrong chips, so the reader hears that it is several.
            several = "" if second == "True" else " More than one blank is not right yet."
            assert said + several == _told(data, index)
    right = data["key"][0] * 3 + data["key"][1]
    assert "Right. rnn.num_layers == 2 and output.shape == (3, 5, 20) hold." == _told(data, right)
    assert 1 == data["outcomes"].count(data["outcomes"][right])


def test_three_blanks_keep_their_order() -> None:
    """Every one of the 4 ** 3 outcomes belongs to the assignment the widget counts to."""
    source = "f(1, 2, 3)"
    bank = ("1", "2", "3", "4")
    exercise = replace(
        fill()[0],
        id="three",
        program=code(source),
        blanks=tuple(blank(source, text) for text in "123"),
    )
    answers = [
        answer("".join(chips), fails("f == 1", "".join(chips)), keyed=chips == ("1", "2", "3"))
        for chips in product(bank, repeat=3)
    ]
    data = _made(exercise, verdict("three", *answers, bank=bank))

    assert bank != tuple(data["bank"])
    assert ["1", "2", "3"] == [data["bank"][chip] for chip in data["key"]]
    expected = [f"f == 1 does not hold: f is {''.join(chips)}." for chips in product(data["bank"], repeat=3)]
    assert expected == [_told(data, index) for index in range(64)]


def test_choice_of_code() -> None:
    """Options in page order, each with what happened to it and the author's note."""
    data = _made(*choice())

    assert ("one", 2) == (data["input"], data["attempts"])
    assert ["", "nn.RNN(10, 20)"] == data["final"]
    told = {_told(data, index) for index in range(4)}
    assert {
        "Right. answer.input_size == 10 and answer.hidden_size == 20 hold.",
        "answer.input_size == 10 does not hold: answer.input_size is 20. The order is input, hidden.",
        "answer.input_size == 10 does not hold: answer.input_size is 30.",
        "Running it raises TypeError: RNNBase.__init__() missing 1 required positional argument: "
        "'hidden_size' at nn.RNN(10).",
    } == told
    assert _told(data, data["key"][0]).startswith("Right.")
    assert {"bank", "blanks", "value", "known"}.isdisjoint(data)


def test_choice_of_sentences() -> None:
    """Several keys; each sentence is true or not."""
    data = _made(*claims())

    assert "many" == data["input"]
    assert 2 == len(data["key"])
    assert ["It has one layer; Its state holds 20 numbers"] == data["final"]
    assert {
        "True. rnn.num_layers == 1 holds.",
        "True. rnn.hidden_size == 20 holds.",
        "Not true. rnn.batch_first does not hold.",
    } == {_told(data, index) for index in range(3)}
    assert all(_told(data, key).startswith("True.") for key in data["key"])


def test_predict_with_options() -> None:
    """The run's answer stands among the listed ones, and only its own text tells it."""
    data = _made(*predict())

    assert "one" == data["input"]
    assert ["", "(7, 3, 20)"] == data["final"]
    assert "Right. The run gives (7, 3, 20)." == _told(data, data["key"][0])
    wrong = {_told(data, index) for index in range(3)} - {_told(data, data["key"][0])}
    assert {
        "The run gives other numbers at axes 0 and 1. Not with the default layout.",
        "The run's shape has 3 axes, this has 2.",
    } == wrong


def test_predict_typed() -> None:
    """The value, its tolerance, and the wrong answers the author knows."""
    data = _made(*typed())

    assert ("number", "640", 0.5, []) == tuple(data[name] for name in ("input", "value", "tolerance", "key"))
    assert ["Right. The run gives 640.", "The run gives another number."] == [_told(data, 0), _told(data, 1)]
    assert [["600", 2]] == data["known"]
    assert ["The run gives a larger number. There are biases too."] == data["texts"][2]


def test_fix() -> None:
    """Repairs in page order."""
    data = _made(*fix())

    assert ("fix", "one", ["", "x = torch.randn(7, 3, 10)"]) == (data["kind"], data["input"], data["final"])
    assert "Right. output.shape == (7, 3, 20) holds." == _told(data, data["key"][0])


def test_an_exercise_that_was_not_run_says_right_or_wrong() -> None:
    """Its key is the author's word, and it has no quick check."""
    exercise = replace(
        claims()[0],
        unverified="a matter of taste",
        options=(
            option("Yes", keyed=True, note="Indeed."),
            option("No"),
        ),
        multiple=False,
    )
    judged = Verdict(exercise=exercise.id)

    data = _made(exercise, judged)

    assert {"Right. Indeed.", "That is not the answer."} == {_told(data, 0), _told(data, 1)}
    assert _told(data, data["key"][0]).startswith("Right.")
    assert () == KINDS["choice"].interaction(exercise, judged, WORDS).quick


def test_equal_texts_are_stored_once() -> None:
    """Most of a thousand assignments fail alike."""
    data = _made(*fill())

    assert len(data["texts"]) == len({tuple(text) for text in data["texts"]})
    assert len(data["texts"]) < len(data["outcomes"])


@pytest.mark.parametrize("sample", ALL)
def test_the_attribute_is_compressed_base64_of_the_payload(sample: Sample) -> None:
    """It survives any attribute, and an answer can't be read in it."""
    exercise, judged = sample()
    data = _in_page(exercise, judged)
    packed = attribute(data)

    assert data == json.loads(zlib.decompress(base64.b64decode(packed), -zlib.MAX_WBITS))
    assert set(packed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
    assert "Right" not in packed


def test_a_payload_carries_any_character() -> None:
    """Quotes, tags, line separators and emoji of notes and messages arrive whole."""
    note = "\u2028 </script> \"'` {{ x }} {: .a } 🔥 \x00"
    exercise, judged = choice()
    answers = (replace(judged.answers[0], note=note), *judged.answers[1:])
    data = _in_page(exercise, replace(judged, answers=answers))

    assert "".join(data["texts"][data["outcomes"][data["key"][0]]]).endswith(
        " </script> \"'` {{ x }} {: .a } 🔥 \x00"
    )


@pytest.mark.parametrize("sample", ALL)
@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"level": "hard"},
        {"before": prose("Another stem.")},
        {"after": prose("Another ending.")},
        {"hints": (prose("Another hint."),)},
        {"solution": prose("1. Another step.")},
        {"mistakes": prose("- Another mistake.")},
        {"attempts": 7},
        {"shuffle": False},
        {"program": code("another = 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_digest_changes_with_what_the_reader_sees(sample: Sample, change: dict[str, Any]) -> None:
    """Answers stored for another version are dropped."""
    exercise, judged = sample()
    if change.get("level") == exercise.level:
        change = {"level": "easy"}

    assert _in_page(exercise, judged)["digest"] != _in_page(replace(exercise, **change), judged)["digest"]


def test_the_digest_changes_with_an_outcome() -> None:
    """Also when it is only one of many, and only its words."""
    exercise, judged = fill()
    last = replace(judged.answers[-1], note="Another note.")
    changed = replace(judged, answers=(*judged.answers[:-1], last))

    assert _in_page(exercise, judged)["digest"] != _in_page(exercise, changed)["digest"]


@pytest.mark.parametrize("sample", ALL)
def test_the_digest_does_not_change_otherwise(sample: Sample) -> None:
    """Not with the place in the file, the place on the page, the torch version or hidden code."""
    exercise, judged = sample()
    moved = replace(exercise, place=at(900), heading=4, setup=(code("import math", line=700),))
    if moved.check is not None:
        moved = replace(moved, check=replace(moved.check, source=moved.check.source + "\n# a comment"))

    before = _in_page(exercise, judged)["digest"]

    assert before == _in_page(moved, replace(judged, torch="3.0", device="cuda"), number=2, total=9)["digest"]


def test_the_digest_does_not_change_when_lines_above_are_added() -> None:
    """The traceback of a `fix` counts lines inside the program."""
    exercise, judged = fix()
    assert exercise.program and judged.as_written and judged.as_written.raised
    raised = judged.as_written.raised
    later = replace(raised, traceback=raised.traceback.replace("line 42", "line 142"), line=142)
    moved = replace(exercise, program=replace(exercise.program, place=at(140)))

    changed = replace(judged, as_written=replace(judged.as_written, raised=later))

    assert _in_page(exercise, judged)["digest"] == _in_page(moved, changed)["digest"]


def test_the_page_order_is_the_same_in_every_build() -> None:
    """It depends on the id and the number of options alone."""
    assert page_order("create", 4) == (2, 0, 3, 1) or sorted(page_order("create", 4)) == [0, 1, 2, 3]
    assert page_order("create", 4) == page_order("create", 4)
    assert len({page_order(name, 4) for name in "abcdefgh"}) > 1


def test_the_authors_order_is_kept_on_request() -> None:
    """`shuffle=off` keeps a choice as written; a bank would begin with its keys, so it is mixed still."""
    exercise, judged = choice()
    kept = _made(replace(exercise, shuffle=False), judged)
    bank = _made(replace(fill()[0], shuffle=False), fill()[1])

    assert ([0], False) == (kept["key"], kept["shuffle"])
    assert _made(*fill())["bank"] == bank["bank"]


def test_a_prediction_says_what_the_program_does() -> None:
    """Printed text and exceptions have verbs of their own."""
    exercise, judged = predict()
    first = replace(judged.answers[0], outcome=holds(value="3", form="text"))
    changed = replace(judged, answers=(first, *judged.answers[1:]))
    printing = _made(replace(exercise, answer=None), changed)
    raising = _made(replace(exercise, answer=None, raises="ValueError"), changed)

    assert "Right. The run prints 3." == _told(printing, printing["key"][0])
    assert "Right. The run raises 3." == _told(raising, raising["key"][0])
