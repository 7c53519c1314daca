"""Runs programs with whichever `torch` the interpreter finds first, and tells how each ended.

In (stdin): JSON, a list of programs, each a list of steps `{"mode", "source"}`. Out (stdout): JSON, a list of
texts. As a script, with the package's folder first on the path, it answers for the package; imported, for
PyTorch.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback
import warnings
from typing import Any

import torch

Step = dict[str, str]


def run_step(step: Step, names: dict[str, Any]) -> None:
    """Run code as the checks of a course do: as statements, as the `answer`, or for its value."""
    if step["mode"] == "run":
        exec(compile(step["source"], "program", "exec"), names)
    elif step["mode"] == "bind":
        names["answer"] = eval(step["source"], names)
    else:
        sys.stdout.write(f"{eval(step['source'], names)!r}\n")


def outcome(steps: list[Step]) -> str:
    """Give what a program printed and, if it failed, its error."""
    out = io.StringIO()
    names: dict[str, Any] = {"__name__": "__main__"}
    torch.manual_seed(0)
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for step in steps:
                run_step(step, names)
        except Exception as error:
            sys.stdout.write("".join(traceback.format_exception_only(error)).strip())
    return out.getvalue()


if __name__ == "__main__":
    json.dump([outcome(program) for program in json.load(sys.stdin)], sys.stdout)
