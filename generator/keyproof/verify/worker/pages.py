"""Memory that is cheap to fork: a fork copies the page tables, and huge pages need few of them.

In: nothing. Out: nothing; what the calling process holds lies in huge pages where the kernel lets it.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

HUGE = 2 * 1024 * 1024
"""Size of a huge page on x86-64; elsewhere, too, a range of this size may be collapsed, or is refused."""

PAGE = os.sysconf("SC_PAGE_SIZE")
"""Size of an ordinary one."""

_COLLAPSE = 25
_LIBC = ctypes.CDLL(None)


def gather() -> None:
    """Put the private memory of this process into huge pages; a kernel that cannot changes nothing."""
    for start, end in _private():
        for address in range(-(-start // HUGE) * HUGE, end - HUGE + 1, HUGE):
            _LIBC.madvise(ctypes.c_void_p(address), ctypes.c_size_t(HUGE), _COLLAPSE)


def _private() -> Iterator[tuple[int, int]]:
    maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    for line in maps.splitlines():
        span, flags, _, _, _, *name = line.split(maxsplit=5)
        if flags == "rw-p" and name in ([], ["[heap]"]):
            start, _, end = span.partition("-")
            yield int(start, 16), int(end, 16)
