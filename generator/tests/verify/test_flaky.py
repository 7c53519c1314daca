"""An answer must end alike whatever random numbers are drawn, in the setup too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.verify import Job, Pool, Result
from keyproof.verify.prove import verify_one

from .factory import blank, exercise, option, place

LUCK = "first = torch.rand(1).item()"
"""Under the seeds 0, 1 and 2 it is 0.496, 0.758 and 0.615."""


def _found(pool: Pool, one: Exercise, *, seeds: int = 3) -> tuple[Finding, ...]:
    return verify_one(one, run=pool.run, seeds=seeds).findings


def _choice(*, check: str, program: str = LUCK, **more: Any) -> Exercise:
    options = (option("1", 20, keyed=True), option("2", 21))
    return exercise("choice", program=program, check=check, options=options, **more)


def test_an_answer_that_holds_by_luck(pool: Pool) -> None:
    """Both outcomes are told, each with its seed; what readers are told stays that of seed 0."""
    one = _choice(check="assert answer == 1 or first > 0.6")

    assert _found(pool, one) == (
        Finding(
            rule="flaky",
            place=place(21, 7, 3),
            what="What `2` does changes with the random numbers",
            expected="the same under the seeds 0, 1 and 2",
            actual="seed 0: `answer == 1 or first > 0.6` does not hold\n"
            "seed 1: it holds: the check ran to its end",
            hint="Make the check hold for any random numbers, or set the seed in the program: "
            "`torch.manual_seed(0)`.",
            exercise="one",
        ),
    )
    assert () == _found(pool, one, seeds=1)
    assert "refuted" == verify_one(one, run=pool.run, seeds=3).answers[1].outcome.state


def test_a_key_that_holds_by_luck_is_found_out(pool: Pool) -> None:
    """Seed 0 alone would have proven it."""
    found = _found(pool, _choice(check="assert answer == 1 and first < 0.6"))

    assert [("flaky", place(20, 7, 3))] == [(finding.rule, finding.place) for finding in found]


def test_an_answer_that_fails_otherwise_each_time_is_not_flaky(pool: Pool) -> None:
    """It is refuted in any case; readers are told the values of one run."""
    assert () == _found(pool, _choice(check="assert answer == 1 or first == 7"))


def test_the_setup_draws_other_numbers_too(pool: Pool) -> None:
    """It runs once a seed, and what it made hangs on it."""
    one = _choice(check="assert answer == 1 or first > 0.6", program="x = 1", setup=(LUCK,))

    assert ["flaky"] == [finding.rule for finding in _found(pool, one)]


def test_a_setup_that_runs_by_luck(pool: Pool) -> None:
    """Told once, at the setup."""
    one = _choice(check="assert answer == 1", setup=(f"{LUCK}\nassert first < 0.6",))

    assert _found(pool, one) == (
        Finding(
            rule="flaky",
            place=place(50),
            what="The setup runs under some seeds only",
            expected="the same under the seeds 0, 1 and 2",
            actual="seed 0: it runs\nseed 1: it raises `AssertionError` at `assert first < 0.6`",
            hint="Make the check hold for any random numbers, or set the seed in the program: "
            "`torch.manual_seed(0)`.",
            exercise="one",
        ),
    )


def test_a_setup_that_never_runs_is_not_called_flaky(pool: Pool) -> None:
    """Other seeds are not tried."""
    found = _found(pool, _choice(check="assert answer == 1", setup=("raise ValueError",)))

    assert ["broken-program"] == [finding.rule for finding in found]


def _predict(program: str, **more: Any) -> Exercise:
    return exercise("predict", program=program, options=(option("no", 20),), **more)


def test_a_predicted_value_that_is_drawn(pool: Pool) -> None:
    """It has to be the same under each seed."""
    one = _predict("x = torch.randint(9, ())", answer="x")

    assert _found(pool, one) == (
        Finding(
            rule="flaky",
            place=place(30),
            what="The answer changes with the random numbers",
            expected="the same under the seeds 0, 1 and 2",
            actual="seed 0: it gives `8`\nseed 1: it gives `4`",
            hint="Set the seed in the program: `torch.manual_seed(0)`.",
            exercise="one",
        ),
    )


@pytest.mark.parametrize(
    ("one", "places"),
    [
        (_predict("print(torch.randint(9, ()).item())"), [place(10)]),
        (_predict("torch.zeros(int(torch.randint(2, 9, ())))[9]", raises="IndexError"), [place(10)]),
        (_predict("torch.manual_seed(5)\nprint(torch.randint(9, ()).item())"), []),
        (_predict("print(torch.randn(3).shape)"), []),
        (_predict(LUCK, answer="first", typed=True, tolerance=0.5), []),
        (_predict(LUCK, answer="first", typed=True, tolerance=0.1), [place(30)]),
    ],
    ids=["printed", "raised", "seeded", "a shape", "within the tolerance", "beyond the tolerance"],
)
def test_predictions(pool: Pool, one: Exercise, places: list[Any]) -> None:
    """Values, printed texts and messages are compared as a reader's answer is."""
    found = _found(pool, one)

    assert [("flaky", where) for where in places] == [(finding.rule, finding.place) for finding in found]


def test_an_option_that_is_drawn(pool: Pool) -> None:
    """A wrong answer can become the right one as well."""
    one = exercise(
        "predict", program="x = 10", answer="x", options=(option("torch.randint(9, ()).item()", 20),)
    )

    assert [("flaky", 20)] == [(finding.rule, finding.place.line) for finding in _found(pool, one)]


def test_each_chip_is_told_once(pool: Pool) -> None:
    """Its combinations with other chips say nothing new."""
    program = f"a, b = 3, 4\n{LUCK}"
    blanks = (blank(program, "3", 10), replace(blank(program, "4", 10), place=place(10, 40)))
    check = "assert (a, b) == (3, 4) or (a == 5 and first > 0.6)"
    one = exercise("fill", program=program, blanks=blanks, options=(option("5", 20),), check=check)
    found = _found(pool, one)

    assert [("flaky", 20)] == [(finding.rule, finding.place.line) for finding in found]


def test_runs_that_test_the_check_itself_are_not_repeated(pool: Pool) -> None:
    """Other seeds run the answers, and nothing else."""
    jobs: list[Job] = []

    def counted(job: Job) -> Result:
        jobs.append(job)
        return pool.run(job)

    verify_one(_choice(check="assert answer == 1"), run=counted, seeds=3)

    assert [(0, 4), (1, 2), (2, 2)] == [(job.seed, len(job.candidates)) for job in jobs]


def test_a_limit_that_was_hit_is_not_hit_again(pool: Pool) -> None:
    """It is reported as what it is, after one run."""
    jobs: list[Job] = []

    def counted(job: Job) -> Result:
        jobs.append(job)
        return pool.run(job)

    one = _choice(check="import os\nanswer == 2 and os._exit(0)\nassert 1")
    found = verify_one(one, run=counted, seeds=3)

    assert ["crash"] == [finding.rule for finding in found.findings]
    assert [0] == [job.seed for job in jobs]
