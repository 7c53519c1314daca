"""How long from saving an exercise to its verdict, while `mkdocs serve` runs?

In: a generated course, built once by the same process. Out: a table of our part of a rebuild.
"""

from __future__ import annotations

import statistics
from functools import partial
from pathlib import Path

from benchmarks.contenders import scratch
from benchmarks.course import write_course
from benchmarks.table import Table, spread, timed, verdict
from keyproof.pipeline import build, prove
from keyproof.recall import Recall
from keyproof.settings import Settings
from keyproof.verify import Memory, hire

ROUNDS, QUICK = 20, 4
EXERCISES = 200
BAR = 0.150
"""Seconds."""


def measure(*, quick: bool) -> Table:
    """Edit one exercise after another, as the plugin sees it: a build with workers and memory warm."""
    rounds = QUICK if quick else ROUNDS
    with scratch() as folder:
        write_course(folder, EXERCISES)
        settings = Settings(root=folder, exercises=folder / "exercises", cache=str(folder / "cache"))
        with hire(settings, say=print) as crew:
            run, recall = Memory(crew.run).run, Recall()
            rebuild = partial(build, settings, run=run, recall=recall)
            rebuild()
            unchanged = [timed(rebuild) for _ in range(rounds)]
            edited = []
            for number in range(rounds):
                _edit(folder, number)
                edited.append(timed(lambda: prove(settings, run=run, recall=recall)))
                rebuild()
    table = Table(title="From saving an exercise to its verdict", head=("what", "ms", "bar"))
    rest = spread(unchanged, scale=1000, digits=0)
    table.rows.append(("a rebuild where nothing has changed, pages and all", rest, ""))
    bar = f"{1000 * BAR:.0f} ms {verdict(met=statistics.median(edited) <= BAR)}"
    table.rows.append(("from a change to its verdict", spread(edited, scale=1000, digits=0), bar))
    table.notes.append(
        f"{EXERCISES} exercises, {rounds} edits; reading, running every answer of the changed exercise under "
        f"{settings.seeds} seeds, and judging it; after that the pages are made."
    )
    return table


def _edit(folder: Path, number: int) -> None:
    page = sorted(folder.glob("exercises/*/*.md"))[number]
    text = page.read_text(encoding="utf-8")
    # The program of one exercise on the page becomes another one.
    page.write_text(text.replace("/ 100000", f"/ {200000 + number}", 1), encoding="utf-8")
