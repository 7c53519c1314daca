"""The claim of a card is run, and proves its back."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.verify import Pool
from keyproof.verify.prove import verify_one

from .factory import exercise

PROGRAM = "rnn = nn.RNN(4, 8)\noutput, h_n = rnn(torch.randn(5, 3, 4))"


def _findings(pool: Pool, *, check: str, **more: Any) -> list[tuple[str, str]]:
    card = exercise("card", check=check, **more)
    return [(f.rule, f.what) for f in verify_one(card, run=pool.run, seeds=2).findings]


def test_a_claim_that_holds(pool: Pool) -> None:
    """One answer was run, and it holds."""
    card = exercise("card", program=PROGRAM, check="assert h_n.shape == (1, 3, 8)")
    verdict = verify_one(card, run=pool.run)

    assert ((), (0,), 1) == (verdict.findings, verdict.holding, verdict.runs)


@pytest.mark.parametrize(
    ("check", "more", "expected"),
    [
        (
            "assert h_n.shape == (3, 8)",
            {"program": PROGRAM},
            ("wrong-key", "The claim of this card does not hold"),
        ),
        (
            "assert 1 == 1",
            {"program": PROGRAM},
            ("vacuous-check", "The claim does not depend on the program"),
        ),
        ("assert h_n.dim()", {"program": "nn.RNN()"}, ("broken-program", "The program does not run")),
        ("while True: pass", {"seconds": 1}, ("timeout", "The claim of this card did not come to its end")),
    ],
)
def test_findings(check: str, more: dict[str, Any], expected: tuple[str, str], pool: Pool) -> None:
    """A back that is not proven is not published."""
    assert [expected] == _findings(pool, check=check, **more)


def test_chance(pool: Pool) -> None:
    """A claim that holds under one seed only is no proof."""
    found = _findings(pool, check="assert torch.rand(1) < torch.tensor(0.5)")

    assert ["flaky"] == [rule for rule, _ in found]
