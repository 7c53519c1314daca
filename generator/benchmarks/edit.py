"""How long from saving an exercise to its verdict, while `mkdocs serve` runs?

In: a generated course, built once by the same process. Out: a table of our part of a rebuild.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.contenders import scratch
from benchmarks.course import write_course
from benchmarks.table import Table, spread, timed, verdict
from keyproof.pipeline import build
from keyproof.settings import Settings
from keyproof.verify import Memory, hire

ROUNDS, QUICK = 20, 4
EXERCISES = 200
BAR = 0.150
"""Seconds."""


def measure(*, quick: bool) -> Table:
    """Edit one exercise after another, as the plugin sees it: a build with workers and memory warm."""
    with scratch() as folder:
        write_course(folder, EXERCISES)
        settings = Settings(root=folder, exercises=folder / "exercises", cache=str(folder / "cache"))
        with hire(settings, say=print) as crew:
            memory = Memory(crew.run)
            build(settings, run=memory.run)
            unchanged = [timed(lambda: build(settings, run=memory.run)) for _ in range(ROUNDS)]
            edited = [_edit(folder, settings, memory, number) for number in range(QUICK if quick else ROUNDS)]
    table = Table(title="From saving an exercise to its verdict", head=("what", "ms", "bar"))
    table.rows.append(("nothing changed", spread(unchanged, scale=1000, digits=0), ""))
    median = sorted(edited)[len(edited) // 2]
    bar = f"{1000 * BAR:.0f} ms {verdict(met=median <= BAR)}"
    table.rows.append(("one exercise changed", spread(edited, scale=1000, digits=0), bar))
    table.notes.append(
        f"{EXERCISES} exercises, {len(edited)} edits; reading, running four answers under each seed, judging "
        "and rendering, without MkDocs' own work."
    )
    return table


def _edit(folder: Path, settings: Settings, memory: Memory, number: int) -> float:
    page = sorted(folder.glob("exercises/*/*.md"))[number]
    text = page.read_text(encoding="utf-8")
    # The program of one exercise on the page becomes another one.
    page.write_text(text.replace("/ 100000", f"/ {200000 + number}", 1), encoding="utf-8")
    return timed(lambda: build(settings, run=memory.run))
