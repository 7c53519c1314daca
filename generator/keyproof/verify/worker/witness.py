"""The worker's own look at a candidate: where its main thread stands, and whether the ground is what it was.

In: a candidate's process, which stops at gates. Out: what it may do next, and whether its check really ended.

Nothing that a candidate says is believed, since its program can say anything that the judge inside can say.
But the kernel tells in which system call a process waits, with which argument, and how deep its stack is.
The judge waits in `read`, and the number of bytes it asks for names the gate. Whatever code of the author's
runs on the main thread runs deeper, inside `exec`; other threads are not asked.
"""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import Any

from . import confine
from .gates import BEGIN, CHECK, ENDED, HELD
from .ground import Ground, Picture
from .library import CHECKING
from .spans import GoneError, opened

NEAR = 160
"""Bytes by which the stack of one gate may differ from another's: with threads, the C library takes a few
more. One call of `exec` takes four times as many."""

PATIENCE = 5.0
"""Seconds for a forked process to fall asleep, which takes a thousandth."""

GLANCES = 50
"""Looks in a row at a process that was said to be at a gate."""

_LINE = 400
"""Bytes of a line about a system call, which has nine numbers."""


class Witness:
    """Follows one candidate from gate to gate; without a ground to look at it believes what it is told."""

    def __init__(
        self,
        steps: list[dict[str, Any]],
        gate: socket.socket,
        ground: Ground | None,
        *,
        first: Picture | None = None,
    ) -> None:
        self._gate = gate
        self._ground = ground
        checks = [step for step in steps if step["role"] in CHECKING]
        self._checks = bool(checks)
        self._expected = [BEGIN, *(CHECK for _ in checks), HELD]
        self._place: tuple[str, int] | None = None
        self.first = first
        """What the ground was like before the author's code began: for all that were forked alike."""
        self._knocked = False
        self._end = 0
        self._spoiled = ""
        if ground is None:
            # Every gate stands open.
            gate.shutdown(socket.SHUT_WR)

    @property
    def waiting(self) -> bool:
        """Whether it is worth looking again soon."""
        return self._knocked and not self._end

    @property
    def begun(self) -> bool:
        """Whether the author's code may have run."""
        return self._ground is None or self._place is not None

    @property
    def satisfied(self) -> bool:
        """Whether the process has come to its last gate."""
        return self._ground is None or bool(self._end)

    def knock(self) -> bool:
        """Take note of a knock at the gate, which anyone can give; tell whether there may be more."""
        self._knocked = True
        return bool(self._gate.recv(1 << 12))

    def look(self, pid: int) -> None:
        """Let the candidate pass if it stands at the gate where it must."""
        for _ in range(GLANCES if self.waiting and self._ground else 0):
            position = _position(pid)
            if position and self._is_judge(*position) and self._let_pass(pid, position[1]):
                return
            os.sched_yield()

    def confirm(self, outcome: dict[str, Any]) -> dict[str, Any]:
        """Give an outcome back if it agrees with what was seen, and a crash otherwise."""
        if self._ground is None or outcome["state"] != "holds":
            return outcome
        if self._end != HELD:
            return {"state": "crash", "detail": "it said that it holds before its check had run to the end"}
        if self._spoiled:
            return {"state": "crash", "detail": f"it changed {self._spoiled}, on which its check relies"}
        return outcome

    def _is_judge(self, call: str, count: int, stack: int) -> bool:
        if self._place is None and count == BEGIN:
            # The author's code has not begun.
            self._place = call, stack
        return self._place is not None and call == self._place[0] and abs(stack - self._place[1]) <= NEAR

    def _let_pass(self, pid: int, count: int) -> bool:
        if count == ENDED and self._expected[0] != BEGIN:
            self._end = ENDED
            return True
        if count != self._expected[0]:
            return False
        try:
            self._inspect(pid)
        except GoneError:
            return True
        if count == HELD:
            self._end = HELD
            return True
        del self._expected[0]
        self._knocked = False
        self._gate.send(b".")
        return True

    def _inspect(self, pid: int) -> None:
        assert self._ground is not None
        if not self._checks:
            # The program's own run is the answer.
            return
        if self.first is None:
            self.first = self._ground.picture(pid)
        elif self._expected[0] != BEGIN:
            now = self._ground.picture(pid, like=self.first)
            self._spoiled = self._spoiled or self._ground.difference(self.first, now)


def _position(pid: int) -> tuple[str, int, int] | None:
    """Give the system call that the main thread waits in, its third argument, and the stack pointer."""
    try:
        file = os.open(f"/proc/{pid}/task/{pid}/syscall", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        words = os.read(file, _LINE).decode("ascii").split()
    except OSError:
        return None
    finally:
        os.close(file)
    # A process that runs has no such numbers.
    if len(words) != 9:
        return None
    return words[0], int(words[3], 16), int(words[7], 16)


def can_look() -> bool:
    """Tell whether the kernel lets a parent look at its children here."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            confine.hide(hidden=False)
            os.write(tell, b".")
            time.sleep(PATIENCE)
        finally:
            os._exit(0)
    try:
        os.read(told, 1)
        end = time.monotonic() + PATIENCE
        while _position(child) is None and time.monotonic() < end:
            Path(f"/proc/{child}/syscall").read_bytes()
            time.sleep(0.001)
        with opened(child):
            return _position(child) is not None
    except (OSError, GoneError):
        # It is not there, or not for us.
        return False
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(told)
        os.close(tell)
