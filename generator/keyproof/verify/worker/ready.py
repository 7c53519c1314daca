"""A candidate whose program only has to be run: made before the fork, so that no memory is copied for it.

In: steps, and how to answer. Out: the steps run, and how that ended, on the descriptor of results.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from . import confine
from .gates import judge
from .library import Step
from .steps import Run

RESULT, GATE = 200, 201
"""Numbers of a candidate's descriptors: above those that a setup is likely to have open."""


class Ready:
    """A candidate whose program only has to be run."""

    def __init__(self, run: Run, steps: list[Step], told: Callable[[], dict[str, Any]]) -> None:
        self._run = run
        self._steps = steps
        self._told = told
        self._begun: list[int] = []
        self._answer: Answer | None = None
        parts = run.prepare(steps)
        self._program = judge(
            parts, run.namespace, gate=GATE, note=self._begun.append, tell=self._tell,
            hold=self._hold, keep=self._keep,
        )  # fmt: skip

    def run_to(self, answer: Answer) -> None:
        """Run it and answer how that ended."""
        self._answer = answer
        self._run.begin()
        exec(self._program, {})

    def forget(self) -> None:
        """Let go of the program: code is in no cycle that a collection could find."""
        del self._program, self._run

    def _hold(self, number: int) -> None:
        self._run.showing.hold(self._steps[number])

    def _keep(self, number: int, error: BaseException | None) -> None:
        self._run.showing.keep(self._steps[number], error)

    def _tell(self, error: BaseException | None) -> None:
        assert self._answer is not None
        reached = self._begun[-1]
        self._answer.give(self._run.outcome(error, self._steps[reached]) | {"at": reached} | self._told())


class Answer:
    """The candidate's way to tell how it ended."""

    def __init__(self, result: int, token: str) -> None:
        self._result = result
        self._token = token

    def setup(self, outcome: dict[str, Any]) -> None:
        """End here if the setup did not run to its end."""
        if outcome["state"] != "holds":
            self.give(outcome)
            os._exit(0)

    def give(self, outcome: dict[str, Any]) -> None:
        """Write an outcome on a line of its own, behind the token: other text there is passed over."""
        if outcome["state"] == "memory":
            confine.leave_room()
        flush()
        _write(self._result, f"\n{self._token}{json.dumps(outcome)}\n".encode())


def flush() -> None:
    """Write what stands in the buffers of the standard streams."""
    for stream in (sys.stdout, sys.__stdout__, sys.stderr, sys.__stderr__):
        try:
            if stream is not None:
                stream.flush()
        except Exception:
            continue  # A closed or replaced stream is the candidate's business.


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
