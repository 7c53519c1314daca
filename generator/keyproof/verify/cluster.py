"""Workers on a Dask cluster: each of its processes keeps a pool of its own for the time of the run.

In: jobs. Out: the results that workers here would give. A lost machine costs time, nothing else.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import uuid
from concurrent.futures import CancelledError, Future
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Self

from distributed import Client, KilledWorker, Worker, WorkerPlugin, get_worker

from keyproof.errors import KeyproofError, SettingsError, WorkerError
from keyproof.settings import Settings
from keyproof.verify.circumstances import confined
from keyproof.verify.conditions import Conditions, conditions
from keyproof.verify.job import Job, Result, crashed
from keyproof.verify.pool import Pool

ADDRESS = re.compile(r"(?:(?:tcp|tls|wss?|ucx)://)?[^\s/]+:[0-9]{1,5}")

CONNECT = 10.0
"""Seconds for the scheduler to answer."""

JOIN = 30.0
"""Seconds for a first worker to join, and for a new one when all are lost."""

GLANCE = 5.0
"""Seconds between two looks whether anybody is left."""

AHEAD = 2
"""Jobs for each thread of the cluster: one that runs, one that waits there."""


class Workplace(WorkerPlugin):  # type: ignore[misc]  # the library is not typed
    """What a process of the cluster keeps between jobs; it is made anew wherever a lost one restarts."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def setup(self, worker: Worker) -> None:
        """Look at this machine. No worker of ours is started before the first job."""
        del worker
        settings = replace(self._settings, python=sys.executable)
        self.conditions = conditions(settings)
        self._pool = Pool(settings)
        self._run = confined(self._pool.run, settings)

    def teardown(self, worker: Worker) -> None:
        """End this process's own workers."""
        del worker
        self._pool.close()

    def run(self, job: Job, *, under: str) -> Result:
        """Run a job, if this machine is like those that were there at the start."""
        if self.conditions.digest != under:
            raise WorkerError("A Dask worker joined that is not like the rest: packages or Keyproof differ.")
        return self._run(job)


class Cluster:
    """A context manager that joins a cluster; `run` may be called from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._address = settings.dask
        self._settings = settings
        self._name = f"keyproof-{uuid.uuid4()}"

    def __enter__(self) -> Self:
        # Every loss that is survived would be told on the terminal, between the findings.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._client = self._connect()
        try:
            self._join()
        except BaseException:
            self._client.close(timeout=CONNECT)
            raise
        # The same call twice may be two jobs of two runs: `pure` would take one's result for the other's.
        self._executor = self._client.get_executor(pure=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._executor.shutdown(wait=False)
            self._client.unregister_worker_plugin(self._name)
        except Exception:
            # The cluster is lost; its processes take their pools with them.
            logging.getLogger(__name__).debug("the cluster is gone", exc_info=True)
        self._client.close(timeout=CONNECT)

    def run(self, job: Job) -> Result:
        """Run a job somewhere; somewhere else if that machine is lost.

        Raises:
            WorkerError: the cluster itself is lost, or one of its machines cannot run anything.
        """
        try:
            future = self._executor.submit(run_here, self._name, job, self.conditions.digest)
            return self._result(future)
        except KilledWorker:
            return crashed(job, "every machine that ran this exercise was lost")
        except KeyproofError:
            raise
        except (Exception, CancelledError) as error:
            raise WorkerError(f"The Dask cluster at {self._address} was lost: {_told(error)}") from error

    def _result(self, future: Future[Result]) -> Result:
        alone = 0.0
        while True:
            try:
                return future.result(GLANCE)
            except TimeoutError:
                if future.done():
                    raise
            there = self._client.scheduler_info(n_workers=1).get("workers")
            alone = 0.0 if there else alone or time.monotonic()
            if alone and time.monotonic() - alone > JOIN:
                raise WorkerError(f"The Dask cluster at {self._address} has no worker left.")

    def _connect(self) -> Client:
        if not ADDRESS.fullmatch(self._address):
            raise SettingsError(
                f"'{self._address}' is not the address of a Dask scheduler, such as tcp://127.0.0.1:8786."
            )
        try:
            return Client(self._address, timeout=CONNECT, set_as_default=False, name="keyproof")
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"No Dask scheduler answers at '{self._address}'. "
                "Start one with `dask scheduler`, and give the address it prints."
            ) from error

    def _join(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=JOIN)
        except TimeoutError as error:
            raise SettingsError(
                f"The Dask scheduler at '{self._address}' has no worker. "
                f"Start one with `dask worker {self._address}`."
            ) from error
        try:
            self._client.register_plugin(Workplace(self._settings), name=self._name)
            found: dict[str, Conditions] = self._client.run(look_around, self._name)
        except Exception as error:
            raise SettingsError(
                f"The Dask workers at '{self._address}' cannot verify: {_told(error)} "
                "Install 'keyproof[torch,dask]' where they run."
            ) from error
        # What is required of a sandbox is required where answers run.
        self.conditions = _common(found, here=conditions(replace(self._settings, sandbox="auto")))
        self.jobs = max(1, AHEAD * sum(self._client.nthreads().values()))


def run_here(name: str, job: Job, under: str) -> Result:
    """Run a job on the machine of the cluster that this is called on."""
    workplace: Workplace = get_worker().plugins[name]
    return workplace.run(job, under=under)


def look_around(name: str, dask_worker: Worker) -> Conditions:
    """Tell under what this machine of the cluster runs jobs."""
    workplace: Workplace = dask_worker.plugins[name]
    return workplace.conditions


def _common(found: dict[str, Conditions], *, here: Conditions) -> Conditions:
    """Give what all workers share: results of unlike ones would stand under one name in the cache."""
    (first, expected), *rest = sorted(found.items())
    if expected.program != here.program:
        raise SettingsError(f"The Dask worker {first} has another version of Keyproof than this machine.")
    for address, other in rest:
        if other != expected:
            raise SettingsError(
                f"The Dask workers {first} and {address} are not alike: {_difference(expected, other)}."
            )
    return expected


def _walls(conditions: Conditions) -> str:
    return f"a sandbox ({', '.join(conditions.protections)})" if conditions.protections else "limits only"


def _difference(one: Conditions, other: Conditions) -> str:
    pairs: list[tuple[str, Any, Any]] = [
        (name, mine, getattr(other.interpreter, name)) for name, mine in asdict(one.interpreter).items()
    ]
    for name, mine, theirs in pairs:
        if name == "packages" and mine != theirs:
            unlike = sorted(set(mine) ^ set(theirs))
            return f"only one has {' and '.join(unlike[:2])}" + (" …" if len(unlike) > 2 else "")
        if mine != theirs:
            return f"{name} is {mine} and {theirs}"
    if one.protections != other.protections:
        return f"one confines answers by {_walls(one)}, the other by {_walls(other)}"
    return "they have different versions of Keyproof"


def _told(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0]}." if text else f"{type(error).__name__}."
