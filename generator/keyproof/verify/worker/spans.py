"""Pieces of another process's memory, read in one go.

In: addresses and sizes. Out: their bytes, by process_vm_readv, in which the other process has no part.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from operator import itemgetter

Span = tuple[int, int]
"""An address and a number of bytes."""

NEAR = 2048
"""Bytes between two pieces that are read along. It is less than a page, so they are there to be read."""

_MANY = 1000
"""Pieces of one system call; the kernel takes 1024."""

_LIBC = ctypes.CDLL(None, use_errno=True)


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
        self._size = total
        self._calls = [_Call(runs[at : at + _MANY]) for at in range(0, len(runs), _MANY)]
        self._pieces = itemgetter(
            *(slice(starts[start], starts[start] + size) for start, size in spans), slice(0)
        )

    def read(self, pid: int) -> tuple[bytes, ...]:
        """Give the bytes of each piece, in the order of the spans.

        Raises:
            GoneError: they cannot be read.
        """
        buffer = ctypes.create_string_buffer(self._size)
        for call in self._calls:
            call.into(buffer, pid)
        pieces: tuple[bytes, ...] = self._pieces(buffer.raw)
        return pieces[:-1]


class _Call:
    """One call of the system for up to so many stretches of memory."""

    def __init__(self, runs: Sequence[Sequence[int]]) -> None:
        self._offset = runs[0][2]
        self._total = sum(end - start for start, end, _ in runs)
        self._count = len(runs)
        numbers = [number for start, end, _ in runs for number in (start, end - start)]
        self._remote = (ctypes.c_size_t * len(numbers))(*numbers)

    def into(self, buffer: ctypes.Array[ctypes.c_char], pid: int) -> None:
        local = (ctypes.c_size_t * 2)(ctypes.addressof(buffer) + self._offset, self._total)
        if _LIBC.process_vm_readv(pid, local, 1, self._remote, self._count, 0) != self._total:
            raise GoneError
