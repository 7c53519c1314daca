"""What a program looks at besides itself: files of the machine, other programs, the network.

In: the interpreter's own audit events (PEP 578), in the exercise process and in all that are forked from it.
Out: the first few of those things. An outcome that they had a part in says nothing about the next run.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterator
from typing import Any

ENOUGH = 3
"""Things that are named; one alone decides."""

FILES = ("open", "os", "shutil", "glob", "pathlib", "sqlite3", "tempfile")
"""Beginnings of the names of events that have paths among their arguments."""

HARMLESS = ("os.putenv", "os.unsetenv")
"""Events that look like these and are none."""

BEYOND = {
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen",
    "pty.spawn", "socket.connect", "socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname",
    "socket.sendmsg", "socket.sendto",
}  # fmt: skip
"""Events behind which there is something that has no hook of ours."""

LOADED = {"import": 1, "ctypes.dlopen": 0}
"""Events with the path of a library among their arguments, and where."""

MACHINE = ("/dev", "/proc", "/sys")
"""Folders without files of anybody."""


class Outside:
    """A hook that cannot be taken out; it notes, and forbids nothing."""

    def __init__(self) -> None:
        self._inside: tuple[str, ...] = ()
        self._noted: list[str] = []
        self._forker = 0

    def watch(self, scratch: str) -> None:
        """Begin; files below `scratch` are the program's own."""
        # Python's packages count as the same wherever they have the same versions.
        folders = {*MACHINE, *_installation(), os.path.dirname(__file__), scratch}  # noqa: PTH120 as below
        both = {form for folder in folders for form in (folder, os.path.realpath(folder))}
        self._inside = tuple(sorted(os.path.join(folder, "") for folder in both))  # noqa: PTH118
        sys.addaudithook(self._hear)

    def let_fork(self) -> None:
        """From here on, what this very process forks is no other program, but has this hook as well."""
        self._forker = os.getpid()

    def told(self) -> dict[str, list[str]]:
        """Give what was noted, as a field of an outcome."""
        return {"outside": self._noted}

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if len(self._noted) >= ENOUGH:
            return
        try:
            found = list(self._found(event, arguments))
        except Exception:
            # Whatever that was, nobody knows what it said.
            found = [event]
        self._noted += [thing for thing in found if thing not in self._noted]

    def _found(self, event: str, arguments: tuple[Any, ...]) -> Iterator[str]:
        if event in BEYOND:
            if event != "os.fork" or os.getpid() != self._forker:
                yield event
        elif event in LOADED:
            library = arguments[LOADED[event]]
            if library and "/" in library and not self._is_inside(library):
                yield str(library)
        elif event.partition(".")[0] in FILES and event not in HARMLESS:
            # The others say how a file is opened.
            for argument in arguments[:1] if event == "open" else arguments:
                if isinstance(argument, (str, bytes, os.PathLike)) and not self._is_inside(argument):
                    yield os.fsdecode(argument)

    def _is_inside(self, path: Any) -> bool:
        # Where a link leads is what counts. Not pathlib: its own events would come back here.
        name = os.fsdecode(path)
        try:
            real = os.path.realpath(name)
        except FileNotFoundError:
            # The working folder is gone, as it is while it is made anew: nothing can be found in it.
            return ".." not in name.split("/")
        return real == sys.executable or os.path.join(real, "").startswith(self._inside)  # noqa: PTH118


def _installation() -> Iterator[str]:
    for name in ("stdlib", "platstdlib", "purelib", "platlib"):
        yield sysconfig.get_path(name)
    yield from site.getsitepackages()
    # Often not there, but always looked at.
    yield from (path for path in sys.path if path.endswith(".zip"))
