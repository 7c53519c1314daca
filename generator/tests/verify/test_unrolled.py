"""A forward call is taken apart by a real run, proven equal to the layer's own output, or refused clearly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyproof.unrolled import Unrolled
from keyproof.verdict import Outcome
from keyproof.verify import Pool
from keyproof.verify.job import Candidate, Job
from keyproof.verify.unrolled import SLIPS, Slip, refusal, unrolled, unrolling

from .factory import PATH, SETUP, place, step

SMALL = """
rnn = nn.RNN(1, 2)
with torch.no_grad():
    rnn.weight_ih_l0.copy_(torch.tensor([[1.0], [0.5]]))
    rnn.weight_hh_l0.copy_(torch.tensor([[0.5, -1.0], [0.25, 0.0]]))
    rnn.bias_ih_l0.copy_(torch.tensor([0.1, 0.2]))
    rnn.bias_hh_l0.copy_(torch.tensor([-0.3, 0.4]))
x = torch.tensor([[1.0], [2.0]])
"""


def _outcome(
    pool: Pool,
    program: str,
    *,
    layer: str = "rnn",
    given: str = "x",
    state: str = "",
    slip: Slip | None = None,
) -> Outcome:
    steps = unrolling(layer, given, state=state, place=place(7), slip=slip)
    candidate = Candidate(name="trace", steps=(step(program), *steps))
    return pool.run(Job(setup=(step(SETUP, role="setup", line=1),), candidates=(candidate,))).outcomes[0]


def _unrolled(pool: Pool, program: str, **more: str) -> Unrolled:
    outcome = _outcome(pool, program, **more)
    assert outcome.state == "holds", outcome
    return unrolled(outcome)


def test_every_part_of_every_step_is_told(pool: Pool) -> None:
    """What is worked out on paper for known weights is what the run tells, part by part."""
    first, second = _unrolled(pool, SMALL).moments

    assert (first.x, first.before) == ((1.0,), (0.0, 0.0))
    assert (first.from_input, first.b_ih) == ((1.0, 0.5), (0.1, 0.2))
    assert (first.from_state, first.b_hh) == ((0.0, 0.0), (-0.3, 0.4))
    assert first.total == pytest.approx((0.8, 1.1))
    assert first.after == pytest.approx((0.664037, 0.800499))
    assert second.before == first.after
    assert second.from_state == pytest.approx((0.5 * 0.664037 - 0.800499, 0.25 * 0.664037), abs=1e-6)
    assert second.total == pytest.approx((1.331520, 1.766009), abs=1e-6)


@pytest.mark.parametrize("cell", ["RNN", "RNNCell"])
@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
@pytest.mark.parametrize("bias", ["True", "False"])
def test_every_sort_of_layer(cell: str, nonlinearity: str, bias: str, pool: Pool) -> None:
    """Either activation, with biases and without, a layer and a cell: equal to the layer's own."""
    program = f"rnn = nn.{cell}(3, 4, nonlinearity='{nonlinearity}', bias={bias})\nx = torch.randn(5, 3)"
    told = _unrolled(pool, program)

    assert (told.layer, told.activation, str(told.bias)) == (cell, nonlinearity, bias)
    assert 0 <= told.off <= 1e-5
    assert 5 == len(told.moments)
    assert (any(told.moments[0].b_ih) or any(told.moments[0].b_hh)) == (bias == "True")


@pytest.mark.parametrize(
    ("arguments", "given", "state", "shapes"),
    [
        ("", "torch.randn(5, 3)", "", ((5, 3), (5, 4), (1, 4))),
        ("", "torch.randn(5, 3)", "torch.randn(1, 4)", ((5, 3), (5, 4), (1, 4))),
        ("", "torch.randn(5, 1, 3)", "torch.randn(1, 1, 4)", ((5, 1, 3), (5, 1, 4), (1, 1, 4))),
        (", batch_first=True", "torch.randn(1, 5, 3)", "", ((1, 5, 3), (1, 5, 4), (1, 1, 4))),
        (", dtype=torch.float64", "torch.randn(5, 3).double()", "", ((5, 3), (5, 4), (1, 4))),
    ],
)
def test_every_layout(arguments: str, given: str, state: str, shapes: object, pool: Pool) -> None:
    """With a batch of one on either axis or without, with a state or without."""
    told = _unrolled(
        pool, f"rnn = nn.RNN(3, 4{arguments})\nx = {given}\nh0 = {state or None}", state="h0" if state else ""
    )

    assert shapes == (told.input_shape, told.output_shape, told.state_shape)
    assert (bool(state), 5) == (told.started, len(told.moments))
    assert any(told.start) == bool(state)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("rnn = nn.RNN(3, 4, 2)", "it has 2 layers: use `num_layers=1`"),
        ("rnn = nn.RNN(3, 4, bidirectional=True)", "it goes in both directions: leave `bidirectional` out"),
        (
            "rnn = nn.LSTM(3, 4)",
            "LSTM has gates, so a step of it is more than one sum: use an nn.RNN",
        ),
        ("rnn = nn.Linear(3, 4)", "it is of type Linear: name an nn.RNN or an nn.RNNCell"),
        ("rnn = nn.RNN", "RNN is a class: make a layer of it"),
        (
            "rnn = nn.RNN(3, 4)\nx = torch.randn(5, 2, 3)",
            "the input is a batch of 2 sequences: give one, as `(seq_len, features)`",
        ),
        ("rnn = nn.RNN(3, 4)\nx = [1.0]", "the input is of type list: give a tensor of one sequence"),
        (
            "rnn = nn.RNNCell(3, 4)\nx = torch.randn(3)",
            "the input has no axis of time, or no step: give `(seq_len, features)`",
        ),
        (
            "rnn = nn.RNN(3, 4, nonlinearity='relu')\nx = torch.full((5, 3), float('inf'))",
            "its output is not finite: use smaller weights or inputs",
        ),
        (
            "class Half(nn.RNN):\n    def forward(self, x, h=None):\n"
            "        out, h = super().forward(x, h)\n        return 0 * out + 2, h\nrnn = Half(3, 4)",
            "its output is not the activation of the sum: it is off by up to ",
        ),
    ],
)
def test_what_cannot_be_shown(program: str, reason: str, pool: Pool) -> None:
    """What is not one sequence through one layer in one direction is refused, and says what to do."""
    outcome = _outcome(pool, f"x = torch.randn(5, 3)\n{program}")

    assert outcome.state == "refuted"
    assert refusal(outcome).startswith(reason)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("rnn = nn.RNN(3, 3)", "it has 3 units: make a layer of 2 at most"),
        ("rnn = nn.RNN(4, 2)\nx = x[:, :1].expand(-1, 4)", "the input has 4 features: give it 3 at most"),
        ("rnn = nn.RNN(3, 2)\nx = x.unsqueeze(1)", "the input has 5 steps: give it 4 at most"),
        ("rnn = nn.RNN(3, 2)\nx = x[:4]", ""),
    ],
)
def test_what_is_too_large(program: str, reason: str, pool: Pool) -> None:
    """Where there is a limit, more units, features or steps are refused; as many are not."""
    steps = unrolling("rnn", "x", place=place(7), most=(2, 3, 4))
    candidate = Candidate(name="large", steps=(step(f"x = torch.randn(5, 3)\n{program}"), *steps))
    outcome = pool.run(Job(setup=(step(SETUP, role="setup", line=1),), candidates=(candidate,))).outcomes[0]

    assert reason == refusal(outcome)
    assert ("refuted" if reason else "holds") == outcome.state


def test_a_name_that_is_not_there(pool: Pool) -> None:
    """An expression that fails is reported where the author wrote it, and is no refusal."""
    outcome = _outcome(pool, SMALL, layer="rnm")

    assert outcome.raised
    assert (PATH, 7, "NameError") == (outcome.raised.path, outcome.raised.line, outcome.raised.type)
    assert refusal(outcome) == ""


def test_the_program_s_own_names_and_output(pool: Pool) -> None:
    """A program may print, exchange standard output, and use any name without getting in the way."""
    program = f"{SMALL}\nimport sys, io\njson = 1\nprint('keyproof:unrolled 1')\nsys.stdout = io.StringIO()"

    assert 2 == len(_unrolled(pool, program).moments)


@pytest.mark.parametrize("slip", SLIPS)
def test_slips(slip: Slip, pool: Pool) -> None:
    """Each slip gives other numbers at some step, on the right state of the step before."""
    program = "rnn = nn.RNN(3, 3)\nx = torch.randn(4, 3)\nh0 = torch.randn(1, 3)"
    right = _unrolled(pool, program, state="h0")
    slipped = unrolled(_outcome(pool, program, state="h0", slip=slip))

    assert right.moments != slipped.moments
    assert [one.before for one in right.moments] == [one.before for one in slipped.moments]
    assert replace(slipped, moments=right.moments) == right


def test_a_slip_on_nothing(pool: Pool) -> None:
    """Who forgets the bias of a layer without one has the right numbers."""
    program = "rnn = nn.RNN(3, 4, bias=False)\nx = torch.randn(4, 3)"

    assert unrolled(_outcome(pool, program, slip="no-bias")) == _unrolled(pool, program)
