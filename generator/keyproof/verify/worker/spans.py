"""Pieces of another process's memory, read from outside.

In: addresses and sizes. Out: their bytes, from `/proc/<pid>/mem`, in which the other process has no part.

`process_vm_readv` takes one call instead of many, but pins what it reads: pages that a fork still shares are
copied for it, each time, in the process that is only looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter

Span = tuple[int, int]
"""An address and a number of bytes."""

Pieces = tuple[bytearray, ...]

NEAR = 2048
"""Bytes between two pieces that are read along. It is less than a page, so they are there to be read."""


class GoneError(Exception):
    """The process is dead, or its memory may not be read."""


class Spans:
    """Pieces at fixed addresses, to be read again and again."""

    def __init__(self, spans: Sequence[Span]) -> None:
        starts: dict[int, int] = {}
        runs: list[list[int]] = []
        total = 0
        for start, size in sorted(set(spans)):
            if runs and start - runs[-1][1] <= NEAR:
                first, end, offset = runs[-1]
                runs[-1][1] = max(end, start + size)
                total += runs[-1][1] - end
            else:
                first, offset = start, total
                runs.append([start, start + size, total])
                total += size
            starts[start] = offset + start - first
        # Kept: memory of this size would be asked of the kernel, and given back, at every look.
        self._buffer = bytearray(total)
        view = memoryview(self._buffer)
        self._runs = [([view[offset : offset + end - start]], start) for start, end, offset in runs]
        self._pieces = itemgetter(
            *(slice(starts[start], starts[start] + size) for start, size in spans), slice(0)
        )

    def read(self, memory: int) -> Pieces:
        """Give the bytes of each piece, in the order of the spans.

        Args:
            memory: what `opened` gave.

        Raises:
            GoneError: they cannot be read.
        """
        try:
            for into, start in self._runs:
                if os.preadv(memory, into, start) != len(into[0]):
                    raise GoneError
        except OSError as error:
            raise GoneError from error
        pieces: Pieces = self._pieces(self._buffer)
        return pieces[:-1]


@contextmanager
def opened(pid: int) -> Iterator[int]:
    """Open the memory of a process for reading.

    Raises:
        GoneError: the process is dead, or may not be looked at.
    """
    try:
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise GoneError from error
    try:
        yield memory
    finally:
        os.close(memory)
