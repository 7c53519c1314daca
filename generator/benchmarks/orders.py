"""How much is run for an `order`, from lines that all wait for each other to lines that never do?

In: programs of three to seven pieces. Out: a table.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import factorial
from pathlib import Path

from benchmarks.table import Table, timed
from keyproof.read import decode, read_page
from keyproof.settings import PROCESSORS, Settings
from keyproof.verdict import Verdict
from keyproof.verify import Pool
from keyproof.verify.kinds import KINDS
from keyproof.verify.prove import verify_one

SEEDS = 3

LAST = "rnn = nn.RNN(4, 8)\nx = torch.randn(5, 4)\nout, h_n = rnn(x)\nlast = out[-1]"
CHAIN = "a = 1\nb = a + 1\nc = b + 1\nd = c + 1\ne = d + 1\nf = e + 1\ng = f + 1"
BRANCHED = "a = 1\nb = 2\nc = a + b\nd = c\ne = 5\nf = e + d\ng = f + 1"
LOOSE = "a = 0\nb = 1\nc = 2\nd = 3\ne = 4\nf = 5\ng = globals().get('a', 9)"

PROGRAMS = {
    "4 pieces, a layer and its last output": (LAST, "assert torch.equal(last, h_n[0])"),
    "7 pieces, each waits for the one above": (CHAIN, "assert g == 7"),
    "7 pieces, three wait for none": (BRANCHED, "assert g == 9"),
    "7 pieces, none raises wherever it stands": (LOOSE, "assert g == 0"),
}
"""Program and check by what is told about them; the last is the worst that there is."""


def measure(*, quick: bool) -> Table:
    """Verify each of them, without a cache."""
    table = Table(
        title="How much is run for an order",
        head=("program", "orders", "run", "pass", f"seconds, {SEEDS} seeds"),
    )
    for name, (program, check) in list(PROGRAMS.items())[: 3 if quick else None]:
        verdict, seconds = _verified(program, check)
        pieces = factorial(len(program.split("\n")))
        counts = (f"{pieces:,}", f"{len(verdict.answers):,}", f"{len(verdict.holding):,}")
        table.rows.append((name, *counts, f"{seconds:.1f}"))
    table.notes.append(f"{PROCESSORS} workers, warm; no cache.")
    return table


def _verified(program: str, check: str) -> tuple[Verdict, float]:
    setup = "```python setup\nimport torch\nfrom torch import nn\n```\n\n"
    text = f"## T {{#t .order}}\n\n{setup}```python\n{program}\n```\n\n```python check\n{check}\n```\n"
    (exercise,) = read_page(decode("page.md", text.encode())).exercises()
    with Pool(Settings(root=Path("/"), jobs=PROCESSORS)) as pool, ThreadPoolExecutor(PROCESSORS) as threads:

        def verify() -> Verdict:
            return verify_one(
                exercise, run=pool.run, seeds=SEEDS, together=lambda jobs: threads.map(pool.run, jobs)
            )

        plan = KINDS[exercise.kind].plan(exercise)
        assert plan
        # Workers that have torch imported.
        list(threads.map(pool.run, [plan.job(exercise)] * PROCESSORS))
        found: list[Verdict] = []
        seconds = timed(lambda: found.append(verify()))
    return found[0], seconds
