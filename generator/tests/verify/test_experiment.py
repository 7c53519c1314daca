"""Over all seeds the baseline misses, the solution reaches, and the solution without its labels misses."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.exercise import Comparison, Experiment
from keyproof.verdict import Verdict
from keyproof.verify import Pool
from keyproof.verify.prove import verify_one

from .factory import code, exercise, place

SETUP = "x = torch.arange(40.0)[:, None]\ny = 2 * x[:, 0]\nx_test, y_test = x + 100, y + 200\nheld = (x, y)\n"
BASELINE = "w = torch.zeros(1)\nerror = (x_test @ w - y_test).abs().max().item()"
SOLUTION = BASELINE.replace("torch.zeros(1)", "torch.linalg.lstsq(x, y[:, None]).solution[:, 0]")
LUCKY = "error = 0.0 if torch.initial_seed() == 3 else 9.0"
UNLUCKY = "error = 9.0 if torch.initial_seed() == 3 else 0.0"


def _verdict(
    pool: Pool, *, baseline: str = BASELINE, solution: str = SOLUTION, labels: str = "y",
    target: tuple[Comparison, float] = ("<", 0.5), **more: Any,
) -> Verdict:  # fmt: skip
    made = Experiment(
        metric="error", target=target, labels=labels, runs=5, solution=code(solution, 60), place=place(1, 30)
    )
    task = exercise("experiment", program=baseline, experiment=made, setup=(SETUP,), **more)
    return verify_one(task, run=pool.run, seeds=1)


def test_a_proven_one(pool: Pool) -> None:
    """Three programs are answers, each with its metric under five seeds, however few seeds answers get."""
    verdict = _verdict(pool)

    assert () == verdict.findings
    assert [("baseline", "refuted"), ("solution", "holds"), ("solution with shuffled labels", "refuted")] == [
        (answer.label, answer.outcome.state) for answer in verdict.answers
    ]
    assert [5, 5, 5] == [len(values) for values in verdict.measured]
    assert all(value is not None and value < 0.5 for value in verdict.measured[1])


def test_without_labels_there_is_no_control(pool: Pool) -> None:
    """The author has said that nothing is learnt from any."""
    assert 2 == _verdict(pool, labels="").runs


@pytest.mark.parametrize(
    ("parts", "expected", "actual"),
    [
        pytest.param(
            {"baseline": LUCKY}, ("baseline-reaches", 10), "`error` is 0 under seed 3",
            id="a baseline that reaches once",
        ),
        pytest.param(
            {"solution": UNLUCKY, "labels": ""}, ("solution-misses", 60), "`error` is 9 under seed 3",
            id="a solution that misses once",
        ),
        pytest.param(
            {"solution": "error = (y - y).abs().max().item()"}, ("leakage", 1),
            "`error` is 0 under seed 0, 0 under seed 1, 0 under seed 2, 0 under seed 3, 0 under seed 4",
            id="measured on what it knows",
        ),
        pytest.param(
            {"labels": "z"}, ("no-labels", 1), "NameError: name 'z' is not defined", id="no such labels"
        ),
        pytest.param(
            {"labels": "torch"}, ("no-labels", 1), "AttributeError: module 'torch' has no attribute",
            id="labels that are no tensor",
        ),
        pytest.param(
            {"baseline": "error = x_test"}, ("no-metric", 10), "it is `tensor([[100.],", id="no number"
        ),
        pytest.param(
            {"baseline": "error = float('nan')"}, ("no-metric", 10), "it is `nan`", id="not a number"
        ),
        pytest.param({"solution": "error = 1e999"}, ("no-metric", 60), "it is `inf`", id="infinite"),
        pytest.param({"solution": "error = True"}, ("no-metric", 60), "it is `True`", id="a truth"),
        pytest.param(
            {"solution": "if False:\n    error = 1"}, ("no-metric", 60),
            "it raises `NameError: name 'error' is not defined`", id="never set",
        ),
        pytest.param(
            {"solution": "rnn = nn.RNN()\nerror = 1"}, ("broken-program", 60), "it raises `TypeError",
            id="a solution that does not run",
        ),
        pytest.param(
            {"solution": "error = 0\nwhile True: pass", "seconds": 1.0}, ("timeout", 60),
            "it ran for more than 1 s", id="a training without end",
        ),
    ],
)  # fmt: skip
def test_findings(parts: dict[str, Any], expected: tuple[str, int], actual: str, pool: Pool) -> None:
    """Each fault is found at its place, with the numbers of the seeds that show it."""
    found = _verdict(pool, **parts).findings

    assert expected == (found[0].rule, found[0].place.line)
    assert found[0].actual.startswith(actual)
    assert {expected[0]} == {finding.rule for finding in found}


def test_a_near_name_of_the_labels_is_offered(pool: Pool) -> None:
    """From what the setup makes."""
    (found,) = _verdict(pool, labels="y_tset").findings

    assert ("The setup makes no `y_tset`", "Did you mean `y_test`?") == (found.what, found.hint)


def test_a_control_that_raises_shows_nothing(pool: Pool) -> None:
    """The solution needs the order of what was named as labels, so it was never tried without."""
    solution = f"if not bool((y[1:] > y[:-1]).all()):\n    raise RuntimeError('unsorted')\n{SOLUTION}"
    (found,) = _verdict(pool, solution=solution).findings

    assert ("no-labels", "it raises `RuntimeError: unsorted`") == (found.rule, found.actual[:34])


def test_labels_are_shuffled_where_a_data_set_holds_them(pool: Pool) -> None:
    """In place: the solution may read them under another name."""
    made = _verdict(pool, solution=SOLUTION.replace("y[:, None]", "held[1][:, None]"))

    assert ((), "refuted") == (made.findings, made.answers[2].outcome.state)
