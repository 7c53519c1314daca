"""Ways to make a fork cheap change nothing of what runs behind it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from keyproof.verify.pool import WORKER

BEGIN = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location(
    "worker", {str(WORKER.parent / "__init__.py")!r}, submodule_search_locations=[{str(WORKER.parent)!r}])
sys.modules["worker"] = importlib.util.module_from_spec(spec)
import os, torch
from pathlib import Path
"""

MAPPED = """
def mapped():
    lines = [line.split(maxsplit=5) for line in open("/proc/self/maps")]
    return sum(len(fields) == 5 and fields[1] == "r-xp" for fields in lines)
def sample():
    layer = torch.nn.RNN(3, 2)
    layer(torch.zeros(4, 3))
sample()
"""

HUGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")


def _run(program: str) -> str:
    command = [sys.executable, "-c", BEGIN + program]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == ran.returncode, ran.stderr
    return ran.stdout.strip()


def test_code_in_huge_pages_still_runs() -> None:
    """Where the kernel offers them, torch's code moves into memory without a file, and works as before."""
    offered = HUGE_PAGES.exists() and "[never]" not in HUGE_PAGES.read_text()
    program = MAPPED + (
        "from worker import code\nbefore = mapped()\ncode.gather(sample)\ntorch.manual_seed(0)\n"
        "layer = torch.nn.RNN(3, 2)\nlayer(torch.randn(4, 3))[0].sum().backward()\n"
        "print(before, mapped() > before)"
    )

    assert f"0 {offered}" == _run(program)


@pytest.mark.parametrize("settings", ["/nowhere", "never"])
def test_without_huge_pages_nothing_is_moved(tmp_path: Path, settings: str) -> None:
    """A kernel that has none, and one that was told not to give any."""
    folder = Path(settings)
    if settings == "never":
        folder = tmp_path
        (folder / "hpage_pmd_size").write_text("2097152\n")
        (folder / "enabled").write_text("always madvise [never]\n")
    program = MAPPED + (
        f"from worker import code\ncode._SETTINGS = Path({str(folder)!r})\n"
        "code.gather(sample)\nprint(mapped())"
    )

    assert "0" == _run(program)


def test_a_child_of_a_light_fork_is_a_whole_python() -> None:
    """Threads, locks, forks by Python and exit handlers work in it."""
    program = """
from worker.forks import fork
import threading, logging, random
pid = fork()
if pid == 0:
    thread = threading.Thread(target=logging.getLogger().info, args=["x"])
    thread.start(); thread.join()
    inner = os.fork()
    if inner == 0: os._exit(7)
    ended = os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1])
    torch.nn.RNN(2, 2)(torch.zeros(3, 2))[0].sum().backward()
    os._exit(ended + (threading.current_thread() is threading.main_thread()))
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""

    assert "8" == _run(program)


def test_with_threads_python_forks_itself() -> None:
    """Then there are locks to mend: a thread may hold one at this moment."""
    program = """
from worker import forks
import threading
done = threading.Event()
threading.Thread(target=done.wait, daemon=True).start()
ours = []
os.register_at_fork(before=lambda: ours.append(1))
for _ in range(2):
    pid = forks.fork()
    if pid == 0: os._exit(0)
    os.waitpid(pid, 0)
    done.set()
    while threading.active_count() > 1: pass
print(len(ours))
"""

    assert "1" == _run(program)


def test_a_fork_that_is_refused_is_an_error() -> None:
    """As with `os.fork`."""
    program = """
from worker import forks
class Full:
    def fork(self): return -1
forks._LIBC = Full()
try: forks.fork()
except OSError as error: print("refused", error.strerror)
"""

    assert "refused fork" == _run(program)
