"""Programs run one after another in one process, with no isolation at all: what Keyproof is measured against.

In: the path of a JSON list of programs as an argument; a line on standard input for each round.
Out: a line with the seconds that the round took. A program is a list of [mode, source, path].
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import torch

Program = list[tuple[str, str, str]]


def run(program: Program) -> None:
    """Run one program in a namespace of its own."""
    torch.manual_seed(0)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.suppress(Exception):
        for mode, source, path in program:
            if mode == "run":
                exec(compile(source, path, "exec"), namespace)
            else:
                namespace["answer"] = eval(compile(source.strip(), path, "eval"), namespace)


def main() -> None:
    """Time all programs, once for each line that is read."""
    programs: list[Program] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    torch.set_num_threads(1)
    for _ in sys.stdin:
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            for program in programs:
                run(program)
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
