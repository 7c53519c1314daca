"""Exercise processes that stay: the next job with the same setup begins where that setup has ended.

In: jobs. Out: for each an exercise process with its setup behind it, which no candidate can reach into.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from .oversee import Exercise, Surroundings

KEPT = 4
"""How many stay: an exercise runs under several seeds, and its setup under each of them."""


class Exercises:
    """A context that keeps exercise processes, and removes them in the end."""

    def __init__(self, around: Surroundings, *, private: Sequence[int]) -> None:
        self._around = around
        self._private = [*private, *around.folders.descriptors]
        # The one that was used last comes last.
        self._kept: dict[str, Exercise] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._kept:
            self._drop(next(iter(self._kept)))

    def of(self, job: dict[str, Any], *, done: int) -> Exercise:
        """Give the process that a job's candidates are to be forked from: one that stayed, or a new one.

        Args:
            job: the job.
            done: how many of its candidates have been run.
        """
        key = json.dumps({name: value for name, value in job.items() if name != "candidates"})
        if key in self._kept and not (self._kept[key].alive and self._kept[key].stays):
            self._drop(key)
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                self._drop(next(iter(self._kept)))
            self._kept[key] = self._start(job)
        exercise = self._kept[key] = self._kept.pop(key)
        exercise.take(job["candidates"], done=done)
        return exercise

    def tidy(self) -> None:
        """Leave no files behind a job."""
        self._around.folders.empty()

    def _start(self, job: dict[str, Any]) -> Exercise:
        ways = [exercise.way for exercise in self._kept.values()]
        return Exercise(job, self._around, private=[*self._private, *ways], spared=self._spared)

    def _drop(self, key: str) -> None:
        self._kept.pop(key).close()

    def _spared(self) -> set[int]:
        return {exercise.pid for exercise in self._kept.values() if exercise.alive}
