"""Forking without what Python does around it, where that is not needed.

In: nothing. Out: a process identifier in the parent, 0 in the child.
"""

from __future__ import annotations

import ctypes
import os
import threading

_LIBC = ctypes.PyDLL(None, use_errno=True)


def fork() -> int:
    """Fork the calling process.

    In the child `os.fork` mends locks and lists of threads, logging's among them, and so writes to two
    hundred pages that have to be copied. With a single thread nobody can hold a lock: all is in order.

    Raises:
        OSError: there is no room for another process.
    """
    if threading.active_count() > 1:
        return os.fork()
    pid = int(_LIBC.fork())
    if pid < 0:
        raise OSError(ctypes.get_errno(), "fork")
    return pid
