"""The worker's own loop: jobs in, answers out; see `__main__` for the protocol.

In: JSON lines on standard input. Out: JSON lines on a private copy of standard output.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import platform
import select
import signal
import sys
from pathlib import Path
from typing import IO, Any

import torch

from . import code, confine, pages
from .folders import Folders
from .ground import Ground
from .kept import Exercises
from .oversee import Surroundings, UnbegunError
from .witness import can_look

LATE = "torch._dynamo"
"""What torch imports late: some eight hundred modules, more than a second for whatever needs it."""

NEEDING = ("optim", "meta")
"""Words in the source of what needs it: the first optimizer of a process, tensors without values."""


def main() -> None:
    """Say ready, then answer jobs until standard input ends."""
    answers = _private_output()
    folders = Folders([Path.cwd(), *map(Path, sys.argv[1:])])
    confine.adopt_orphans()
    _warm_up()
    confine.hide(hidden=True)
    # The first process of a namespace is deaf to signals that it does not handle.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ground = Ground() if can_look() else None
    _settle()
    _say(answers, {"ready": True, "torch": torch.__version__})
    around = Surroundings(folders, ground, _hung_up)
    with Exercises(around, private=[answers.fileno()]) as exercises:
        while line := _next_line():
            job = json.loads(line)
            _foresee(job)
            _say(answers, run_job(job, exercises))


def run_job(job: dict[str, Any], exercises: Exercises) -> dict[str, Any]:
    """Run the candidates of one job; one that could not begin gets a second, new exercise process."""
    outcomes: list[dict[str, Any]] = []
    failure: dict[str, Any] | None = None
    unbegun = -1
    while len(outcomes) < len(job["candidates"]) and failure is None:
        exercise = exercises.of(job, done=len(outcomes))
        failure = exercise.failure
        while failure is None and exercise.alive and len(outcomes) < len(job["candidates"]):
            try:
                outcomes.append(exercise.run(len(outcomes)))
            except UnbegunError as error:
                if len(outcomes) == unbegun:
                    outcomes.append({"state": "crash", "detail": str(error)})
                else:
                    unbegun = len(outcomes)
    exercises.tidy()
    if outcomes and outcomes[0].get("step") == "setup":
        # On a device each candidate runs the setup: where one fails, all do.
        failure, outcomes = outcomes[0], []
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    return {"setup": failure, "outcomes": outcomes, "device": job["device"], **versions}


def _private_output() -> IO[bytes]:
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.close(nothing)
    return answers


def _warm_up() -> None:
    torch.set_num_threads(1)
    # What torch sets up lazily is paid here once, not by every candidate.
    _sample()
    code.gather(_sample)
    torch.manual_seed(0)


def _sample() -> None:
    layer = torch.nn.RNN(3, 2, num_layers=2, batch_first=True)
    output, _ = layer(torch.randn(2, 4, 3))
    assert output.shape == (2, 4, 2)
    repr(output)
    with contextlib.suppress(RuntimeError):
        layer(torch.zeros(1, 1, 2))


def _foresee(job: dict[str, Any]) -> None:
    """Import once, for all candidates to come, what some of this job would import."""
    steps = [*job["setup"], *(step for candidate in job["candidates"] for step in candidate["steps"])]
    if LATE not in sys.modules and any(word in step["source"] for step in steps for word in NEEDING):
        importlib.import_module(LATE)
        _settle()


def _settle() -> None:
    # Whatever is not frozen is looked through, and so copied, by each collection behind each fork.
    gc.collect()
    gc.freeze()
    pages.gather()


def _say(answers: IO[bytes], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


def _next_line() -> bytes:
    # Unbuffered, so that a hang-up can be seen by select while a job runs.
    parts: list[bytes] = []
    while part := os.read(0, 1 << 16):
        parts.append(part)
        if part.endswith(b"\n"):
            return b"".join(parts)
    return b""


def _hung_up() -> None:
    # Nobody sends a second job before the first is answered: readable means that the parent is gone.
    if select.select([0], [], [], 0)[0]:
        sys.exit(0)
