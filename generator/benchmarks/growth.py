"""Does time grow in step with the course, and does the parent stay small?

In: generated courses of 100, 1,000 and 5,000 exercises. Out: a table.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import scratch
from benchmarks.course import write_course
from benchmarks.table import Table, verdict

SIZES, QUICK = (100, 1000, 5000), (50, 200)
MEMORY = 300
"""MiB that the parent may take."""

LINEAR = 1.25
"""How many times longer an exercise of a larger course may take than one of the smallest."""

LOOK = 0.1


def measure(*, quick: bool) -> Table:
    """Check each course without a cache, and again with one."""
    table = Table(
        title="Large courses",
        head=("exercises", "how", "seconds", "ms an exercise", "parent's memory, MiB", "bars"),
    )
    first: dict[str, float] = {}
    for count in QUICK if quick else SIZES:
        with scratch() as folder:
            write_course(folder, count, few=True)
            for how in ("run", "from the cache"):
                seconds, memory = _checked(folder)
                each = seconds / count
                linear = each <= LINEAR * first.setdefault(how, each)
                bars = f"linear {verdict(met=linear)}, {MEMORY} MiB {verdict(met=memory <= MEMORY)}"
                row = (f"{count:,}", how, f"{seconds:.1f}", f"{1000 * each:.1f}", f"{memory:.0f}", bars)
                table.rows.append(row)
    table.notes.append(
        "One wrong answer an exercise, three seeds; `keyproof check` as a process of its own, "
        "from its start to its end, its largest resident size as Linux counts it (VmHWM)."
    )
    return table


def _checked(folder: Path) -> tuple[float, float]:
    start = time.perf_counter()
    command = [sys.executable, "-m", "keyproof", "check"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        peak = _watched(process.pid, lambda: process.poll() is None)
        assert process.stdout is not None
        said = process.stdout.read()
    if process.returncode:
        raise SystemExit(said)
    return time.perf_counter() - start, peak


def _watched(pid: int, runs: Callable[[], bool]) -> float:
    peak = 0.0
    while runs():
        # Not getrusage: it would give the largest of the workers.
        with contextlib.suppress(OSError, StopIteration):
            lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
            peak = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
        time.sleep(LOOK)
    return peak
