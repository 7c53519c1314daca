"""A process of ours that answers: one JSON line in, one JSON line out.

In: a command, and messages. Out: answers; none where it died or was too slow.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any


class Peer:
    """One process, ended with all that it started."""

    def __init__(self, command: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> None:
        """Start it.

        Raises:
            OSError: it cannot be started.
        """
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the process
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=folder,
            env=environment,
            # Ctrl-C in a terminal is for us; these end with their standard input.
            start_new_session=True,
        )
        self._pending = b""

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def processor_seconds(self) -> float:
        """Give the processor time of the process and of all that it has started."""
        ticks, waiting = 0, [self._process.pid]
        while waiting:
            place = Path("/proc", str(waiting.pop()))
            # It may end between two looks.
            with contextlib.suppress(OSError):
                # Its name, in brackets, may hold anything.
                numbers = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                ticks += int(numbers[11]) + int(numbers[12])
                for tasks in place.glob("task/*/children"):
                    waiting += map(int, tasks.read_text(encoding="ascii").split())
        return ticks / os.sysconf("SC_CLK_TCK")

    def ask(self, message: Mapping[str, Any], patience: float) -> dict[str, Any] | None:
        """Send a message and wait for its answer; None if the process died or does not answer."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            return None
        return self.answer(patience)

    def answer(self, patience: float) -> dict[str, Any] | None:
        """Wait for a line; None if the process died or does not write one in time."""
        assert self._process.stdout is not None
        deadline = time.monotonic() + patience
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._pending:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    return None
                part = os.read(self._process.stdout.fileno(), 1 << 16)
                if not part:
                    return None
                self._pending += part
        line, _, self._pending = self._pending.partition(b"\n")
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:
            return None
        return answer

    def end(self) -> None:
        """End the process; the kernel ends everything it started. Whoever waits for an answer hears of it."""
        # A process that was waited for has given its number back: it may be another's by now.
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def kill(self) -> None:
        """End the process and let go of it."""
        self.end()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()

    def last_words(self) -> str:
        """Give the last line of what it complained of."""
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing."
