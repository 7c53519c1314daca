"""Workers start when needed, stay warm, and are replaced when they die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from keyproof.errors import WorkerError
from keyproof.settings import Settings
from keyproof.verify import Job, Memory, Pool, Result

from .factory import job

WORKER = (
    "stat = open(f'/proc/{os.getppid()}/stat').read()\n"
    "worker = int(stat.rpartition(')')[2].split()[1])\n"
)
"""Code by which a candidate finds the worker: the parent of its parent."""


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    # A zombie is dead; who reaps it is not our business.
    return stat.rpartition(")")[2].split()[0] != "Z"


def _children() -> list[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def test_a_pool_starts_no_worker_before_the_first_job() -> None:
    """When everything is answered from memory, torch is not imported at all."""
    with Pool(Settings(root=Path("/"))) as pool:
        assert 0 == pool.warm


def test_one_worker_serves_one_job_after_another(bare: Pool) -> None:
    """torch is imported once, not for each exercise."""
    pids = {bare.run(job(f"import os\n{WORKER}print(worker)")).outcomes[0].stdout for _ in range(3)}

    assert 1 == len(pids)
    assert 1 == bare.warm


def test_a_job_whose_worker_was_killed_is_run_again(bare: Pool, tmp_path: Path) -> None:
    """A worker lost to the system's own troubles costs time, not a result."""
    mark = tmp_path / "killed"
    program = (
        f"import os\n{WORKER}if not os.path.exists({str(mark)!r}):\n"
        f"    open({str(mark)!r}, 'w').close()\n    os.kill(worker, 9)"
    )
    states = [outcome.state for outcome in bare.run(job("x = 1", program, "x = 1")).outcomes]

    assert mark.exists()
    assert ["holds", "holds", "holds"] == states


def test_a_worker_killed_from_outside_takes_its_descendants_along(bare: Pool, tmp_path: Path) -> None:
    """Nothing goes on running without somebody who watches it."""
    said = tmp_path / "said"
    program = (
        f"import os, time\n{WORKER}if not os.path.exists({str(said)!r}):\n"
        f"    open({str(said)!r}, 'w').write(f'{{worker}} {{os.getpid()}} ')\n    time.sleep(60)"
    )
    results: list[Result] = []
    thread = threading.Thread(target=lambda: results.append(bare.run(job(program, seconds=30))))
    thread.start()
    while not (said.exists() and said.read_text().endswith(" ")):
        time.sleep(0.01)
    worker, candidate = map(int, said.read_text().split())
    os.kill(worker, signal.SIGKILL)
    thread.join(30)

    assert "holds" == results[0].outcomes[0].state
    for _ in range(500):
        if not _runs(candidate):
            break
        time.sleep(0.01)
    assert not _runs(candidate)


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    """Even in the middle of a job, and even if nobody could tell them."""
    said = tmp_path / "said"
    candidate = f"import os, time\n{WORKER}open({str(said)!r}, 'w').write(f'{{worker}} ')\ntime.sleep(60)"
    program = (
        "from pathlib import Path\nfrom keyproof.settings import Settings\n"
        "from keyproof.verify import Job, Pool\n"
        "from keyproof.verify.job import Candidate, Step\n"
        f"step = Step(role='program', source={candidate!r}, path='a', lines=tuple(range(1, 9)))\n"
        "one = Job(setup=(), candidates=(Candidate(name='0', steps=(step,)),), seconds=60)\n"
        "Pool(Settings(root=Path('/'), sandbox='off')).run(one)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program])
    while not (said.exists() and said.read_text().endswith(" ")):
        assert parent.poll() is None
        time.sleep(0.01)
    worker = int(said.read_text())
    parent.kill()
    parent.wait()

    for _ in range(500):
        if not _runs(worker):
            break
        time.sleep(0.01)
    assert not _runs(worker)


def test_an_idle_worker_that_died_is_not_used(bare: Pool) -> None:
    """The next job gets another one at once."""
    worker = int(bare.run(job(f"import os\n{WORKER}print(worker)")).outcomes[0].stdout)
    os.kill(worker, signal.SIGKILL)

    assert "holds" == bare.run(job("x = 1")).outcomes[0].state


def test_closing_a_pool_ends_its_workers_and_removes_its_folders() -> None:
    """Nothing of a run is left on the machine."""
    with Pool(Settings(root=Path("/"), sandbox="off")) as pool:
        outcome = pool.run(job(f"import os\n{WORKER}print(worker, os.getcwd())")).outcomes[0]
    worker, folder = outcome.stdout.split()

    assert not Path(f"/proc/{worker}").exists()
    assert not Path(folder).parents[1].exists()
    assert 0 == pool.warm


def test_an_interpreter_without_torch_is_a_clear_error(tmp_path: Path) -> None:
    """It says which interpreter has none, and what to install."""
    python = tmp_path / "python"
    # -S leaves site-packages out, so that there is no torch.
    python.write_text(f"#!/bin/sh\nexec {os.path.normpath(sys.executable)} -S \"$@\"\n")
    python.chmod(0o755)
    pool = Pool(Settings(root=Path("/"), python=str(python)))
    with pool, pytest.raises(WorkerError, match=r"/python has none: pip install 'keyproof\[torch\]'"):
        pool.run(job("x = 1"))


def test_an_interpreter_that_is_not_there_is_a_clear_error() -> None:
    """It is named."""
    pool = Pool(Settings(root=Path("/"), python="/nowhere/python"))
    with pool, pytest.raises(WorkerError, match=r"No worker can be started with '/nowhere/python'"):
        pool.run(job("x = 1"))


def test_a_printed_set_is_the_same_in_every_worker() -> None:
    """Strings are hashed with a fixed seed, or the key of a `predict` would change from build to build."""
    printed = set()
    for _ in range(2):
        with Pool(Settings(root=Path("/"))) as pool:
            printed.add(pool.run(job("print({str(n) for n in range(50)})")).outcomes[0].stdout)

    assert 1 == len(printed)


def test_memory_runs_equal_jobs_once() -> None:
    """And different ones each."""
    ran: list[Job] = []

    def run(one: Job) -> Result:
        ran.append(one)
        return Result(torch=str(len(ran)))

    memory = Memory(run)
    answers = [memory.run(job("x = 1")).torch, memory.run(job("x = 1")).torch, memory(job("x = 2")).torch]

    assert ["1", "1", "2"] == answers
    assert [job("x = 1"), job("x = 2")] == ran


def test_a_job_differs_with_everything_that_can_change_its_result() -> None:
    """Code, check, setup and time."""
    jobs = [
        job("x = 1"),
        job("x = 2"),
        job("x = 1", check="assert x"),
        job("x = 1", setup="y = 1"),
        job("x = 1", seconds=3),
    ]

    assert len(jobs) == len({one.digest for one in jobs})
    assert job("x = 1").digest == job("x = 1").digest


def test_closing_a_pool_ends_a_worker_in_the_middle_of_a_job(tmp_path: Path) -> None:
    """Whoever interrupts a run does not wait for the slowest candidate."""
    begun = tmp_path / "begun"
    program = f"import os, time\n{WORKER}open({str(begun)!r}, 'w').write(f'{{worker}} ')\ntime.sleep(60)"
    errors: list[WorkerError] = []

    def run() -> None:
        try:
            pool.run(job(program, seconds=60))
        except WorkerError as error:
            errors.append(error)

    with Pool(Settings(root=Path("/"), sandbox="off")) as pool:
        thread = threading.Thread(target=run)
        thread.start()
        while not (begun.exists() and begun.read_text().endswith(" ")):
            time.sleep(0.01)
        started = time.monotonic()
    thread.join(5)

    assert time.monotonic() - started < 5
    assert ["The run was ended before this exercise was verified."] == [str(error) for error in errors]
    assert not _runs(int(begun.read_text()))


def test_closing_a_pool_ends_a_worker_that_still_imports_torch() -> None:
    """An interrupt in the first second leaves nothing behind either."""
    errors: list[WorkerError] = []

    def run() -> None:
        try:
            pool.run(job("x = 1"))
        except WorkerError as error:
            errors.append(error)

    before = set(_children())
    with Pool(Settings(root=Path("/"))) as pool:
        thread = threading.Thread(target=run)
        thread.start()
        while not (children := set(_children()) - before) and thread.is_alive():
            time.sleep(0.01)
    thread.join(5)

    assert 1 == len(errors)
    assert not _runs(children.pop())
