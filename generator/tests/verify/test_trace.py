"""The layer makes the key of a trace; slips are computed, and what cannot be told apart is a finding."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.exercise import Exercise
from keyproof.trace import Trace
from keyproof.verdict import Verdict
from keyproof.verify import Pool
from keyproof.verify.prove import verify_one

from .factory import exercise

SET = """
with torch.no_grad():
    rnn.weight_ih_l0.copy_(torch.tensor([[1.0], [0.5]]))
    rnn.weight_hh_l0.copy_(torch.tensor([[0.5, -1.0], [0.25, 0.5]]))
"""
BIASES = """\
    rnn.bias_ih_l0.copy_(torch.tensor([0.1, 0.2]))
    rnn.bias_hh_l0.copy_(torch.tensor([-0.3, 0.4]))
"""
TWO = f"rnn = nn.RNN(1, 2){SET}{BIASES}x = torch.tensor([[1.0], [-2.0]])"
BARE = f"rnn = nn.RNN(1, 2, bias=False){SET}x = torch.tensor([[1.0], [-2.0]])"


def _trace(program: str = TWO, **keys: Any) -> Exercise:
    return exercise("trace", program=program, trace=Trace(**keys))


def _verdict(pool: Pool, program: str = TWO, *, seeds: int = 1, **keys: Any) -> Verdict:
    return verify_one(_trace(program, **keys), run=pool.run, seeds=seeds)


def test_the_layer_is_the_key(pool: Pool) -> None:
    """Its run is the one answer that holds; every slip that leads elsewhere is one that does not."""
    verdict = _verdict(pool, seeds=2)

    assert ((), (0,)) == (verdict.findings, verdict.holding)
    assert verdict.unrolled[0].moments[0].total == pytest.approx((0.8, 1.1))
    assert len(verdict.answers) == len(verdict.unrolled)
    names = [answer.label for answer in verdict.answers]
    # The weights of one input have no other way round.
    assert {"no-b-hh", "no-bias", "no-state", "no-activation", "state-transposed", "next-input"} <= set(names)
    assert "input-transposed" not in names


def test_a_slip_on_nothing_is_none(pool: Pool) -> None:
    """Nobody forgets the biases of a layer that has none."""
    names = [answer.label for answer in _verdict(pool, BARE).answers]

    assert [] == [name for name in names if name.startswith("no-b")]


@pytest.mark.parametrize(
    ("program", "keys", "expected"),
    [
        (
            TWO.replace("-0.3, 0.4", "0.002, -0.001"),
            {},
            ("ambiguous-key", "the greatest difference is 0.002"),
        ),
        (
            "rnn = nn.LSTM(1, 2)\nx = torch.ones(2, 1)",
            {},
            ("no-key", "LSTM has gates, so a step of it is more than one sum: use an nn.RNN"),
        ),
        (TWO, {"layer": "rmn"}, ("broken-program", "it raises `NameError: name 'rmn' is not defined`")),
        ("rnn = nn.RNN(1)", {}, ("broken-program", "it raises `TypeError: ")),
        (
            "torch.manual_seed(0)\nrnn = nn.RNN(2, 4)\nx = torch.randn(6, 2)",
            {"tolerance": 1e-5},
            ("option-count", "4 numbers and 6 steps"),
        ),
        ("while True: pass", {}, ("timeout", "it ran for more than 1 s")),
    ],
)
def test_findings(program: str, keys: dict[str, Any], expected: tuple[str, str], pool: Pool) -> None:
    """What cannot be traced, or would not tell a right computation from a slip, is not published."""
    one = exercise("trace", program=program, trace=Trace(**keys), seconds=1)
    found = verify_one(one, run=pool.run).findings

    rule, actual = expected
    assert [(rule, 1 if rule != "timeout" else 10)] == [
        (f.rule, f.place.line if f.rule != "broken-program" else 1) for f in found
    ]
    assert found[0].actual.startswith(actual)


def test_a_slip_that_no_state_shows_is_a_finding(pool: Pool) -> None:
    """With `relu` and sums below zero every way leads to the same states, and zeros would be right."""
    dead = f'rnn = nn.RNN(1, 2, nonlinearity="relu"){SET}    rnn.bias_ih_l0.fill_(-9.0)\nx = torch.ones(2, 1)'
    found = _verdict(pool, dead, parts=("h",)).findings

    assert {"ambiguous-key"} == {finding.rule for finding in found}
    assert "the slip `no-b-hh`" in " ".join(finding.what for finding in found)
    assert () == _verdict(pool, parts=("h",)).findings


def test_what_is_asked_for_decides(pool: Pool) -> None:
    """Where only the sum is asked for, what is done to it afterwards is no slip of the answer."""
    one = f"{TWO}[:1]"
    names = [answer.label for answer in _verdict(pool, one, parts=("sum",)).answers]

    assert "no-b-hh" in names
    assert "no-activation" not in names


def test_random_weights(pool: Pool) -> None:
    """Numbers that change with the seed are no numbers to be asked for."""
    program = "rnn = nn.RNN(1, 2)\nx = torch.tensor([[1.0], [-2.0]])"

    assert "flaky" in [f.rule for f in _verdict(pool, program, seeds=2).findings]
    assert [] == [f.rule for f in _verdict(pool, f"torch.manual_seed(1)\n{program}", seeds=2).findings]
