"""Limits on one process: what the kernel holds it to.

In: the numbers of a job. Out: nothing; the calling process has them from then on.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
from pathlib import Path
from typing import Any

from .pages import PAGE

MIB = 1024 * 1024

REPORTING = 64 * MIB
"""Memory above the limit that is left for telling that the limit was hit."""

FILES = 256
"""Open files of one process."""

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38
_LIBC = ctypes.CDLL(None, use_errno=True)

_CAPABILITIES = (ctypes.c_uint32 * 2)(0x20080522, 0)
"""Header of capset(2): its version 3, and the calling process."""

_IPC_REMOVE = 0


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent dies."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent died: nobody gets away by forking twice."""
    _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def hide(*, hidden: bool) -> None:
    """Let nobody but root look into this process's memory, or let those who run as its user again."""
    _LIBC.prctl(_PR_SET_DUMPABLE, int(not hidden), 0, 0, 0)


def give_up_privileges() -> None:
    """Be root no more in anything but name: no limit can be raised, no other process be traced."""
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _LIBC.capset(_CAPABILITIES, (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def clear_ipc() -> None:
    """Remove what outlives processes in the IPC namespace, which must be the worker's own."""
    for number in _listed("shm"):
        _LIBC.shmctl(number, _IPC_REMOVE, None)
    for number in _listed("sem"):
        _LIBC.semctl(number, 0, _IPC_REMOVE)
    for number in _listed("msg"):
        _LIBC.msgctl(number, _IPC_REMOVE, None)


def limit_exercise(job: dict[str, Any]) -> None:
    """Bound memory and files of the calling process and of those to be forked from it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Message queues outlive processes, and nothing lists them.
    resource.setrlimit(resource.RLIMIT_MSGQUEUE, (0, 0))
    _lower(resource.RLIMIT_NOFILE, FILES, FILES)
    _lower(resource.RLIMIT_FSIZE, job["file_mb"] * MIB, job["file_mb"] * MIB)
    # The hard limit stays open: candidates forked from here get their own, from their own start.
    _lower(resource.RLIMIT_AS, room(job), None)


def limit_candidate(job: dict[str, Any], *, running: int, addresses: int) -> None:
    """Bound memory, processes and CPU time of the calling process.

    Args:
        job: whose candidate it is.
        running: threads on the whole machine.
        addresses: what `room` gave.
    """
    # Linux counts processes by user, so those that run already are added: all, as others' may be hidden.
    # It holds nothing against root, and is wider than what the worker itself counts, so that the finding
    # is the same for everybody.
    allowed = running + 2 * job["processes"]
    _lower(resource.RLIMIT_NPROC, allowed, allowed)
    whole = math.ceil(job["seconds"])
    _lower(resource.RLIMIT_CPU, whole, whole + 1)
    _lower(resource.RLIMIT_AS, addresses, addresses + REPORTING)


def leave_room() -> None:
    """Use the memory kept for telling that the limit was hit."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def children(pid: int) -> list[int]:
    """List the child processes of a process, in whichever of its threads they were forked."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 as below
            with contextlib.suppress(OSError):
                found += map(int, _whole(f"/proc/{pid}/task/{task}/children").split())
    return found


def descendants(pid: int) -> list[int]:
    """List the child processes of a process, theirs, and so on."""
    found = children(pid)
    # The list grows while it is walked.
    for child in found:
        found += children(child)
    return found


def _lower(which: int, soft: int, hard: int | None) -> None:
    before = resource.getrlimit(which)[1]
    ceiling = before if hard is None else hard
    if before != resource.RLIM_INFINITY:
        ceiling = before if ceiling == resource.RLIM_INFINITY else min(ceiling, before)
    resource.setrlimit(which, (soft if ceiling == resource.RLIM_INFINITY else min(soft, ceiling), ceiling))


def room(job: dict[str, Any]) -> int:
    """Give the addresses that the calling process and those forked from it may have."""
    if job["device"] == "cuda":
        # CUDA reserves far more addresses than any machine has memory.
        return resource.RLIM_INFINITY - REPORTING
    pages = int(_head("/proc/self/statm").split()[0])
    return pages * PAGE + int(job["memory_mb"]) * MIB


def _listed(kind: str) -> list[int]:
    lines = Path(f"/proc/sysvipc/{kind}").read_text(encoding="ascii").splitlines()
    return [int(line.split()[1]) for line in lines[1:]]


def threads() -> int:
    """Count the threads of the whole machine."""
    return int(_head("/proc/loadavg").split()[3].split(b"/")[1])


def _head(path: str) -> bytes:
    # Done for every candidate, and `pathlib` takes ten times as long.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, 200)
    finally:
        os.close(descriptor)


def _whole(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 it is done for every candidate
        return file.read()
