"""A cached answer is the answer of a run under equal conditions, or it is not used."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.settings import Limits, Settings
from keyproof.verdict import Assertion, Outcome, Raised, State
from keyproof.verify import Cache, Conditions, Job, Pool, Result, Runner, conditions, open_store
from keyproof.verify.job import Tensor
from keyproof.verify.remote import Remote
from keyproof.verify.store import Folder, Store

from .factory import job

HERE = conditions(Settings(root=Path("/")))
RESULT = Result(
    outcomes=(
        Outcome(candidate="0", state="holds", value="(1, 2)", form="shape", stdout="\udc80 ü </script>\n"),
        Outcome(
            candidate="1",
            state="refuted",
            step="check",
            raised=Raised(type="ValueError", message="no", path="a.md", line=3, source="x", traceback="T"),
            assertions=(Assertion(source="x == 1", held=False, left="x", left_value="2", message="m"),),
        ),
    ),
    tensors=((), (Tensor(path="a.md", line=2, name="x", shape=(2, 3), axes=("batch", "input_size")),)),
    torch="2.13.0",
    protections=("a wall of the machine that ran it",),
)
JOB = job("x = 1", "x = 2")


class _Ran:
    """A runner that counts, and gives what it is told to."""

    def __init__(self, result: Result = RESULT) -> None:
        self.jobs: list[Job] = []
        self.result = result

    def __call__(self, one: Job) -> Result:
        self.jobs.append(one)
        return self.result


def _cache(run: Runner, store: Store, said: list[str], under: Conditions = HERE) -> Cache:
    return Cache(run, store, under, say=said.append)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*"))


@pytest.fixture(name="place", params=["folder", "memory"])
def _place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "cache") if request.param == "folder" else f"memory://{tmp_path.name}/cache"


def test_the_second_run_of_a_job_runs_nothing_and_gives_the_very_same(place: str) -> None:
    """Every field of a result comes back, in a folder as at an address; where it came from is marked."""
    ran, said = _Ran(), list[str]()

    first = _cache(ran, open_store(place), said).run(JOB)
    second = _cache(ran, open_store(place), said).run(JOB)

    assert [JOB] == ran.jobs
    assert RESULT == first == second
    assert (False, True) == (first.cached, second.cached)
    assert [] == said


def test_a_result_is_not_used_under_other_conditions(tmp_path: Path) -> None:
    """Whatever can change an outcome is in the key: each of these runs again."""
    interpreter = HERE.interpreter
    others = [
        HERE,
        replace(HERE, program="other source of the worker"),
        replace(HERE, limits=replace(HERE.limits, memory_mb=HERE.limits.memory_mb + 1)),
        replace(HERE, protections=("no network",)),
        replace(HERE, interpreter=replace(interpreter, version="3.99.0")),
        replace(HERE, interpreter=replace(interpreter, machine="linux riscv64")),
        replace(HERE, interpreter=replace(interpreter, packages=("torch-9.9",))),
    ]
    ran = _Ran()

    for under in [*others, *others]:
        _cache(ran, Folder(tmp_path), [], under).run(JOB)

    assert len(others) == len(ran.jobs)


def test_another_job_is_another_entry(tmp_path: Path) -> None:
    """Program, check, setup, time, seed and device."""
    ran = _Ran()
    jobs = [
        JOB,
        job("x = 1", "x = 3"),
        job("x = 1", "x = 2", check="assert x"),
        job("x = 1", "x = 2", setup="y = 1"),
        job("x = 1", "x = 2", seconds=3),
        replace(JOB, seed=1),
        replace(JOB, device="cuda"),
    ]
    cache = _cache(ran, Folder(tmp_path), [])

    for one in jobs:
        cache.run(one)

    assert jobs == ran.jobs


def test_the_conditions_here_name_torch_without_importing_it() -> None:
    """Its version with the build tag stands in a folder's name."""
    versions = [name for name in HERE.interpreter.packages if name.startswith("torch-")]

    assert [f"torch-{HERE.interpreter.torch}"] == versions
    assert HERE.interpreter.torch[0].isdigit()


def test_another_interpreter_is_asked_once_and_without_torch(tmp_path: Path) -> None:
    """It tells the same about itself as it would from inside."""
    log, python = tmp_path / "log", tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho run >> {log}\nexec {sys.executable} -X importtime "$@" 2>> {log}\n')
    python.chmod(0o755)

    told = conditions(Settings(root=Path("/"), python=str(python)))

    assert HERE == told
    assert 1 == log.read_text().splitlines().count("run")
    assert "torch" not in log.read_text()


@pytest.mark.parametrize("state", ["timeout", "crash", "memory"])
def test_what_depends_on_the_machine_is_not_kept(tmp_path: Path, state: State) -> None:
    """A slow or a full machine must not be remembered."""
    unlucky = replace(RESULT.outcomes[1], state=state)
    ran = _Ran(replace(RESULT, outcomes=(RESULT.outcomes[0], unlucky)))
    for _ in range(2):
        _cache(ran, Folder(tmp_path), []).run(JOB)

    in_setup = _Ran(Result(setup=unlucky))
    for _ in range(2):
        _cache(in_setup, Folder(tmp_path), []).run(JOB)

    assert (2, 2) == (len(ran.jobs), len(in_setup.jobs))
    assert [] == _entries(tmp_path)


def test_a_setup_that_failed_is_kept(tmp_path: Path) -> None:
    """It fails the same way each time."""
    ran = _Ran(Result(setup=replace(RESULT.outcomes[1], candidate="setup", step="setup")))
    for _ in range(2):
        _cache(ran, Folder(tmp_path), []).run(JOB)

    assert 1 == len(ran.jobs)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _emptied(_data: bytes) -> bytes:
    return b""


def _flipped(data: bytes) -> bytes:
    assert b'"refuted"' in data
    return data.replace(b'"refuted"', b'"holds"')


def _of_another_shape(_data: bytes) -> bytes:
    return b"[1, 2]"


def _not_text(_data: bytes) -> bytes:
    return b"\xff\x00\xfe"


@pytest.mark.parametrize("harm", [_cut, _emptied, _flipped, _of_another_shape, _not_text])
def test_a_damaged_entry_is_named_once_run_again_and_mended(
    tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    """However it was damaged; an outcome that was turned round is damage too."""
    ran, said = _Ran(), list[str]()
    _cache(ran, Folder(tmp_path), said).run(JOB)
    (entry,) = _entries(tmp_path)
    entry.write_bytes(harm(entry.read_bytes()))

    results = [_cache(ran, Folder(tmp_path), said).run(JOB) for _ in range(3)]

    assert [RESULT] * 3 == results
    assert 2 == len(ran.jobs)
    name = entry.relative_to(tmp_path)
    assert [f"The entry {name} of the cache {tmp_path} is damaged; it is run again."] == said


def test_an_entry_under_the_name_of_another_is_damaged(tmp_path: Path) -> None:
    """Even though each byte of it is as written."""
    ran, said = _Ran(), list[str]()
    cache = _cache(ran, Folder(tmp_path), said)
    cache.run(JOB)
    (entry,) = _entries(tmp_path)
    cache.run(job("x = 1", "x = 3"))
    (other,) = set(_entries(tmp_path)) - {entry}
    other.write_bytes(entry.read_bytes())

    cache.run(job("x = 1", "x = 3"))

    assert 3 == len(ran.jobs)
    assert 1 == len(said)


def test_an_entry_whose_result_does_not_fit_the_job_is_damaged(tmp_path: Path) -> None:
    """A checksum alone would let a result with a candidate too few through."""
    short = replace(RESULT, outcomes=RESULT.outcomes[:1])
    said: list[str] = []
    _cache(_Ran(short), Folder(tmp_path), said).run(JOB)
    ran = _Ran()

    assert RESULT == _cache(ran, Folder(tmp_path), said).run(JOB)
    assert (1, 1) == (len(ran.jobs), len(said))


class _Full(Folder):
    """A folder on a disk without room."""

    tries = 0

    def write(self, name: str, data: bytes) -> None:
        del name, data
        self.tries += 1
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_said_once_and_the_run_goes_on(tmp_path: Path) -> None:
    """And not tried again: what is there still answers."""
    ran, said, full = _Ran(), list[str](), _Full(tmp_path)
    Cache(ran, Folder(tmp_path), HERE, say=said.append).run(JOB)
    cache = _cache(ran, full, said)

    results = [cache.run(one) for one in (job("a = 1", "b"), JOB, job("a = 2", "b"))]

    assert [RESULT] * 3 == results
    assert (3, 1) == (len(ran.jobs), full.tries)
    told = f"Nothing more is kept in the cache {tmp_path} (No space left on device); the run goes on."
    assert [told] == said


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half entry would fill a full disk further."""

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", fail)
    said: list[str] = []

    assert RESULT == _cache(_Ran(), Folder(tmp_path), said).run(JOB)
    assert [] == _entries(tmp_path)
    assert 1 == len(said)


def test_a_folder_that_cannot_be_made_is_said_once_and_the_run_goes_on(tmp_path: Path) -> None:
    """Here a file stands in its place."""
    ran, said = _Ran(), list[str]()
    (tmp_path / "file").write_text("mine")
    cache = _cache(ran, Folder(tmp_path / "file"), said)

    results = [cache.run(JOB), cache.run(JOB)]

    assert [RESULT] * 2 == results
    assert [
        f"The cache {tmp_path}/file cannot be read (Not a directory); every answer is run.",
        f"Nothing more is kept in the cache {tmp_path}/file (Not a directory); the run goes on.",
    ] == said
    assert "mine" == (tmp_path / "file").read_text()


def test_an_address_that_fails_in_its_own_way_is_said_once(tmp_path: Path) -> None:
    """Libraries of services raise errors of their own."""

    class Rude:
        protocol = ("rude",)

        def cat_file(self, _path: str) -> bytes:
            raise RuntimeError("403")

        def pipe_file(self, _path: str, _data: bytes) -> None:
            raise RuntimeError("403")

    said: list[str] = []
    cache = _cache(_Ran(), Remote("rude://x", Rude(), str(tmp_path)), said)

    assert [RESULT] * 2 == [cache.run(JOB), cache.run(JOB)]
    assert [
        "The cache rude://x cannot be read (RuntimeError: 403); every answer is run.",
        "Nothing more is kept in the cache rude://x (RuntimeError: 403); the run goes on.",
    ] == said


def _fork(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def _many_jobs() -> list[Job]:
    # Long enough for a write to be cut off in its middle.
    return [job(f"x = {number}", "x" * 20_000) for number in range(20)]


def _write_all(folder: Path, *, rounds: int) -> None:
    wide = replace(RESULT, outcomes=(RESULT.outcomes[0], replace(RESULT.outcomes[1], stdout="o" * 400_000)))
    for _ in range(rounds):
        for one in _many_jobs():
            # Not run(): it would find what an earlier writer kept, and write nothing.
            cache = _cache(_Ran(wide), Folder(folder), [])
            cache._keep(cache.key(one), wide)


def test_a_writer_killed_at_any_moment_leaves_whole_entries_only(tmp_path: Path) -> None:
    """Sixty writers and more, each killed at a moment of its own; nothing that can be read is damaged."""
    moments = random.Random(3)
    for number in range(1000):
        # Goes on until one was hit in the middle of a write for sure.
        if number >= 60 and any(entry.suffix == ".part" for entry in _entries(tmp_path)):
            break
        pid = _fork(lambda: _write_all(tmp_path, rounds=1000))
        time.sleep(moments.uniform(0.001, 0.03))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    ran, said = _Ran(), list[str]()
    cache = _cache(ran, Folder(tmp_path), said)

    cached = [cache.run(one).cached for one in _many_jobs()]

    assert [] == said
    assert any(entry.suffix == ".part" for entry in _entries(tmp_path))
    assert any(cached)
    assert 20 == sum(cached) + len(ran.jobs)


def test_two_builds_that_write_the_same_entries_never_show_a_damaged_one(tmp_path: Path) -> None:
    """Whoever reads meanwhile finds an old or a new entry, whole."""
    writers = [_fork(lambda: _write_all(tmp_path, rounds=4)) for _ in range(2)]
    said: list[str] = []
    found = 0
    while writers:
        cache = _cache(_Ran(), Folder(tmp_path), said)
        found += sum(cache._find(cache.key(one), one) is not None for one in _many_jobs())
        writers = [pid for pid in writers if os.waitpid(pid, os.WNOHANG)[0] == 0]

    assert [] == said
    assert found > 0
    assert 20 == len(_entries(tmp_path))


def test_a_cached_run_starts_no_worker(tmp_path: Path) -> None:
    """An interpreter that answers questions but could not start a worker is never asked for one."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *worker*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    settings = Settings(root=Path("/"), python=str(python), limits=Limits(seconds=5))
    said: list[str] = []
    _cache(_Ran(), Folder(tmp_path / "cache"), said, conditions(settings)).run(JOB)

    with Pool(settings) as pool:
        cache = Cache(pool.run, Folder(tmp_path / "cache"), conditions(settings), say=said.append)
        result = cache.run(JOB)

    assert (True, [], 0) == (result.cached, said, pool.warm)


def test_a_real_run_comes_back_as_it_was(pool: Pool, tmp_path: Path) -> None:
    """Values, errors and assertions of a worker's own answer."""
    one = job("x = torch.ones(2)\nprint(x)", "x = 1 / 0", check="assert x.sum() == 2")
    cache = _cache(pool.run, Folder(tmp_path), [])
    cold = cache.run(one)

    warm = cache.run(one)

    assert warm.cached
    assert cold == warm
    assert ["holds", "refuted"] == [outcome.state for outcome in warm.outcomes]


def test_an_entry_is_json_that_a_person_can_read(tmp_path: Path) -> None:
    """With its own key and checksum."""
    cache = _cache(_Ran(), Folder(tmp_path), [])
    cache.run(JOB)
    entry = json.loads(_entries(tmp_path)[0].read_text())

    assert ["key", "result", "sha256"] == sorted(entry)
    assert cache.key(JOB) == entry["key"]
    assert "*\n" == (tmp_path / ".gitignore").read_text()
