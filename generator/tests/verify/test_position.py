"""Where code stands changes no outcome, and every outcome names the place where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyproof.course import SourcePage
from keyproof.statement import Statement
from keyproof.verify import Job, Pool, Result
from keyproof.verify.job import Candidate, Step
from keyproof.verify.position import anywhere
from keyproof.verify.prove import verify, verify_pages

from .factory import PATH, SETUP, code, exercise, job, option, place, step


def _seen(one: Job) -> Job:
    """Give the job that a runner is given to run."""
    seen: list[Job] = []

    def run(job: Job) -> Result:
        seen.append(job)
        return Result()

    anywhere(run)(one)
    return seen[0]


def _lower(one: Step, by: int) -> Step:
    return replace(one, lines=tuple(line + by for line in one.lines))


def _moved(one: Job, *, setup: int, program: int, check: int) -> Job:
    candidates = tuple(
        replace(
            candidate, steps=(_lower(candidate.steps[0], program), _lower(candidate.steps[1], check))
        )
        for candidate in one.candidates
    )
    return replace(one, setup=tuple(_lower(some, setup) for some in one.setup), candidates=candidates)


def test_a_line_put_in_above_makes_no_other_job() -> None:
    """Above the whole exercise, or between its setup, its program and its check."""
    one = job("x = 1\ny = 2", "x = 2")
    moved = [_moved(one, setup=a, program=b, check=c) for a, b, c in ((7, 7, 7), (0, 1, 1), (0, 0, 5))]

    assert 1 == len({_seen(job).digest for job in (one, *moved)})
    assert 4 == len({job.digest for job in (one, *moved)})


def test_other_code_makes_another_job() -> None:
    """As does the same code in another file, or lines that are not the same ones any more."""
    one = job("x = 1\ny = 2")
    spread = Candidate(name="0", steps=(replace(step("x = 1\ny = 2"), lines=(10, 10)),))
    jobs = [one, job("x = 1\ny = 3"), replace(one, candidates=(spread,)), replace(one, seed=1)]
    jobs.append(replace(one, setup=(step(SETUP, role="setup", line=1, path="other.md"),)))

    assert len(jobs) == len({_seen(job).digest for job in jobs})


CAUGHT = """\
import sys, traceback
try:
    1 / 0
except ZeroDivisionError:
"""


def _single(*steps: Step) -> Job:
    return replace(job(), candidates=(Candidate(name="0", steps=steps),))


SPLICED = Step(
    role="program", source="a = 1\nb = [\n  1 / 0,\n]\nc = 3", path=PATH, lines=(10, 11, 31, 12, 13)
)
WATCHED = replace(step("x = torch.zeros(2)\ny = torch.zeros(3)"), watch=((2, "y"),))
JOBS = [
    job("x = 1", "x = 1 / 0", "x =\n]", "def go():\n    1 / 0\ngo()", check="y = 2\nassert x == 2"),
    job(f"{CAUGHT}    traceback.print_exc(file=sys.stdout)"),
    job(f"{CAUGHT}    told = traceback.format_exc()\nraise OSError(told)"),
    job("x = 1", setup="import torch\ny = 1\ny.z"),
    _single(SPLICED, step("1 / 0", role="check", line=40)),
    _single(WATCHED),
]


@pytest.mark.parametrize("one", JOBS)
def test_outcomes_name_the_author_s_lines(one: Job, pool: Pool) -> None:
    """In tracebacks, those that a program prints too, errors of syntax, and tensors."""
    assert pool.run(one) == anywhere(pool.run)(one)


def test_an_exercise_further_down_wants_the_same_jobs(pool: Pool) -> None:
    """And what is found in it stands further down."""
    jobs: dict[int, list[str]] = {0: [], 3: []}
    found: list[int] = []
    for lines, digests in jobs.items():

        def run(job: Job, digests: list[str] = digests) -> Result:
            digests.append(job.digest)
            return pool.run(job)

        options = (option("1", 20 + lines, keyed=True), option("2", 21 + lines))
        check = code("assert answer == 2", 40 + lines)
        one = exercise("choice", options=options, check=check)
        found += [finding.place.line for finding in verify([one], run=run, jobs=1)["one"].findings]

    assert jobs[0] == jobs[3] != []
    assert [20, 23] == found


def test_a_page_s_prose_further_down_wants_the_same_jobs(pool: Pool) -> None:
    """Programs that are only shown, and numbers."""
    jobs: dict[int, list[str]] = {0: [], 3: []}
    for lines, digests in jobs.items():

        def run(job: Job, digests: list[str] = digests) -> Result:
            digests.append(job.digest)
            return pool.run(job)

        at = place(10 + lines)
        said = (
            Statement(sort="run", text="x = 1", place=at, source="x = 1", source_place=at),
            Statement(sort="number", text="2", place=at, source="x", source_place=place(20 + lines)),
        )
        (found,) = verify_pages([SourcePage(path=PATH, statements=said)], run=run, jobs=1).findings
        assert 10 + lines == found.place.line

    assert jobs[0] == jobs[3] != []
