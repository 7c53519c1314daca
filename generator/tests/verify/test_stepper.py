"""What a stepper shows is what the layer gives, and what cannot be shown is found at its name."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.course import SourcePage
from keyproof.finding import Place
from keyproof.statement import Statement
from keyproof.unrolled import Asked, Part
from keyproof.verify import Pool
from keyproof.verify.prove import verify_pages
from keyproof.verify.stated import Compared

from .factory import code, place

LAYER, INPUT, STATE = (place(60, column) for column in (19, 29, 37))
SMALL = "torch.manual_seed(0)\nrnn = nn.RNN(2, 3)\nx = torch.tensor([[1.0, 0.0], [0.5, -1.0]])"


def _stepper(
    program: str, *, layer: str = "rnn", given: str = "x", state: str = "", digits: int = 3
) -> Statement:
    asked = Asked(
        layer=Part(source=layer, place=LAYER),
        given=Part(source=given, place=INPUT),
        state=Part(source=state, place=STATE) if state else None,
        digits=digits,
    )
    return Statement(
        sort="stepper", text=f"{layer}({given})", place=place(60), source=program, source_place=place(61),
        slot=place(60), asked=asked,
    )  # fmt: skip


def _proved(pool: Pool, *said: Statement, seeds: int = 1) -> Compared:
    setup = (code("import torch\nfrom torch import nn", 1),)
    page = SourcePage(path="course/trace.md", setup=setup, statements=said)
    return verify_pages([page], run=pool.run, jobs=1, seeds=seeds)


def _fault(pool: Pool, program: str, *, seeds: int = 1, **more: Any) -> tuple[str, Place, str]:
    (found,) = _proved(pool, _stepper(program, **more), seeds=seeds).findings
    return found.rule, found.place, " ".join((found.what, found.actual, found.hint))


def test_it_is_computed_and_counted(pool: Pool) -> None:
    """Each step is there, and the evidence tells the state that the call ends with."""
    compared = _proved(pool, _stepper(SMALL, digits=2))
    (shown,) = compared.computed
    (counted,) = compared.statements

    assert () == compared.findings
    assert shown.unrolled
    assert (2, 2, "") == (len(shown.unrolled.moments), shown.digits, shown.code)
    last = ", ".join(f"{number:.2f}" for number in shown.unrolled.moments[-1].after)
    assert ("value", "true", f"h_2 = ({last})", True) == (
        counted.sort, counted.truth, counted.gave, counted.computed,
    )  # fmt: skip


def test_what_stands_below_sees_its_names(pool: Pool) -> None:
    """It is a run among the others of its page."""
    below = Statement(
        sort="value", text="rnn.hidden_size", place=place(70), source="rnn.hidden_size",
        source_place=place(70), slot=place(70),
    )  # fmt: skip
    compared = _proved(pool, _stepper(SMALL), below)

    assert () == compared.findings
    assert "3" == compared.computed[1].text


@pytest.mark.parametrize(
    ("program", "more", "where", "told"),
    [
        ("rnn = nn.RNN(2, 3, 2)\nx = torch.zeros(4, 2)", {}, LAYER, "it has 2 layers Use `num_layers=1`."),
        ("rnn = nn.LSTM(2, 3)\nx = torch.zeros(4, 2)", {}, LAYER, "LSTM has gates"),
        ("rnn = nn.RNN(2, 9)\nx = torch.zeros(4, 2)", {}, LAYER, "9 units Make a layer of 8 at most."),
        ("rnn = nn.RNN(9, 3)\nx = torch.zeros(4, 9)", {}, INPUT, "9 features Give it 8 at most."),
        ("rnn = nn.RNN(2, 3)\nx = torch.zeros(13, 2)", {}, INPUT, "13 steps Give it 12 at most."),
        ("rnn = nn.RNN(2, 3)\nx = torch.zeros(4, 5, 2)", {}, INPUT, "a batch of 5 sequences"),
    ],
)
def test_what_cannot_be_shown(pool: Pool, program: str, more: Any, where: Place, told: str) -> None:
    """It is found at the key of the layer or the input, with what to do."""
    rule, at, text = _fault(pool, program, **more)

    assert ("unshowable", where) == (rule, at)
    assert told in text


@pytest.mark.parametrize(
    ("more", "where", "told"),
    [
        ({"layer": "rnm"}, LAYER, "The layer `rnm` is not defined"),
        ({"layer": "rnm"}, LAYER, "`layer=…`. Did you mean `rnn`?"),
        ({"given": "xs[0]"}, INPUT, "The input `xs[0]` is not defined"),
        ({"state": "start"}, STATE, "The state `start` is not defined"),
        ({"state": "torch.zeros(1, 9)"}, LAYER, "`rnn(x)` does not run"),
        ({"given": "x.nothing"}, LAYER, "AttributeError"),
    ],
)
def test_what_the_keys_name_is_not_there(pool: Pool, more: Any, where: Place, told: str) -> None:
    """A name that is missing, and a call that fails, are broken programs."""
    rule, at, text = _fault(pool, SMALL, **more)

    assert ("broken-program", where) == (rule, at)
    assert told in text


def test_a_program_that_raises(pool: Pool) -> None:
    """It is found on its own line, as that of any run."""
    rule, at, text = _fault(pool, f"{SMALL}\nx = x + nothing")

    assert ("broken-program", 64) == (rule, at.line)
    assert "NameError" in text


def test_numbers_that_are_luck(pool: Pool) -> None:
    """A layer with weights of every seed its own shows nothing that could be relied on."""
    rule, _, text = _fault(pool, "rnn = nn.RNN(2, 3)\nx = torch.zeros(4, 2)", seeds=2)

    assert "flaky" == rule
    assert "seed 0: `h_4 = (" in text
