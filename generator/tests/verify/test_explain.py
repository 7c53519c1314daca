"""Explanations: what their points claim is run; without a claim nothing is."""

from __future__ import annotations

import pytest

from keyproof.exercise import Option
from keyproof.verdict import Verdict
from keyproof.verify import Pool
from keyproof.verify.prove import verify_one
from keyproof.verify.topic import off_topic

from .factory import code, exercise

SAME = "assert rnn.weight_hh_l0.shape == (4, 4)"
FALSE = "assert rnn.weight_hh_l0.shape == (3, 4)"


def _points(*claims: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            text=f"Point `{number}`.",
            claim=code(claim, 60 + 10 * number) if claim else None,
            place=code(claim, 50 + 10 * number).place,
        )
        for number, claim in enumerate(claims)
    )


def _verdict(pool: Pool, *claims: str, program: str | None = "rnn = nn.RNN(3, 4)") -> Verdict:
    made = exercise("explain", program=program, options=_points(*claims))
    return verify_one(made, run=pool.run, seeds=2)


def test_points_with_a_claim_are_proven(pool: Pool) -> None:
    """Each is an answer of its own; one without a claim is none."""
    verdict = _verdict(pool, SAME, "", "assert rnn(torch.randn(5, 3))[0].shape == (5, 4)")

    assert () == verdict.findings
    assert [("Point 0.", "holds", True), ("Point 2.", "holds", True)] == [
        (answer.label, answer.outcome.state, answer.keyed) for answer in verdict.answers
    ]


def test_without_a_claim_nothing_is_run(pool: Pool) -> None:
    """It is no fault, and no claim to be about the topic can be held against it."""
    made = exercise("explain", options=_points("", ""))
    verdict = verify_one(made, run=pool.run)

    assert (0, ()) == (verdict.runs, verdict.findings)
    assert [] == list(off_topic(made, ["torch.nn.RNN"]))


@pytest.mark.parametrize(
    ("claims", "program", "expected"),
    [
        pytest.param(
            (SAME, FALSE),
            "rnn = nn.RNN(3, 4)",
            ("wrong-key", 70, "The claim of this point does not hold"),
            id="a claim that is false",
        ),
        pytest.param(
            (SAME, "x = 2\nassert x == 2"),
            "rnn = nn.RNN(3, 4)",
            ("vacuous-check", 70, "The claim does not depend on the program"),
            id="a claim about itself",
        ),
        pytest.param(
            (SAME, SAME),
            "rnn = nn.RNN()",
            ("broken-program", 10, "The program does not run"),
            id="a program that stops, told once",
        ),
        pytest.param(
            ("while True: rnn",),
            "rnn = nn.RNN(3, 4)",
            ("timeout", 60, "The claim of this point did not come to its end"),
            id="a claim without end",
        ),
    ],
)
def test_what_is_not_so_is_reported_where_it_stands(
    pool: Pool, claims: tuple[str, ...], program: str, expected: tuple[str, int, str]
) -> None:
    """At the line of the claim, or of the program where that is at fault, once."""
    made = exercise("explain", program=program, options=_points(*claims), seconds=1.0)
    found = verify_one(made, run=pool.run).findings

    assert [expected] == [(one.rule, one.place.line, one.what) for one in found]
    assert all(one.hint for one in found)
