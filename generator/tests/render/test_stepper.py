"""A forward call as readers see it: every number of every step, right, and whole without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.render.languages import languages, words_of
from keyproof.render.stepper import LEVELS, stepper
from keyproof.settings import Settings
from keyproof.unrolled import Moment, Unrolled

FIRST = Moment(
    x=(1.0,),
    before=(0.0, 0.0),
    from_input=(1.0, 0.5),
    b_ih=(0.1, 0.2),
    from_state=(0.0, 0.0),
    b_hh=(-0.3, 0.4),
    total=(0.8, 1.1),
    after=(0.664037, 0.800499),
)
SECOND = replace(
    FIRST,
    x=(-2.0,),
    before=FIRST.after,
    from_input=(-2.0, -1.0),
    from_state=(-0.46848, 0.166009),
    total=(-2.66848, -0.233991),
    after=(-0.990427, -0.229813),
)
CALL = Unrolled(
    layer="RNN",
    activation="tanh",
    bias=True,
    batch_first=False,
    input_shape=(2, 1),
    output_shape=(2, 2),
    state_shape=(1, 2),
    w_ih=((1.0,), (0.5,)),
    w_hh=((0.5, -1.0), (0.25, 0.0)),
    start=(0.0, 0.0),
    started=False,
    moments=(FIRST, SECOND),
    off=0.0,
)


def _shown(call: Unrolled = CALL, *, digits: int = 3, language: str = "en") -> str:
    return stepper(call, digits=digits, words=words_of(Settings(root=Path(), language=language)))


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def _rows(html: str) -> list[list[str]]:
    """Give what stands in each row of the table of all steps."""
    table = html.partition('<details class="kp-all"')[2]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table)
    return [[_plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def test_every_step_is_an_addition() -> None:
    """A row for each part in the order that it is added up in, then the sum, then the state."""
    rows = _rows(_shown())

    assert [
        ["Step 2"],
        ["x 2", "-2.000"],
        ["", "unit 1", "unit 2"],
        ["h 1", "0.664", "0.800"],
        ["W ih x 2", "-2.000", "-1.000"],
        ["+ b ih", "0.100", "0.200"],
        ["+ W hh h 1", "-0.468", "0.166"],
        ["+ b hh", "-0.300", "0.400"],
        ["= sum", "-2.668", "-0.234"],
        ["tanh( sum ) = h 2", "-0.990", "-0.230"],
    ] == rows[10:]
    assert ["Step 1"] == rows[0]


def test_the_first_step_stands_where_a_script_leads_on() -> None:
    """The very rows of the first step, so that nothing moves and a missing script leaves something right."""
    html = _shown()
    alone = re.search(r"<keyproof-stepper>.*?(<tbody>.*?</tbody>).*?</keyproof-stepper>", html)
    everything = html.partition("</keyproof-stepper>")[2]

    assert alone
    assert alone[1] == re.findall(r"<tbody>.*?</tbody>", everything)[0]
    assert 2 == everything.count("<tbody>")


def test_stages_have_real_shapes_and_values() -> None:
    """From the input to the last state; the least and the greatest value over all steps."""
    stages = [_plain(item) for item in re.findall(r"<li>(.*?)</li>", _shown())]

    assert "x the input, one row a step (2, 1) -2.000 … 1.000" == stages[0]
    assert stages[1].startswith("W ih x t weights of the input")
    assert stages[1].endswith("(2, 1) @ (1,) -2.000 … 1.000")
    assert stages[3].startswith("+ W hh h t-1 weights of the state")
    assert stages[3].endswith("(2, 2) @ (2,) -0.468 … 0.166")
    assert "h t = tanh(…) the new state (2,) -0.990 … 0.800" == stages[6]
    assert ["output the states of all steps (2, 2) -0.990 … 0.800"] == stages[7:8]
    assert ["h_n the last state (1, 2) -0.990 … -0.230"] == stages[8:]


def test_a_layer_without_biases_has_no_rows_for_them() -> None:
    """What is not added is not shown, in the stages as in the steps."""
    html = _shown(replace(CALL, bias=False, activation="relu"))

    assert "b<sub>" not in html
    assert ["W ih x 1", "+ W hh h 0", "= sum", "relu( sum ) = h 1"] == [row[0] for row in _rows(html)[4:8]]


def test_a_cell_has_no_output_of_its_own() -> None:
    """An `nn.RNNCell` gives back one state, and no row of states."""
    stages = re.findall(r"<li>(.*?)</li>", _shown(replace(CALL, layer="RNNCell")))

    assert not any("output" in _plain(stage).split(" ")[:1] for stage in stages)


def test_colours_have_one_scale_and_never_speak_alone() -> None:
    """The strongest for what is farthest from zero anywhere, none for what is shown as zero."""
    html = _shown()
    cells = dict(reversed(re.findall(r'class="kp-heat(-?\d)">([^<]*)<', html)))

    assert {"-2.668", "-2.000"} == {
        number for level, number in re.findall(r'kp-heat(-4)">([^<]*)<', html) if level
    }
    assert all(number and abs(int(level)) <= LEVELS for level, number in cells.items())
    assert {"0.000"} == set(re.findall(r'kp-heat0">([^<]*)<', html))
    assert not re.search(r'kp-heat-\d">[\d]', html), "what is below zero has a minus"


@pytest.mark.parametrize(
    ("value", "digits", "shown"), [(-0.0004, 3, "0.000"), (0.6, 0, "1"), (1e-7, 6, "0.000000")]
)
def test_numbers_are_rounded_and_zero_has_no_sign(value: float, digits: int, shown: str) -> None:
    """A minus before zeros would be a riddle."""
    html = _shown(replace(CALL, moments=(replace(FIRST, x=(value,)),)), digits=digits)

    assert f'dir="ltr"><span class="kp-heat{0 if value < 0.5 else 3}">{shown}<' in html


def test_nothing_is_left_to_chance_where_all_numbers_are_zero() -> None:
    """A layer of zeros is shown too: no scale, no division by it."""
    parts = ("from_input", "b_ih", "b_hh", "total", "after")
    none = replace(FIRST, x=(0.0,), **dict.fromkeys(parts, (0.0, 0.0)))
    html = _shown(replace(CALL, w_ih=((0.0,), (0.0,)), w_hh=((0.0, 0.0), (0.0, 0.0)), moments=(none,)))

    assert ["0.000", "0.000"] == _rows(html)[-1][1:]


@pytest.mark.parametrize("language", languages())
def test_it_stays_one_line_of_html_in_every_language(language: str) -> None:
    """No engine sees Markdown, templates or style attributes in it; numbers run from left to right."""
    html = _shown(language=language)

    assert not re.search(r"[\n{}]|style=", html)
    assert 0 == len(re.findall(r'<table(?! class="kp-(?:matrix|addition)" dir="ltr")', html))
    assert html.count("<bdi") >= len(re.findall(r"<li>", html))
