"""Exercise processes stay for jobs of the same setup, and no candidate leaves anything in them."""

from __future__ import annotations

import platform
import re
from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.settings import Settings
from keyproof.verify import Job, Pool

from .conftest import LIMITS
from .factory import job
from .mutants import mutant

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


FIRST = "rnn = nn.RNN(3, 4)"
STAY = """
import ctypes, time
libc = ctypes.PyDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
nothing = [ctypes.c_long(0)] * 4
# clone with CLONE_PARENT: a child of the exercise process, which no group and no orphan's way leads to.
made = libc.syscall(ctypes.c_long(56), ctypes.c_long(0x8000 | 17), *nothing)
if made == 0:
    libc.setsid(); time.sleep(60)
print(made)
"""


def test_a_child_of_the_exercise_process_is_refused(either: Pool) -> None:
    """It would outlive its maker and reach into those that come after it."""
    if platform.machine() != "x86_64":
        pytest.skip("nothing is forbidden on other processors")

    assert "-1\n" == either.run(job(STAY)).outcomes[0].stdout


def test_a_child_that_got_there_is_removed_with_its_process(tmp_path: Path) -> None:
    """Where nothing can be forbidden, it is found."""
    worker = mutant(tmp_path, "exercise.py", "        forbid.reaching_out()\n", "")
    with Pool(Settings(root=Path("/"), jobs=1, limits=LIMITS, sandbox="off"), worker=worker) as pool:
        before = _parent(pool, job(PARENT))
        child = int(pool.run(job(STAY)).outcomes[0].stdout)
        after = _parent(pool, job(PARENT))

    assert before != after
    assert not Path(f"/proc/{child}").exists()


REACHING = [
    "resource.prlimit(os.getppid(), resource.RLIMIT_FSIZE, (9, 9))",
    "resource.prlimit(1, resource.RLIMIT_FSIZE, (9, 9))",
    "os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0))",
    "os.sched_setaffinity(os.getppid(), {0})",
    "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "os.setpriority(os.PRIO_USER, 0, 19)",
]


@pytest.mark.parametrize("call", REACHING)
def test_other_processes_cannot_be_limited_or_slowed(either: Pool, call: str) -> None:
    """They are the same user's, so the kernel would let them."""
    if platform.machine() != "x86_64":
        pytest.skip("nothing is forbidden on other processors")
    program = f"import os, resource, signal\ntry: {call}\nexcept PermissionError: print('refused')"

    assert "refused\n" == either.run(job(program)).outcomes[0].stdout


def test_a_program_may_limit_itself_and_start_threads_and_children(either: Pool) -> None:
    """What a lesson may do is not forbidden."""
    program = (
        "import os, resource, signal, subprocess, threading\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10**6, 10**6)); os.nice(1); os.sched_yield()\n"
        "thread = threading.Thread(target=print, args=['thread']); thread.start(); thread.join()\n"
        "child = os.fork()\nif child == 0: signal.pause()\n"
        "os.kill(child, signal.SIGTERM); os.waitpid(child, 0)\n"
        "print(subprocess.run(['/bin/echo', 'program'], capture_output=True, text=True).stdout, end='')"
    )
    outcome = either.run(job(program)).outcomes[0]

    assert ("holds", "thread\nprogram\n") == (outcome.state, outcome.stdout)


def test_a_setup_that_reads_a_file_runs_again_in_the_next_job(bare: Pool, tmp_path: Path) -> None:
    """The file may have changed."""
    file = tmp_path / "data"
    printed = []
    for text in ("4", "5"):
        file.write_text(text)
        one = job("print(number)", setup=f"number = open({str(file)!r}).read()")
        printed.append(bare.run(one).outcomes[0].stdout)

    assert ["4\n", "5\n"] == printed


def test_one_that_takes_long_to_compile_costs_the_others_nothing(bare: Pool) -> None:
    """Compiling all of them may take longer than an answer to anything else."""
    slow = "x = [" + ", ".join(f"(lambda: {number})()" for number in range(30000)) + "]"
    states = [one.state for one in bare.run(job(*[f"{slow}\n# {n}" for n in range(6)], FIRST)).outcomes]

    assert ["holds"] * 7 == states


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
