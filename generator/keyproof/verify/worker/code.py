"""Machine code that is cheap to fork: what lies in files is not handed on by a fork, but looked up again.

In: a sample of what candidates do. Out: nothing; code that it touches lies in huge pages of this process.

Every candidate would otherwise look up some two hundred pages of torch's libraries. This costs a worker about
90 MB, and is done only where it is known to work: by Linux on x86-64 with transparent huge pages.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from .pages import HUGE, PAGE

WORTH = 32
"""Pages touched in the place of a huge page for that to be worth its memory: two lookups of 16 pages."""

_PRESENT = 0x80
"""Highest bit of the highest byte of an entry in pagemap."""

_SETTINGS = Path("/sys/kernel/mm/transparent_hugepage")
_READ, _WRITE, _EXECUTE = 1, 2, 4
_PRIVATE, _ANONYMOUS = 0x02, 0x20
_HUGEPAGE = 14
_MOVE, _FIXED = 1, 2
_FAILED = ctypes.c_void_p(-1).value

_LIBC = ctypes.CDLL(None)
_LIBC.mmap.restype = _LIBC.mremap.restype = ctypes.c_void_p
_LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
_LIBC.mremap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int, ctypes.c_void_p]
_LIBC.mprotect.argtypes = _LIBC.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_LIBC.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]


def gather(sample: Callable[[], None]) -> None:
    """Put the code that a sample runs into huge pages; where that is not possible nothing changes."""
    if _is_possible():
        for place in _touched(sample):
            _replace(place)


def _is_possible() -> bool:
    try:
        size = int((_SETTINGS / "hpage_pmd_size").read_text(encoding="ascii"))
        enabled = (_SETTINGS / "enabled").read_text(encoding="ascii")
    except (OSError, ValueError):
        return False
    return platform.machine() == "x86_64" and size == HUGE and "[never]" not in enabled


def _touched(sample: Callable[[], None]) -> list[int]:
    """Run the sample in a fork, which begins without a single page of a file, and see which it has then."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            sample()
            places = [place for place in _places() if _pages_at(place) >= WORTH]
            os.write(tell, struct.pack(f"{len(places)}Q", *places))
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return list(struct.unpack(f"{len(data) // 8}Q", data))


def _places() -> Iterator[int]:
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        span, flags, *_, name = line.split(maxsplit=5)
        if flags == "r-xp" and name.startswith("/"):
            start, end = (int(number, 16) for number in span.split("-"))
            yield from range(-(-start // HUGE) * HUGE, end - HUGE + 1, HUGE)


def _pages_at(place: int) -> int:
    with open("/proc/self/pagemap", "rb", buffering=0) as entries:  # noqa: PTH123 it is read at a place
        found = os.pread(entries.fileno(), HUGE // PAGE * 8, place // PAGE * 8)
    return sum(1 for byte in found[7::8] if byte & _PRESENT)


def _replace(place: int) -> None:
    """Put a copy in the place of what is there: in one step, since it may be the code that runs."""
    room = _LIBC.mmap(None, 2 * HUGE, _READ | _WRITE, _PRIVATE | _ANONYMOUS, -1, 0)
    if room == _FAILED:
        return
    copy = -(-room // HUGE) * HUGE
    _LIBC.madvise(copy, HUGE, _HUGEPAGE)
    ctypes.memmove(copy, place, HUGE)
    allowed = _LIBC.mprotect(copy, HUGE, _READ | _EXECUTE) == 0
    if allowed and _LIBC.mremap(copy, HUGE, HUGE, _MOVE | _FIXED, place) == place:
        # What is left of the room on either side.
        _LIBC.munmap(room, copy - room)
        _LIBC.munmap(copy + HUGE, room + HUGE - copy)
    else:
        _LIBC.munmap(room, 2 * HUGE)
