"""The worker's side of one exercise: starts its processes, and removes whatever is left of them.

In: a job. Out: one outcome a candidate, whatever it did to itself or to the exercise process.
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
from types import TracebackType
from typing import Any, Self

from . import confine, exercise
from .folders import Folders
from .ground import Ground
from .watch import GLANCE, Outcome, Pipes, Watch
from .witness import Witness

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


class Exercise:
    """An exercise process and its descendants; as a context it removes them all."""

    def __init__(
        self,
        job: dict[str, Any],
        folders: Folders,
        ground: Ground | None,
        *,
        private: Sequence[int],
        hung_up: Callable[[], None],
    ) -> None:
        self._job = job
        self._folders = folders
        self._ground = ground
        self._private = (*private, *folders.descriptors)
        self._hung_up = hung_up
        self.alive = True
        self.single = False
        """Whether candidates would share something of the setup, so that each needs a setup of its own."""

    def __enter__(self) -> Self:
        self._folders.begin()
        here = os.getpid()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._pid = os.fork()
        if self._pid == 0:
            try:
                self._control.close()
                shared = exercise.Shared(self._job, theirs, self._private)
                exercise.live(shared, str(self._folders.work), here)
            finally:
                os._exit(1)
        theirs.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._control.close()
        _kill_children(spare=None)
        self._folders.empty()

    def setup(self) -> Outcome | None:
        """Wait for the setup; give its outcome if it did not run to its end."""
        seconds = self._job["setup_seconds"]
        try:
            told = self._hear(seconds)
        except LateError:
            return {"state": "timeout", "step": "setup", "detail": f"it ran for more than {seconds:g} s"}
        except LostError:
            return {"state": "crash", "step": "setup", "detail": "it ended its own process"}
        self.single = told["shares"]
        self._folders.remember()
        ended: Outcome | None = told["setup"]
        return ended

    def run(self, index: int) -> Outcome:
        """Run one candidate; `alive` tells afterwards whether the exercise process survived it.

        Raises:
            UnbegunError: it has to be run by another exercise process.
        """
        self._hung_up()
        self._folders.restore()
        try:
            return self._run(index)
        except LostError:
            self.alive = False
            raise UnbegunError("the process that was to run it is gone") from None
        finally:
            self.alive = self.alive and not self.single
            _kill_children(spare=self._pid if self.alive else None)

    def _run(self, index: int) -> Outcome:
        token = secrets.token_hex(16)
        steps = self._job["candidates"][index]["steps"]
        with Pipes() as pipes:
            witness = Witness(steps, pipes.gate, self._ground)
            watch = Watch(self._job, pipes, witness, token=token, hung_up=self._hung_up)
            command = {"candidate": index, "folder": str(self._folders.work), "token": token}
            pid = self._ask(command, pipes.writing)["pid"]
            pipes.hand_over()
            limit = watch.until_end(pid)
            _kill_group(pid)
            try:
                status = self._ask({"reap": True}, [])["status"]
            except LostError:
                # Whether it was quick enough to answer all the same is a matter of luck, so it never counts.
                self.alive = False
                status = None
            if not self.alive:
                _kill_children(spare=None)
            # Only now is nobody left who could still be writing.
            ended = limit and watch.printed_by(limit)
            answer = watch.outcome() if status is not None else None
            if not (limit or answer or witness.begun):
                raise LostError
            return ended or answer or watch.printed_by(_died(status))

    def _ask(self, message: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        try:
            socket.send_fds(self._control, [json.dumps(message).encode()], descriptors)
        except OSError as error:
            raise LostError from error
        return self._hear(PATIENCE)

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


def _kill_children(*, spare: int | None) -> None:
    """Kill and reap every descendant; those whose parents die become our children and follow."""
    for _ in range(ROUNDS):
        children = [pid for pid in confine.children(os.getpid()) if pid != spare]
        if not children:
            return
        for pid in children:
            _kill_group(pid)
        for pid in children:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
