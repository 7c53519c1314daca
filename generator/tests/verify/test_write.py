"""The reference passes, everything else fails, and the tests really run what is written."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.exercise import Write, Wrong
from keyproof.verdict import Verdict
from keyproof.verify import Pool
from keyproof.verify.prove import verify_one

from .factory import code, exercise

STARTER = "def make(size):\n    ..."
REFERENCE = "def make(size):\n    return nn.RNN(10, size)"
SWAPPED = "def make(size):\n    return nn.RNN(size, 10)"
TESTS = "output, h_n = make(20)(torch.randn(7, 3, 10))\nassert output.shape == (7, 3, 20)"


def _verdict(
    pool: Pool, *, reference: str = REFERENCE, wrong: tuple[str, ...] = (SWAPPED,), tests: str = TESTS,
    starter: str = STARTER, **more: Any,
) -> Verdict:  # fmt: skip
    solutions = tuple(Wrong(code=code(one, 70 + 10 * n), note="Not so.") for n, one in enumerate(wrong))
    write = Write(reference=code(reference, 60), wrong=solutions)
    made = exercise("write", program=starter, check=tests, write=write, **more)
    return verify_one(made, run=pool.run, seeds=2)


def test_a_proven_one(pool: Pool) -> None:
    """Each solution is an answer with an outcome; the one that calls nothing is not."""
    verdict = _verdict(pool)

    assert () == verdict.findings
    assert [("reference solution", "holds"), ("starter", "refuted"), ("wrong solution 1", "refuted")] == [
        (answer.label, answer.outcome.state) for answer in verdict.answers
    ]
    assert (0,) == verdict.holding
    assert "Not so." == verdict.answers[2].note


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            {"reference": SWAPPED, "wrong": (REFERENCE,)},
            ("wrong-key", 60, "The reference solution does not pass the tests"),
            id="a reference that misses",
        ),
        pytest.param(
            {"reference": "def make(size):\n    return nn.RNN(10, size)\nmake(1, 2)"},
            ("broken-program", 62, "The reference solution does not run"),
            id="a reference that does not run",
        ),
        pytest.param(
            {"wrong": (SWAPPED, "def make(size):\n    return nn.RNN(10, hidden_size=size)")},
            ("ambiguous-key", 80, "The wrong solution 2 passes the tests"),
            id="a wrong solution that passes",
        ),
        pytest.param(
            {"starter": "def make(size):\n    return nn.RNN(input_size=10, hidden_size=size)"},
            ("ambiguous-key", 10, "The starter passes the tests: there is nothing to write"),
            id="a starter that passes",
        ),
        pytest.param(
            {"wrong": ("def make(size):\n    return RNN(10, size)",)},
            ("broken-witness", 71, "The wrong solution 1 is refuted only by a slip"),
            id="a slip of the pen",
        ),
        pytest.param(
            {"wrong": ("def make(size):\n    while True: pass",), "seconds": 1.0},
            ("timeout", 70, "The wrong solution 1 did not come to its end"),
            id="a wrong solution without end",
        ),
        pytest.param(
            {
                "starter": "", "wrong": ("def make(size):\n    return None\nmade = 1",),
                "reference": f"{REFERENCE}\nmade = 2", "tests": "assert made == 2",
            },
            ("vacuous-check", 40, "The tests can not tell a right solution from a wrong one"),
            id="tests that never call what is written",
        ),
        pytest.param(
            {"tests": "assert nn.RNN(10, 20).hidden_size == 20"},
            ("vacuous-check", 40, "The tests can not tell a right solution from a wrong one"),
            id="tests that need no solution",
        ),
        pytest.param(
            {"tests": "make(20)"},
            ("vacuous-check", 40, "The tests can not tell a right solution from a wrong one"),
            id="tests that assert nothing",
        ),
        pytest.param(
            {
                "starter": "rnn = None", "reference": "rnn = nn.RNN(10, 20)",
                "wrong": ("rnn = nn.RNN(20, 10)",), "tests": "assert rnn.hidden_size == 20",
            },
            ("never-run", 40, "The check never runs the layer that the answer builds"),
            id="a layer that is built and not called",
        ),
    ],
)  # fmt: skip
def test_findings(parts: dict[str, Any], expected: tuple[str, int, str], pool: Pool) -> None:
    """Each fault is one finding, at the place that has to be mended."""
    assert [expected] == [(f.rule, f.place.line, f.what) for f in _verdict(pool, **parts).findings]


def test_a_solution_that_depends_on_chance(pool: Pool) -> None:
    """A reference that passes under some seeds only is no solution."""
    reference = "def make(size):\n    return nn.RNN(10, size + int(torch.rand(1) < 0.5))"
    rules = {finding.rule for finding in _verdict(pool, reference=reference).findings}

    assert "flaky" in rules
