"""Runs of the command one after another, at the same time, cut off, and gone on with."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from keyproof.rules import RULES

from .conftest import HEARS_CTRL_C

GOOD = RULES["wrong-key"].mended
BAD = RULES["wrong-key"].fails
SLOW = """\
## Number {number} {{#number-{number} .choice .easy{more}}}

Which one?

```python
import time
time.sleep({seconds})
```

- [x] `{number}`
- [ ] `-1`

```python check
assert answer == {number}
```

"""

WITHOUT_WORKERS = """
import sys
from keyproof.cli import main
from keyproof.verify import pool

def refuse(*_):
    raise pool.WorkerError("a worker would be started")

pool.Worker = refuse
try:
    main(["check"], standalone_mode=False)
except SystemExit as end:
    print("torch imported here:", "torch" in sys.modules)
    sys.exit(end.code)
"""
"""The command `keyproof check` where no worker can start."""


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "keyproof", *arguments]


def _keyproof(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    # One worker: each of them imports torch first.
    few = ("--jobs", "1") if arguments[0] == "check" else ()
    return subprocess.run(
        _command(*arguments, *few), cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def _begin(*arguments: str, folder: Path) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    command = [*HEARS_CTRL_C, *_command(*arguments)]
    return subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=pipe, text=True)


def _project(folder: Path, text: str) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "page.md").write_text(text, encoding="utf-8")
    return folder


def _slow(*seconds: float) -> str:
    return "".join(
        SLOW.format(number=number, seconds=pause, more=" seconds=60" if pause > 5 else "")
        for number, pause in enumerate(seconds)
    )


def _entries(folder: Path) -> list[Path]:
    return sorted((folder / ".cache" / "keyproof").glob("??/*.json"))


def _wait_for(count: int, *, folder: Path, process: subprocess.Popen[str]) -> None:
    while len(_entries(folder)) < count:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found[1:]


def _is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_second_run_takes_every_answer_from_the_cache_and_reports_the_same(tmp_path: Path) -> None:
    """The report is the same byte for byte; only the summary tells where the answers are from."""
    project = _project(tmp_path, BAD)
    cold, warm = (_keyproof("check", folder=project) for _ in range(2))

    assert (1, 1) == (cold.returncode, warm.returncode)
    assert cold.stdout.splitlines()[:-1] == warm.stdout.splitlines()[:-1]
    assert cold.stdout.splitlines()[-1].startswith("1 exercise, 2 answers run (")
    assert warm.stdout.splitlines()[-1].startswith("1 exercise, 2 answers, 2 from the cache (")
    assert "" == cold.stderr == warm.stderr


def test_pages_from_the_cache_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    """Whatever the pages show of a run was kept."""
    project = _project(tmp_path, GOOD)
    first, second = (_keyproof("pages", name, folder=project) for name in ("first", "second"))

    assert (0, 0) == (first.returncode, second.returncode), second.stderr
    assert ", 2 from the cache" in second.stdout
    assert _files(project / "first") == _files(project / "second")


def test_a_run_from_the_cache_imports_no_torch(tmp_path: Path) -> None:
    """Neither here, nor in a worker: there is none."""
    project = _project(tmp_path, GOOD)
    command = [sys.executable, "-c", WITHOUT_WORKERS]
    cold = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert "a worker would be started" in cold.stderr, "the test cannot tell whether a worker starts"
    assert 0 == _keyproof("check", folder=project).returncode

    warm = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)

    assert "2 answers, 2 from the cache" in warm.stdout
    assert "torch imported here: False" == warm.stdout.splitlines()[-1]


def test_no_cache_runs_everything_and_keeps_nothing(tmp_path: Path) -> None:
    """What is kept is not looked at, and a seed that was never run is not added to it."""
    project = _project(tmp_path, GOOD)
    _keyproof("check", "--seeds", "1", folder=project)

    again = _keyproof("check", "--seeds", "2", "--no-cache", folder=project)

    assert "2 answers run (" in again.stdout
    assert 1 == len(_entries(project))


def test_an_edit_runs_what_it_changed_and_nothing_else(tmp_path: Path) -> None:
    """A new wrong answer in the last exercise; the one above it is not run again."""
    project = _project(tmp_path, _slow(0, 0))
    _keyproof("check", folder=project)
    page = project / "docs" / "page.md"
    above, mark, below = page.read_text().rpartition("- [ ] `-1`")
    page.write_text(f"{above}- [ ] `-2`{below}")
    assert mark

    done = _keyproof("check", folder=project)

    assert ["2 exercises, 4 answers, 2 from the cache"] == re.findall(r"^.* cache", done.stdout)


def test_a_line_put_in_above_runs_nothing_and_moves_what_was_found(tmp_path: Path) -> None:
    """Every answer below it is from the cache; places are those of a fresh run."""
    wrong = _slow(0, 0).replace("assert answer == 1", "assert answer == -1")
    project = _project(tmp_path, f"The sum is `5`{{check=\"2 + 3\"}}.\n\n{wrong}")
    first = _keyproof("check", folder=project)
    entries = _entries(project)
    page = project / "docs" / "page.md"
    page.write_text(f"A line.\n\n{page.read_text()}")

    done = _keyproof("check", folder=project)
    fresh = _keyproof("check", "--no-cache", folder=project)

    assert "2 exercises, 4 answers run, 1 statement (" in first.stdout
    assert "2 exercises, 4 answers, 4 from the cache, 1 statement (" in done.stdout
    assert entries == _entries(project)
    assert fresh.stdout.splitlines()[:-1] == done.stdout.splitlines()[:-1]
    assert "docs/page.md:28:7: " in first.stdout
    assert "docs/page.md:30:7: " in done.stdout


def test_a_cache_that_cannot_be_used_is_said_and_the_run_is_right(tmp_path: Path) -> None:
    """One sentence each for reading and for keeping, on standard error."""
    project = _project(tmp_path, GOOD)
    (project / "file").write_text("mine")

    done = _keyproof("check", "--cache", "file/inside", folder=project)

    assert (0, 2) == (done.returncode, len(done.stderr.splitlines())), done.stderr
    assert "The cache file/inside cannot be read (Not a directory); every answer is run." in done.stderr
    assert "mine" == (project / "file").read_text()


def test_a_cache_at_an_unknown_address_is_a_usage_error(tmp_path: Path) -> None:
    """Before anything is run."""
    done = _keyproof("check", "--cache", "nosuch://place", folder=_project(tmp_path, GOOD))

    assert 2 == done.returncode
    assert "The cache at nosuch://place cannot be used: " in done.stderr


def test_a_run_killed_midway_is_gone_on_with(tmp_path: Path) -> None:
    """Killed without warning: every verdict of the next run is right, some of them from the cache."""
    wrong = _slow(*[0.1] * 6).replace("assert answer == 5", "assert answer == -1")
    project = _project(tmp_path, wrong)
    process = _begin("check", "--jobs", "1", "--seeds", "1", folder=project)
    _wait_for(2, folder=project, process=process)
    process.kill()
    process.communicate()
    kept = len(_entries(project))

    done = _keyproof("check", "--seeds", "1", folder=project)
    fresh = _keyproof("check", "--seeds", "1", "--no-cache", folder=project)

    assert 2 <= kept < 6
    assert f"6 exercises, 12 answers, {2 * kept} from the cache" in done.stdout
    assert "wrong-key" in done.stdout
    assert fresh.stdout.splitlines()[:-1] == done.stdout.splitlines()[:-1]


def test_ctrl_c_ends_a_slow_run_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    """Exit code 130, what was verified is kept, and nobody goes on working."""
    project = _project(tmp_path, _slow(0, 50, 50))
    process = _begin("check", "--jobs", "2", "--seeds", "1", folder=project)
    _wait_for(1, folder=project, process=process)
    at_work = _descendants(process.pid)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=120)

    # Of the fifty seconds that a candidate sleeps.
    assert time.monotonic() - begun < 30
    assert 130 == process.returncode
    assert "Interrupted. What was verified is in the cache" in stderr
    assert "Traceback" not in stderr
    assert at_work
    assert [] == [pid for pid in at_work if _is_alive(pid)]
    assert 1 == len(_entries(project))


def test_two_runs_at_the_same_time_share_one_cache(tmp_path: Path) -> None:
    """Both are right, and neither is told of a damaged entry."""
    project = _project(tmp_path, _slow(*[0.02] * 6))
    both = [_begin("check", "--seeds", "1", folder=project) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]

    assert [0, 0] == [process.returncode for process in both], said
    assert ["", ""] == [stderr for _, stderr in said]
    assert 6 == len(_entries(project))


def test_cache_info_and_prune(tmp_path: Path) -> None:
    """What is there, and what is removed."""
    project = _project(tmp_path, GOOD)
    _keyproof("check", "--seeds", "1", folder=project)
    (entry,) = _entries(project)
    old = time.time() - 40 * 86400
    os.utime(entry, (old, old))

    info = _keyproof("cache", "info", folder=project)
    young = _keyproof("cache", "prune", "--older-than", "50", folder=project)
    pruned = _keyproof("cache", "prune", folder=project)

    place = project / ".cache" / "keyproof"
    assert info.stdout.startswith(f"{place}: 1 entry (0.0 MB), last used from ")
    assert f"{place}: removed 0 entries (0.0 MB), left 1 entry (0.0 MB)\n" == young.stdout
    assert f"{place}: removed 1 entry (0.0 MB), left 0 entries (0.0 MB)\n" == pruned.stdout
    assert [] == _entries(project)


@pytest.mark.parametrize("text", ["0/2", "3/2", "x"])
def test_what_is_no_shard_is_refused(text: str, tmp_path: Path) -> None:
    """Exit code 2 and the way to write it."""
    done = _keyproof("check", "--shard", text, folder=_project(tmp_path, GOOD))

    assert (2, "") == (done.returncode, done.stdout)
    assert f"'{text}'" in done.stderr
