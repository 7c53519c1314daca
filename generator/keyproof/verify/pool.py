"""Workers on this machine: started when first needed, kept warm, replaced when they die.

In: jobs. Out: results. Time-outs, crashes and exhausted memory are results, not exceptions.
"""

from __future__ import annotations

import os
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from keyproof.errors import WorkerError
from keyproof.settings import Settings
from keyproof.verify.job import Job, Result, crashed, joined, result_from_json
from keyproof.verify.peer import Peer
from keyproof.verify.sandbox import Sandbox, sandbox_of

WORKER = Path(__file__).parent / "worker" / "__main__.py"

START = 180.0
"""Seconds that importing torch may take."""

DEVICE_START = 30.0
"""Seconds on top of a candidate's limit and of its setup's in which a GPU may be started."""

OF_DEVICES = ("CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER")
"""Variables of our own environment that say which GPU is meant."""

SLACK = 10.0
"""Seconds beyond a candidate's own limit until the worker itself is taken to hang."""

NEEDED = "pip install 'keyproof[torch]'"
"""What brings torch."""

DEATHS = 4
"""Candidates in a row that cost a worker each, twice, until the rest is given up."""


class Pool:
    """A context manager that keeps workers; `run` may be called from several threads."""

    def __init__(self, settings: Settings, *, worker: Path = WORKER) -> None:
        self._settings = settings
        self._program = worker
        self._sandbox = sandbox_of(settings)
        # A sandbox dies with the thread that started it: this one lives as long as the pool.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keyproof-starter")
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._closed = False
        self._lock = threading.Lock()
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def warm(self) -> int:
        """How many workers have torch imported and wait for a job."""
        with self._lock:
            return len(self._idle)

    def close(self) -> None:
        """End every worker, in the middle of a job too, and remove the scratch folders; for good."""
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.end()
            for worker in self._idle:
                worker.kill()
            self._workers.clear()
            self._idle.clear()
            if self._scratch:
                self._scratch.cleanup()
                self._scratch = None
            self._starter.shutdown(wait=False)

    def run(self, job: Job) -> Result:
        """Run a job on a warm worker. If that dies, find the candidate that kills it: the others keep theirs.

        Raises:
            WorkerError: no worker can be started at all, or the pool was closed.
        """
        result = self._try(job)
        if result is None and len(job.candidates) > 1:
            return self._one_by_one(job)
        return result or self._try(job) or crashed(job, "the worker died twice while it ran this")

    def _one_by_one(self, job: Job) -> Result:
        results: list[Result] = []
        deaths = 0
        for candidate in job.candidates:
            alone = replace(job, candidates=(candidate,))
            lost = crashed(alone, "the worker died each time it was tried")
            # Where everything dies, it is not the candidates.
            result = self.run(alone) if deaths < DEATHS else lost
            if result.setup:
                return result
            deaths = 0 if result.torch else deaths + 1
            results.append(result)
        return joined(results)

    def _try(self, job: Job) -> Result | None:
        message = self._message(job)
        patience = message["setup_seconds"] + len(job.candidates) * (message["seconds"] + SLACK) + SLACK
        worker = self._take()
        answer = worker.ask(message, patience)
        if answer is None:
            self._discard(worker)
            return None
        with self._lock:
            self._idle.append(worker)
        return result_from_json(job, answer)

    def _take(self) -> Worker:
        while True:
            with self._lock:
                if not self._idle:
                    break
                worker = self._idle.pop()
            if worker.alive:
                return worker
            self._discard(worker)
        worker = self._start()
        try:
            worker.wait_until_ready()
        except WorkerError:
            self._discard(worker)
            raise
        return worker

    def _start(self) -> Worker:
        with self._lock:
            if self._closed:
                raise WorkerError("The run was ended before this exercise was verified.")
            if self._scratch is None:
                self._scratch = tempfile.TemporaryDirectory(prefix="keyproof-", ignore_cleanup_errors=True)
            folder = Path(tempfile.mkdtemp(dir=self._scratch.name))
            started = self._starter.submit(
                Worker, self._settings.python, self._program, folder, self._sandbox
            )
            worker = started.result()
            self._workers.add(worker)
            return worker

    def _discard(self, worker: Worker) -> None:
        worker.kill()
        with self._lock:
            self._workers.discard(worker)

    def _message(self, job: Job) -> dict[str, Any]:
        limits = self._settings.limits
        first = 0.0 if job.device == "cpu" else DEVICE_START + max(limits.seconds, job.seconds or 0)
        return job.to_json() | {
            "environment": {name: os.environ[name] for name in OF_DEVICES if name in os.environ},
            "seconds": first + (job.seconds or limits.seconds),
            "setup_seconds": max(limits.seconds, job.seconds or 0),
            "memory_mb": limits.memory_mb,
            "output_kb": limits.output_kb,
            "processes": limits.processes,
            "file_mb": limits.file_mb,
        }


class Worker(Peer):
    """One worker process, which imports torch before its first job."""

    def __init__(self, python: str, program: Path, folder: Path, sandbox: Sandbox) -> None:
        self._python = python
        try:
            super().__init__(
                sandbox.command(python, program, folder),
                folder=folder,
                environment=_environment(sandbox.scratch(folder)),
            )
        except OSError as error:
            raise WorkerError(f"No worker can be started with '{python}': {error.strerror}.") from error

    def wait_until_ready(self) -> None:
        """Wait until torch is imported, or raise what the worker said last."""
        if (self.answer(START) or {}).get("ready") is not True:
            self.kill()
            said = self.last_words()
            if "No module named 'torch'" in said:
                raise WorkerError(f"Answers are run with PyTorch, and {self._python} has none: {NEEDED}.")
            raise WorkerError(f"A worker did not start with '{self._python}': {said}")


def _environment(folder: str) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        # Huge pages for the heap: a fork copies page tables, and takes a quarter less with them.
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
