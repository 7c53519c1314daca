"""A Dask cluster gives what this machine gives, and may lose a worker."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import distributed
import pytest

from keyproof.errors import SettingsError
from keyproof.pipeline import check
from keyproof.settings import Limits, Settings
from keyproof.verify import Job, Memory, Result, cluster, conditions, hire

from .factory import job

CASE = Path(__file__).parents[1] / "cases" / "many-faults"
LIMITS = Limits(seconds=3)


@dataclass
class _Dask:
    """A scheduler, and workers in processes of their own."""

    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    address: str = ""

    def start_scheduler(self) -> None:
        file = self.folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        with distributed.Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            self.address = client.scheduler.address

    def start_worker(self, name: str) -> None:
        self._start("worker", self.address, "--no-nanny", "--nthreads", "1", "--name", name, named=name)

    def _start(self, *arguments: str, named: str = "scheduler") -> None:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        with (self.folder / f"{named}.log").open("wb") as log:
            self.processes[named] = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)

    def settings(self) -> Settings:
        return Settings(root=Path("/"), limits=LIMITS, dask=self.address)


@pytest.fixture(scope="module", name="scheduler")
def _scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Dask]:
    dask = _Dask(tmp_path_factory.mktemp("dask"))
    dask.start_scheduler()
    yield dask
    for process in dask.processes.values():
        process.kill()
        process.wait()


@pytest.fixture(scope="module", name="dask")
def _dask(scheduler: _Dask) -> _Dask:
    for name in ("one", "two"):
        scheduler.start_worker(name)
    with distributed.Client(scheduler.address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    return scheduler


def _workers_of_ours(process: subprocess.Popen[bytes]) -> list[str]:
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = [pid for task in tasks for pid in task.read_text().split()]
    return [pid for pid in children if b"verify/worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_scheduler_without_workers_is_a_clear_error(
    scheduler: _Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that starts one."""
    monkeypatch.setattr(cluster, "JOIN", 0.3)

    with pytest.raises(SettingsError) as caught, hire(scheduler.settings(), say=print):
        pass

    told = f"The Dask scheduler at '{scheduler.address}' has no worker. "
    assert f"{told}Start one with `dask worker {scheduler.address}`." == str(caught.value)


def test_the_report_is_that_of_this_machine(dask: _Dask) -> None:
    """Every verdict, every finding, every word; and nothing is left on the cluster."""
    docs = CASE / "docs"
    local = Settings(
        root=CASE, exercises=CASE / "exercises", docs=docs if docs.is_dir() else None, limits=LIMITS
    )
    with hire(local, say=print) as crew:
        here = check(local, run=crew.run)
    with hire(replace(local, dask=dask.address), say=print) as crew:
        there = check(replace(local, jobs=crew.jobs), run=crew.run)
        at_work = [_workers_of_ours(dask.processes[name]) for name in ("one", "two")]

    assert here.report
    assert (here.report, here.verdicts) == (there.report, there.verdicts)
    assert here.confined == there.confined != ()
    assert all(at_work)
    assert [[], []] == [_workers_of_ours(dask.processes[name]) for name in ("one", "two")]


def test_the_cache_stays_on_this_machine(dask: _Dask, tmp_path: Path) -> None:
    """What is kept here is not sent to the cluster, and counts for a run without one too."""
    settings = replace(dask.settings(), cache=str(tmp_path))
    jobs = [job(f"x = {number}") for number in range(4)]
    with hire(settings, say=print) as crew:
        cold = [crew.run(one) for one in jobs]
    with hire(settings, say=print) as crew:
        warm = [crew.run(one) for one in jobs]
        at_work = [_workers_of_ours(dask.processes[name]) for name in ("one", "two")]
    with hire(replace(settings, dask="", python=sys.executable), say=print) as crew:
        here = [crew.run(one) for one in jobs]

    assert cold == warm == here
    assert [False, True, True] == [all(one.cached for one in some) for some in (cold, warm, here)]
    assert [[], []] == at_work


def test_a_worker_killed_midway_costs_no_verdict(dask: _Dask) -> None:
    """Of two workers one is killed while it runs a job: all results are there, and right."""
    jobs = [job(f"import time\ntime.sleep(0.3)\nx = {number}", check="assert x % 2") for number in range(8)]
    done = threading.Semaphore(0)

    with hire(dask.settings(), say=print) as crew, ThreadPoolExecutor(crew.jobs) as threads:

        def run(one: Job) -> Result:
            result = crew.run(one)
            done.release()
            return result

        futures = [threads.submit(run, one) for one in jobs]
        done.acquire()
        done.acquire()
        name = _busy(dask)
        dask.processes[name].send_signal(signal.SIGKILL)
        results = [future.result(60) for future in futures]

    assert -signal.SIGKILL == dask.processes[name].wait()
    assert ["refuted", "holds"] * 4 == [result.outcomes[0].state for result in results]
    dask.start_worker(name)


def _busy(dask: _Dask) -> str:
    """Name a worker that runs a job."""
    with distributed.Client(dask.address, set_as_default=False) as client:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            names = {
                address: about["name"] for address, about in client.scheduler_info(-1)["workers"].items()
            }
            busy = [names[address] for address, tasks in client.processing().items() if tasks]
            if busy:
                return str(busy[0])
    raise AssertionError("no worker runs anything: the jobs are too short for this machine")


def test_a_scheduler_that_does_not_answer_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that starts one."""
    monkeypatch.setattr(cluster, "CONNECT", 0.3)
    settings = Settings(root=Path("/"), dask="tcp://127.0.0.1:1")

    with pytest.raises(SettingsError) as caught, hire(settings, say=print):
        pass

    told = "No Dask scheduler answers at 'tcp://127.0.0.1:1'. "
    assert f"{told}Start one with `dask scheduler`, and give the address it prints." == str(caught.value)


@pytest.mark.parametrize("address", ["somewhere", "http://127.0.0.1:8786", "127.0.0.1:8786/x", "a b:1"])
def test_what_is_no_address_is_a_clear_error(address: str) -> None:
    """Without waiting for it."""
    settings = Settings(root=Path("/"), dask=address)
    wrong = pytest.raises(SettingsError, match="is not the address of a Dask scheduler")
    with wrong, hire(settings, say=print):
        pass


def test_without_the_extra_the_way_to_install_it_is_said(tmp_path: Path) -> None:
    """Exit code 2, one sentence with the command."""
    (tmp_path / "docs").mkdir()
    program = (
        "import sys\nsys.modules['distributed'] = None\n"
        "from keyproof.cli import main\nmain(['check', '--dask', '127.0.0.1:8786'])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert 2 == done.returncode
    assert "Error: --dask needs Dask: pip install 'keyproof[dask]'.\n" == done.stderr.split("\n\n")[-1]


def test_workers_that_are_not_alike_are_refused() -> None:
    """Their results would stand under one name in the cache."""
    here = conditions(Settings(root=Path("/")))
    older = replace(here.interpreter, packages=("torch-1.0",))
    other_python = replace(here.interpreter, version="3.99")

    assert here == cluster._common({"a": here, "b": here}, here=here)
    with pytest.raises(SettingsError, match="a and b are not alike: only one has "):
        cluster._common({"a": here, "b": replace(here, interpreter=older)}, here=here)
    with pytest.raises(SettingsError, match=r"not alike: version is .* and 3\.99"):
        cluster._common({"a": here, "b": replace(here, interpreter=other_python)}, here=here)
    walled = replace(here, protections=("network",))
    with pytest.raises(SettingsError, match=r"not alike: one confines answers by a sandbox \(network\), the"):
        cluster._common({"a": walled, "b": replace(here, protections=())}, here=here)
    assert walled == cluster._common({"a": walled}, here=replace(here, protections=()))
    with pytest.raises(SettingsError, match="another version of Keyproof than this machine"):
        cluster._common({"a": replace(here, program="x")}, here=here)


def test_a_worker_unlike_the_rest_that_joins_later_runs_nothing() -> None:
    """Its result could be another one."""
    workplace = cluster.Workplace(Settings(root=Path("/")))
    workplace.setup(None)

    with pytest.raises(Exception, match="joined that is not like the rest"):
        workplace.run(job("x = 1"), under="other")
    workplace.teardown(None)


def test_jobs_and_results_are_plain_data(memory: Memory) -> None:
    """They travel as they are."""
    one = job("x = 1", "x = 1 / 0", seconds=3)
    result = memory.run(one)

    assert (one, result) == pickle.loads(pickle.dumps((one, result)))
    assert one.digest == pickle.loads(pickle.dumps(one)).digest
