"""How many candidates a second? Against a fresh interpreter for each, and against no isolation at all.

In: a generated course, or a real one. Out: a table.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks.contenders import bare, fresh, jobs_of, pool, programs_of, scratch
from benchmarks.course import write_course
from benchmarks.table import Table, interleaved, ratio, spread, verdict
from keyproof.settings import PROCESSORS, Settings

ROUNDS, QUICK = 6, 2
SAMPLE = 2
"""Fresh interpreters in each round."""

FRESH, BARE = "a fresh interpreter each", "one process, no isolation"
FASTER, SLOWER = 150, 10


def generated(*, quick: bool) -> Table:
    """Measure a generated course."""
    with scratch() as folder:
        write_course(folder, 30 if quick else 60)
        return measure(folder, "a generated course", quick=quick)


def real(*, quick: bool) -> Table:
    """Measure this repository's own course."""
    return measure(Path(__file__).resolve().parents[2], "this site's own course", quick=quick)


def measure(root: Path, name: str, *, quick: bool) -> Table:
    """Run the candidates of a course in every way."""
    settings = Settings(root=root, exercises=root / "exercises", seeds=1)
    jobs = jobs_of(settings)
    programs = programs_of(jobs)
    rounds = QUICK if quick else ROUNDS
    sample = programs[:: max(1, len(programs) // (rounds * SAMPLE))]
    ways = {"Keyproof, 1 worker": 1, f"Keyproof, {PROCESSORS} workers": PROCESSORS}
    with scratch() as folder, ExitStack() as stack:
        contenders: dict[str, Callable[[], float]] = {
            way: stack.enter_context(pool(replace(settings, jobs=count), jobs)) for way, count in ways.items()
        }
        contenders[BARE] = stack.enter_context(bare(programs, folder))
        starts = iter(sample * SAMPLE)
        times = len(programs) / SAMPLE
        contenders[FRESH] = lambda: times * sum(fresh(next(starts), folder) for _ in range(SAMPLE))
        seconds = interleaved(contenders, rounds=rounds)
    table = Table(
        title=f"Candidates a second, {name}",
        head=("way", "candidates a second", "ms each", f"than {FRESH}", f"than {BARE}", "bars"),
    )
    for way, taken in seconds.items():
        faster, slower = ratio(seconds, FRESH, way), ratio(seconds, way, BARE)
        bars = f"{FASTER}x {verdict(met=faster >= FASTER)}, {SLOWER}x {verdict(met=slower <= SLOWER)}"
        rate = spread([len(programs) / each for each in taken], digits=0)
        each = spread(taken, scale=1000 / len(programs), digits=2)
        compared = (f"{faster:,.0f} times faster", f"{slower:.1f} times slower")
        table.rows.append((way, rate, each, *compared, bars if way in ways else ""))
    table.notes.append(f"{len(jobs)} exercises, {len(programs)} candidates, {rounds} rounds, seed 0 only.")
    return table
