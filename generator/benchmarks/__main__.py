"""Run the benchmarks and print their tables; `--quick` for a minute's worth, names for some of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from benchmarks import (
    candidates,
    edit,
    growth,
    in_chromium,
    lighthouse,
    orders,
    peers,
    reading,
    runtime,
    warm,
    workers,
)
from benchmarks.machine import machine
from benchmarks.table import Table

BENCHMARKS: Mapping[str, Callable[..., Table]] = {
    "candidates": candidates.generated,
    "course": candidates.real,
    "workers": workers.measure,
    "warm": warm.measure,
    "edit": edit.measure,
    "growth": growth.measure,
    "reading": reading.measure,
    "orders": orders.measure,
    "runtime": runtime.measure,
    "in-chromium": in_chromium.measure,
    "lighthouse": lighthouse.measure,
    "peers": peers.measure,
}


NAMES = ", ".join(BENCHMARKS)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"any of {NAMES}; all if none is given")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller courses")
    parser.add_argument("--output", type=Path, help="write the tables to this file too")
    options = parser.parse_args()
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    parts = [f"{machine()}.\n"]
    print(parts[0], flush=True)
    for name in options.names or BENCHMARKS:
        parts.append(partial(BENCHMARKS[name], quick=options.quick)().markdown())
        print(parts[-1], flush=True)
    if options.output:
        options.output.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
