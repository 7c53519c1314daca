"""Exercise processes stay for jobs of the same setup, and no candidate leaves anything in them."""

from __future__ import annotations

import re
from dataclasses import replace

from keyproof.verify import Job, Pool

from .factory import job

PARENT = "import os; print(os.getppid())"


def _parent(pool: Pool, one: Job) -> str:
    outcome = pool.run(one).outcomes[0]
    assert "holds" == outcome.state
    return outcome.stdout


def test_the_next_job_of_the_same_setup_is_forked_from_the_same_process(either: Pool) -> None:
    """The setup is not run again."""
    assert _parent(either, job(PARENT)) == _parent(either, job(PARENT + " # another exercise"))


def test_another_setup_or_seed_has_a_process_of_its_own(either: Pool) -> None:
    """What a setup left must be what the job's own setup leaves."""
    one = job(PARENT)
    parents = [_parent(either, other) for other in (one, job(PARENT, setup="x = 1"), replace(one, seed=7))]

    assert 3 == len(set(parents))


def test_seeds_in_turn_find_their_processes_again(either: Pool) -> None:
    """An exercise is run under several seeds, and so is the one after it."""
    seeded = [replace(job(PARENT), seed=seed) for seed in (1, 2, 3)]
    first = [_parent(either, one) for one in seeded]

    assert first == [_parent(either, one) for one in seeded]


def test_a_candidate_leaves_nothing_to_the_next_job(either: Pool) -> None:
    """Names, modules, random numbers and files are those of the setup."""
    setup = "import torch\nshared = [1]\nopen('kept', 'w').write('as it was')"
    spoil = "shared.append(2); torch.answer = 42; torch.rand(3); open('kept', 'w').write('x')\nfresh = 1"
    honest = (
        "assert shared == [1] and not hasattr(torch, 'answer') and 'fresh' not in globals()\n"
        "assert open('kept').read() == 'as it was'\nprint(torch.rand(1).item())"
    )
    before, _, after = (either.run(job(text, setup=setup)).outcomes[0] for text in (honest, spoil, honest))

    assert ("holds", before.stdout) == (after.state, after.stdout)


def test_a_process_that_a_candidate_killed_is_replaced(either: Pool) -> None:
    """The next job does not notice."""
    murder = "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(5)"
    before = _parent(either, job(PARENT))
    either.run(job(murder))

    assert before != _parent(either, job(PARENT))


def test_assertions_of_the_last_job_are_not_those_of_this_one(either: Pool) -> None:
    """What is compiled for one job is thrown away with it."""
    sources = [
        [one.source for one in either.run(job("x = 1", check=check)).outcomes[0].assertions]
        for check in ("assert x == 1", "assert 1 == x", "assert x == 1")
    ]

    assert [["x == 1"], ["1 == x"], ["x == 1"]] == sources


def test_each_answer_is_told_its_own_line(either: Pool) -> None:
    """All are compiled before the first one runs, at the same lines of the author's file."""
    outcomes = either.run(job("int('a')", "int('b')", "int('c')")).outcomes

    assert ["int('a')", "int('b')", "int('c')"] == [one.raised.source for one in outcomes if one.raised]
    tracebacks = [one.raised.traceback for one in outcomes if one.raised]
    assert ["a", "b", "c"] == [text.split("int('")[1][0] for text in tracebacks]


def test_no_more_than_a_few_stay(bare: Pool) -> None:
    """A course with a thousand setups does not keep a thousand processes."""
    count = (
        "import os\nown = os.getppid()\n"
        "with open(f'/proc/{own}/stat') as file: worker = file.read().split()[3]\n"
        "with open(f'/proc/{worker}/task/{worker}/children') as file: print(len(file.read().split()))"
    )
    for number in range(6):
        bare.run(job("x = 1", setup=f"number = {number}"))

    printed = bare.run(job(count)).outcomes[0].stdout
    assert re.fullmatch(r"[1-4]\n", printed), printed
