"""One candidate process as the worker sees it: three pipes, a gate, a pidfd and a clock.

In: the process and its limits. Out: its outcome, or None when it died without one.
"""

from __future__ import annotations

import json
import os
import select
import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from . import confine
from .values import clean
from .witness import Witness

Outcome = dict[str, Any]

RESULT = 4 * 1024 * 1024
"""Bytes read from a result pipe; more can only be garbage."""

GLANCE = 0.1
"""Seconds between two looks at what no pipe tells: too many processes, a parent that is gone."""

SOON = 0.001
"""Seconds until the next look at a process that is about to wait at a gate."""

_PART = 1 << 16


class Pipes:
    """Standard output, standard error, result and gate of one candidate; a context that closes them."""

    def __enter__(self) -> Self:
        pipes = [os.pipe() for _ in range(3)]
        self.reading = [pipe[0] for pipe in pipes]
        self.writing = [pipe[1] for pipe in pipes]
        for descriptor in self.reading:
            os.set_blocking(descriptor, False)
        # A socket: unlike a pipe, whoever holds one end cannot put anything into it.
        self.gate, theirs = socket.socketpair()
        self.gate.setblocking(False)  # noqa: FBT003 the only parameter it has
        self.writing.append(theirs.detach())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hand_over()
        self.gate.close()
        for descriptor in self.reading:
            os.close(descriptor)

    def hand_over(self) -> None:
        """Close the candidate's ends, which it has by now."""
        for descriptor in self.writing:
            os.close(descriptor)
        self.writing = []


class Watch:
    """Collects what a candidate writes, until it has answered, died or gone past a limit."""

    def __init__(
        self,
        job: dict[str, Any],
        pipes: Pipes,
        witness: Witness,
        *,
        token: str,
        hung_up: Callable[[], None],
    ) -> None:
        self._job = job
        self._witness = witness
        self._gate = pipes.gate.fileno()
        self._mark = b"\n" + token.encode()
        self._hung_up = hung_up
        printed = job["output_kb"] * 1024
        self._room = dict(zip(pipes.reading, (printed, printed, RESULT), strict=True))
        self._kept = {descriptor: bytearray() for descriptor in pipes.reading}
        self._out, _, self._result = pipes.reading

    def until_end(self, pid: int) -> Outcome | None:
        """Watch the process; what it printed is read once more after its death, see `outcome`."""
        process = os.pidfd_open(pid)
        poll = select.poll()
        for descriptor in (process, self._gate, *self._kept):
            poll.register(descriptor, select.POLLIN)
        look = time.monotonic() + GLANCE
        deadline = time.monotonic() + self._job["seconds"]
        try:
            while not self._ended():
                now = time.monotonic()
                if now >= deadline:
                    return {"state": "timeout", "detail": f"it ran for more than {self._job['seconds']:g} s"}
                if now >= look:
                    look = now + GLANCE
                    if self._too_many():
                        detail = f"it started more than {self._job['processes']} processes"
                        return {"state": "crash", "detail": detail}
                left = min(deadline, look, now + SOON if self._witness.waiting else deadline) - now
                ready = [descriptor for descriptor, _ in poll.poll(1000 * left)]
                if any([self._read(descriptor, poll) for descriptor in ready if descriptor in self._kept]):
                    return self._too_much()
                if self._gate in ready and not self._witness.knock():
                    poll.unregister(self._gate)
                self._witness.look(pid)
                if ready == [process]:
                    return None
        finally:
            os.close(process)
        return None

    def outcome(self) -> Outcome | None:
        """Give what the dead process answered, with everything it printed."""
        for descriptor in self._kept:
            if self._read(descriptor, None):
                return self._too_much()
        if not self._answered():
            return None
        line = bytes(self._kept[self._result]).rpartition(self._mark)[2].partition(b"\n")[0]
        answered: Outcome = self._witness.confirm(json.loads(line))
        return answered | {"stdout": self._printed()}

    def printed_by(self, outcome: Outcome) -> Outcome:
        """Add what was printed to an outcome that the process did not write itself."""
        return outcome | {"stdout": self._printed()}

    def _too_many(self) -> bool:
        # Against root the kernel does not count, so the worker does.
        self._hung_up()
        # One more is the exercise process.
        allowed: int = self._job["processes"] + 1
        return len(confine.descendants(os.getpid())) > allowed

    def _ended(self) -> bool:
        return self._witness.satisfied and self._answered()

    def _answered(self) -> bool:
        kept = self._kept[self._result]
        start = kept.rfind(self._mark)
        return start >= 0 and kept.find(b"\n", start + 1) > 0

    def _read(self, descriptor: int, poll: select.poll | None) -> bool:
        """Take what is there; tell whether it is more than allowed."""
        kept = self._kept[descriptor]
        while len(kept) <= self._room[descriptor]:
            try:
                part = os.read(descriptor, _PART)
            except BlockingIOError:
                return False
            if not part:
                if poll:
                    poll.unregister(descriptor)
                return False
            kept += part
        return True

    def _too_much(self) -> Outcome:
        detail = f"it printed more than {self._job['output_kb']} KiB"
        return self.printed_by({"state": "output", "detail": detail})

    def _printed(self) -> str:
        kept = bytes(self._kept[self._out][: self._room[self._out]])
        return clean(kept.decode("utf-8", errors="replace"))
