"""A runner that keeps what it learnt, for the next build, another process or another machine.

In: any runner, a store, and the conditions. Out: another runner. Its own troubles never end a run.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace

from keyproof.verify.conditions import Conditions
from keyproof.verify.entry import DamagedError, from_bytes, is_keepable, to_bytes
from keyproof.verify.job import Job, Result, Runner
from keyproof.verify.store import Store


class Cache:
    """Answers a job that was run under equal conditions without running it again."""

    def __init__(
        self, run: Runner, store: Store, conditions: Conditions, *, say: Callable[[str], None]
    ) -> None:
        """Put a cache in front of a runner.

        Args:
            run: runs what is not in the store.
            store: where entries lie.
            conditions: what `run` runs under.
            say: told each trouble once, in one sentence.
        """
        self._run = run
        self._store = store
        self._conditions = conditions.digest
        self._say = say
        self._lock = threading.Lock()
        self._reads = self._writes = True
        self._told = False

    def run(self, job: Job) -> Result:
        """Give the kept result of an equal job, or run it and keep what came of it."""
        key = self.key(job)
        found = self._find(key, job)
        if found:
            return replace(found, cached=True)
        result = self._run(job)
        if is_keepable(result):
            self._keep(key, result)
        elif result.outside:
            self._tell_of(result.outside[0])
        return result

    def key(self, job: Job) -> str:
        """Name a job under these conditions."""
        return hashlib.sha256(f"{self._conditions} {job.digest}".encode()).hexdigest()

    def _find(self, key: str, job: Job) -> Result | None:
        if not self._reads:
            return None
        try:
            data = self._store.read(name_of(key))
        except OSError as error:
            with self._lock:
                first, self._reads = self._reads, False
            if first:
                self._say(f"The cache {self._store} cannot be read ({_why(error)}); every answer is run.")
            return None
        try:
            return from_bytes(key, data, job) if data is not None else None
        except DamagedError:
            self._say(f"The entry {name_of(key)} of the cache {self._store} is damaged; it is run again.")
            return None

    def _tell_of(self, outside: str) -> None:
        with self._lock:
            first, self._told = not self._told, True
        if first:
            self._say(f"Answers that use {outside} or the like are run each time: it may change.")

    def _keep(self, key: str, result: Result) -> None:
        if not self._writes:
            return
        try:
            self._store.write(name_of(key), to_bytes(key, result))
        except OSError as error:
            with self._lock:
                first, self._writes = self._writes, False
            if first:
                where = f"the cache {self._store} ({_why(error)})"
                self._say(f"Nothing more is kept in {where}; the run goes on.")


def name_of(key: str) -> str:
    """Spread entries over 256 folders."""
    return f"{key[:2]}/{key[2:]}.json"


def _why(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
