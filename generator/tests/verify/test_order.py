"""Every order of the pieces is decided by a run, and no more are run than that takes."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from keyproof.exercise import Exercise
from keyproof.read.order import read_pieces
from keyproof.verdict import Verdict
from keyproof.verify import Job, Pool, Result
from keyproof.verify.prove import verify_one

from .factory import exercise

LAST = "rnn = nn.RNN(4, 8)\nx = torch.randn(5, 4)\noutput, h_n = rnn(x)\nlast = output[-1]"
CHECK = "assert torch.equal(last, h_n[0])"


def _order(program: str = LAST, check: str = CHECK, **more: Any) -> Exercise:
    return exercise("order", program=program, check=check, pieces=read_pieces(program), **more)


def _verdict(pool: Pool, program: str = LAST, check: str = CHECK, *, seeds: int = 1) -> Verdict:
    return verify_one(_order(program, check), run=pool.run, seeds=seeds)


def test_every_order_has_its_outcome(pool: Pool) -> None:
    """Each begins with exactly one of those that were decided, and passes as it does when it is run whole."""
    verdict = _verdict(pool)
    passing = [verdict.orders[index] for index in verdict.holding]

    assert () == verdict.findings
    for order in permutations(range(4)):
        known = [one for one in verdict.orders if order[: len(one)] == one]
        assert 1 == len(known)
        # Both are made before they are used, and the last step comes last: worked out by hand.
        assert (known[0] in passing) == (order in ((0, 1, 2, 3), (1, 0, 2, 3)))


def test_no_beginning_is_run_twice(pool: Pool) -> None:
    """Ten runs decide all 24 orders: two that pass, and eight pieces that raise."""
    names: list[str] = []

    def counted(job: Job) -> Result:
        names.extend(
            candidate.name for candidate in job.candidates if candidate.name not in ("", "as written")
        )
        return pool.run(job)

    verdict = verify_one(_order(), run=counted)

    assert 10 == len(verdict.answers)
    # And the author's once more, to see which layers it builds.
    assert sorted([*(answer.outcome.candidate for answer in verdict.answers), "1, 2, 3, 4"]) == sorted(names)


def test_a_call_of_a_piece_is_where_it_stands(pool: Pool) -> None:
    """A function raises in the piece that calls it, not in the one that defines it."""
    program = "def double():\n    return 2 * x\nx = 1\ny = double()"
    verdict = _verdict(pool, program, "assert y == 2")

    assert {(0, 1, 2), (1, 0, 2)} == {verdict.orders[index] for index in verdict.holding}
    assert (0, 2) in verdict.orders
    assert (0,) not in verdict.orders


def test_equal_behaviour_gets_equal_credit(pool: Pool) -> None:
    """Whatever passes is keyed, though its author wrote another order; what does not, is not."""
    verdict = _verdict(pool)

    assert ["1, 2, 3, 4", "2, 1, 3, 4"] == [answer.label for answer in verdict.answers if answer.keyed]


@pytest.mark.parametrize(
    ("program", "check", "expected"),
    [
        ("a = 1\nb = 2", "assert a + b == 3", ("vacuous-check", "it holds whatever is answered")),
        ("a = 1\na = 2", "assert True", ("vacuous-check", "it holds even when the answer is left out")),
        ("a = 1\na = 2", "assert a == 1", ("wrong-key", "`a == 1` does not hold: `a` is `2`")),
        ("a = 1\na = 2", "assert a == 3", ("no-key", "`a == 3` does not hold: `a` is `2`")),
        (
            "y = x\nx = 1",
            "assert y == 1",
            ("broken-program", "it raises `NameError: name 'x' is not defined` at `y = x`"),
        ),
        ("a = 1\nwhile a == 2: pass\na = 2", "assert a", ("timeout", "it ran for more than 1 s")),
    ],
)
def test_findings(program: str, check: str, expected: tuple[str, str], pool: Pool) -> None:
    """What a check does not tell apart, and an author's order that does not pass, are not published."""
    one = _order(program, check, seconds=1)
    findings = verify_one(one, run=pool.run).findings

    assert [expected] == [(finding.rule, finding.actual) for finding in findings]


def test_what_passes_instead_is_named(pool: Pool) -> None:
    """The author is told which orders do, and where the run of the own one ended."""
    (finding,) = _verdict(pool, "y = x\nx = 1", "assert y == 1").findings
    (other,) = _verdict(pool, "a = 1\na = 2", "assert a == 1").findings

    assert (10, "`2, 1` holds") == (finding.place.line, finding.expected)
    assert (40, "`2, 1` holds") == (other.place.line, other.expected)


def test_an_order_that_passes_by_luck(pool: Pool) -> None:
    """Under each seed the same orders pass, and the others end at the same piece."""
    # Under the seeds 0 and 1 it draws 0.496 and 0.758.
    ends = "b = 0\na = torch.rand(1).item()\nb = a"
    stops = "a = torch.rand(1).item()\nb = c if a > 0.6 else 0\nc = 1\nc += b"

    for program, check in ((ends, "assert b < 0.6"), (stops, "assert c == 1")):
        assert ["flaky"] == [f.rule for f in _verdict(pool, program, check, seeds=2).findings]
