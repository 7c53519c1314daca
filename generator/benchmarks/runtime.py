"""How long does a reader wait for a program that runs in the page, and how much is loaded for it?

In: the runtime as the site ships it, and the course's programs. Out: a table beside the prototype's.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.table import Table, spread, timed, verdict
from keyproof.program import Program, program_of, programs_of_page, solution_of
from keyproof.read import read_course
from keyproof.runtime import RuntimeFiles
from keyproof.settings import Settings
from keyproof.verify import InPage
from keyproof.verify.peer import Peer

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, QUICK = 5, 2
PATIENCE = 120.0
LONG = 1.0
"""Seconds: a training is run once, where it is found to be one."""

WARM_BAR = FORWARD_BAR = 0.100
"""Seconds."""

COLD, RESTART = 4.9, 4.75
"""Seconds in a browser, of the prototype: a click to its result, and a new worker after one that hung."""

BYTES = {"raw": 13.53, "gzip -9": 6.37, "brotli 11": 5.52}
"""Millions, of the prototype."""

FORWARD = Program(
    source="with torch.no_grad():\n    layer(x)",
    setup="import torch\nlayer = torch.nn.RNN(10, 20, batch_first=True)\nx = torch.randn(32, 50, 10)",
)
SQUEEZED = """
import { brotliCompressSync, constants } from 'node:zlib'
import { readFileSync } from 'node:fs'
const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
console.log(brotliCompressSync(readFileSync(0), { params }).length)
"""


def measure(*, quick: bool) -> Table:
    """Time everything under Node, in the very files, in the sandbox where there is one."""
    rounds = QUICK if quick else ROUNDS
    settings = Settings(root=ROOT / "generator", runtime="keyproof-torch")
    table = Table(title="A program in the page, under Node", head=("what", "measured", "bar"))
    with InPage(settings) as in_page:
        cold = [timed(lambda: _first(in_page)) for _ in range(rounds)]
        peer = in_page.start()
        warm = sorted(_median(peer, program, rounds) for program in _programs())
        forward = [_seconds(peer, FORWARD) for _ in range(rounds)]
        peer.kill()
        files = in_page.files
    name = "from nothing, or after a stop, to the first result, s"
    table.rows.append((name, spread(cold), f"{COLD} s, {RESTART} s"))
    middle = statistics.median(warm)
    bar = f"{1000 * WARM_BAR:.0f} ms {verdict(met=middle < WARM_BAR)}"
    table.rows.append((f"the median of the course's {len(warm)} programs, warm, ms", _ms(middle), bar))
    quick_ones = sum(one < WARM_BAR for one in warm)
    table.rows.append(("programs of the course below 100 ms", f"{quick_ones} of {len(warm)}", ""))
    bar = f"{1000 * FORWARD_BAR:.0f} ms {verdict(met=statistics.median(forward) < FORWARD_BAR)}"
    table.rows.append(("a layer of 20 reads (32, 50, 10), ms", spread(forward, scale=1000, digits=0), bar))
    table.rows += [(f"loaded, {how}, MB", f"{size:.2f}", f"{BYTES[how]} MB") for how, size in _bytes(files)]
    table.notes.append(
        f"{rounds} rounds. A program's time is that of a run as in a page, with what runs before it. "
        "A browser adds the time of its network; after a stop it starts anew, as Node does here. "
        "Bars without a verdict are what the prototype took in Chromium on a quiet machine."
    )
    return table


def _first(in_page: InPage) -> None:
    peer = in_page.start()
    peer.ask(asdict(Program(source="print(torch.rand(2))", setup="import torch")), PATIENCE)
    peer.kill()


def _programs() -> Iterator[Program]:
    settings = Settings(root=ROOT, docs=ROOT / "docs", exercises=ROOT / "exercises")
    for page in read_course(settings).pages:
        yield from (program for _, program in programs_of_page(page))
        for exercise in page.exercises():
            yield from (one for one in (program_of(exercise), solution_of(exercise)) if one)


def _median(peer: Peer, program: Program, rounds: int) -> float:
    first = _seconds(peer, program)
    return first if first > LONG else statistics.median(_seconds(peer, program) for _ in range(rounds))


def _seconds(peer: Peer, program: Program) -> float:
    told = peer.ask(asdict(program), PATIENCE)
    assert told is not None, peer.last_words()
    return float(told["seconds"])


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}"


def _bytes(files: RuntimeFiles) -> Iterator[tuple[str, float]]:
    yield "raw", files.size / 1e6
    yield "gzip -9", sum(len(gzip.compress(data, 9)) for data in files.contents.values()) / 1e6
    command = ["node", "--input-type=module", "-e", SQUEEZED]
    sizes = [
        int(subprocess.run(command, input=data, capture_output=True, check=True).stdout)
        for data in files.contents.values()
    ]
    yield "brotli 11", sum(sizes) / 1e6
