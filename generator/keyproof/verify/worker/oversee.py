"""The worker's side of one exercise: starts its processes, and removes whatever is left of them.

In: a job's setup, then candidates. Out: one outcome a candidate, whatever it did to itself or to the process
that it was forked from.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from . import confine, exercise
from .folders import Folders
from .forks import fork
from .ground import Ground, Picture
from .watch import GLANCE, Outcome, Pipes, Watch
from .witness import Witness

COMPILING = 60.0
"""Seconds for the exercise process to compile what it was handed."""

PATIENCE = 5.0
"""Seconds for the exercise process to fork or to reap, which takes milliseconds."""

ROUNDS = 1000
"""Rounds of killing descendants; each round kills all that can be seen."""

SIGNALS = {signal.SIGXCPU: "timeout", signal.SIGXFSZ: "output"}
"""Signals by which the kernel enforces a limit, and the state each stands for."""


class LostError(Exception):
    """The exercise process is gone or does not answer."""


class UnbegunError(LostError):
    """The exercise process was lost before it could fork the candidate, which has no part in that."""


class LateError(LostError):
    """The exercise process is there, but does not answer in time."""


@dataclass(frozen=True)
class Surroundings:
    """What all exercise processes of a worker have in common."""

    folders: Folders
    """Where they may write."""

    ground: Ground | None
    """What checks rely on, where the worker can look at that."""

    hung_up: Callable[[], None]
    """Ends the worker if its parent is gone."""


class Exercise:
    """An exercise process and its descendants; `close` removes them all."""

    def __init__(
        self,
        job: dict[str, Any],
        around: Surroundings,
        *,
        private: Sequence[int],
        spared: Callable[[], set[int]],
    ) -> None:
        self._job = job
        self._folders, self._ground, self._hung_up = around.folders, around.ground, around.hung_up
        self._spared = spared
        self._candidates: list[dict[str, Any]] = []
        # What candidates forked from the same memory begin with.
        self._first: Picture | None = None
        self._done = 0
        self.alive = True
        self.lost = False
        """Whether it did not get ready."""
        self.stays = False
        """Whether its setup would do the same for the next job: it looked at nothing that may change."""
        self.single = False
        """Whether candidates would share something of the setup, so that each needs a setup of its own."""
        self._left = self._folders.begin()
        here = os.getpid()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.pid = fork()
        if self.pid == 0:
            try:
                self._control.close()
                shared = exercise.Shared(self._job, theirs, private)
                exercise.live(shared, str(self._folders.work), here)
            finally:
                os._exit(1)
        theirs.close()
        self.failure = self._setup()
        """How the setup ended, if it did not run to its end."""
        self.alive = self.failure is None

    @property
    def way(self) -> int:
        """The descriptor by which it is told what to do."""
        return self._control.fileno()

    def close(self) -> None:
        """Remove the process, and what is left of its candidates."""
        self.alive = False
        self._control.close()
        self._sweep()
        self._folders.empty()

    def _sweep(self) -> None:
        _kill_children(spare=self._spared())

    def take(self, candidates: list[dict[str, Any]], *, done: int) -> None:
        """Hand over what is to be run next; a process that is lost is noticed when it is to run it."""
        self._candidates = candidates
        self._done = done
        self._first = None
        if self.failure is not None:
            return
        try:
            self._hand_over(candidates[done : done + 1] if self.single else candidates[done:])
            self._hear(COMPILING)
        except LostError:
            self.lost = True

    def _hand_over(self, candidates: list[dict[str, Any]]) -> None:
        # Too long for a message: an exercise with many blanks has a thousand candidates.
        file = os.memfd_create("candidates")
        try:
            with open(file, "wb", closefd=False) as written:
                written.write(json.dumps(candidates).encode())
            self._send({"candidates": len(candidates)}, [file])
        finally:
            os.close(file)

    def _setup(self) -> Outcome | None:
        """Wait for the setup; give its outcome if it did not run to its end."""
        seconds = self._job["setup_seconds"]
        try:
            told = self._hear(seconds)
        except LateError:
            return {"state": "timeout", "step": "setup", "detail": f"it ran for more than {seconds:g} s"}
        except LostError:
            return {"state": "crash", "step": "setup", "detail": "it ended its own process"}
        self.single = told["shares"]
        self.stays = not (told["shares"] or told["outside"])
        self._left = self._folders.remember()
        ended: Outcome | None = told["setup"]
        return ended

    def run(self, index: int) -> Outcome:
        """Run one candidate; `alive` tells afterwards whether the exercise process survived it.

        Raises:
            UnbegunError: it has to be run by another exercise process.
        """
        self._hung_up()
        self._folders.restore(self._left)
        try:
            return self._run(index)
        except LostError:
            self.alive = False
            raise UnbegunError("the process that was to run it is gone") from None
        finally:
            self.alive = self.alive and not self.single
            self._sweep()
            if self.alive and confine.children(self.pid):
                # Nobody's child but the candidate's, and there on purpose.
                self.alive = False
                self._sweep()

    def _run(self, index: int) -> Outcome:
        if self.lost:
            raise LostError
        token = secrets.token_hex(16)
        steps = self._candidates[index]["steps"]
        with Pipes() as pipes:
            witness = Witness(steps, pipes.gate, self._ground, first=self._first)
            watch = Watch(self._job, pipes, witness, token=token, hung_up=self._hung_up)
            command = {"candidate": index - self._done, "running": confine.threads(), "token": token}
            with self._folders.opened_work() as folder:
                pid = self._ask(command, [*pipes.writing, folder])["pid"]
            pipes.hand_over()
            limit = watch.until_end(pid)
            # On a device each candidate has a setup of its own.
            self._first = witness.first if self._job["device"] == "cpu" else None
            _kill_group(pid)
            try:
                status = self._ask({"reap": True}, [])["status"]
            except LostError:
                # Whether it was quick enough to answer all the same is a matter of luck, so it never counts.
                self.alive = False
                status = None
            if not self.alive:
                self._sweep()
            # Only now is nobody left who could still be writing.
            ended = limit and watch.printed_by(limit)
            answer = watch.outcome() if status is not None else None
            if not (limit or answer or witness.begun):
                raise LostError
            return ended or answer or watch.printed_by(_died(status))

    def _ask(self, message: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        self._send(message, descriptors)
        return self._hear(PATIENCE)

    def _send(self, message: dict[str, Any], descriptors: list[int]) -> None:
        try:
            socket.send_fds(self._control, [json.dumps(message).encode()], descriptors)
        except OSError as error:
            raise LostError from error

    def _hear(self, seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while not select.select([self._control], [], [], max(0, min(GLANCE, deadline - time.monotonic())))[0]:
            self._hung_up()
            if time.monotonic() > deadline:
                raise LateError
        try:
            message: dict[str, Any] = json.loads(self._control.recv(exercise.COMMAND))
        except (OSError, ValueError) as error:
            raise LostError from error
        return message


def _crash(detail: str) -> Outcome:
    return {"state": "crash", "detail": detail}


def _died(status: int | None) -> Outcome:
    if status is None:
        return _crash("it ended the process that runs it")
    if status >= 0:
        return _crash(f"it ended its own process with exit status {status}")
    if -status in SIGNALS:
        return {"state": SIGNALS[signal.Signals(-status)], "detail": "it ran into a limit of the system"}
    return _crash(f"its process died of {signal.Signals(-status).name}")


def _kill_group(pid: int) -> None:
    # Its number cannot be another's yet: the exercise process reaps it only when it is told to.
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _kill_children(*, spare: set[int]) -> None:
    """Kill and reap every descendant; those whose parents die become our children and follow."""
    for _ in range(ROUNDS):
        children = [pid for pid in confine.children(os.getpid()) if pid not in spare]
        if not children:
            return
        for pid in children:
            _kill_group(pid)
        for pid in children:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
