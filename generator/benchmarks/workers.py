"""How much do more workers help?

In: a generated course. Out: a table.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

from benchmarks.contenders import jobs_of, pool, scratch
from benchmarks.course import write_course
from benchmarks.table import Table, interleaved, ratio, spread
from keyproof.settings import Settings

ROUNDS, QUICK = 6, 2


def measure(*, quick: bool) -> Table:
    """Run the same jobs on one worker and on two."""
    with scratch() as folder, ExitStack() as stack:
        write_course(folder, 30 if quick else 60)
        settings = Settings(root=folder, exercises=folder / "exercises", seeds=1)
        jobs = jobs_of(settings)
        contenders: dict[str, Callable[[], float]] = {
            f"{count}": stack.enter_context(pool(replace(settings, jobs=count), jobs)) for count in (1, 2)
        }
        seconds = interleaved(contenders, rounds=QUICK if quick else ROUNDS)
    table = Table(title="Two workers against one", head=("workers", "seconds", "ratio"))
    for name, taken in seconds.items():
        table.rows.append((name, spread(taken, digits=2), f"{ratio(seconds, '1', name):.2f} times faster"))
    table.notes.append(f"{len(jobs)} exercises of a generated course.")
    return table
