"""The sandbox around a worker: bubblewrap, as far as it is installed and the kernel lets it work.

In: an interpreter and a folder. Out: the command that puts a worker into the sandbox, and what is missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from keyproof.errors import SettingsError
from keyproof.settings import Settings

SCRATCH = "/scratch"
"""Where a worker in the sandbox works."""

TEMPORARY = ("/tmp", "/var/tmp")
"""Folders for temporary files, which are links to the scratch folder."""

SHARED_MEMORY = "/dev/shm"
"""The other folder that candidates may write to."""

FOLDER_MB = 256
"""Size of each of these two, which live in memory and end with the worker, in MiB."""

IDENTITY = "65534"
"""User and group inside; outside it is whoever runs Keyproof."""

PATIENCE = 20.0
"""Seconds for an attempt to put `true` into a sandbox, which takes hundredths."""

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store")
"""Folders that interpreters and their libraries come from."""

DETAILS = (
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)
"""What libraries look up, and what tells nothing about anybody."""

GPU_DETAILS = ("/sys/bus", "/sys/class", "/sys/dev", "/sys/devices", "/sys/module")
"""What the libraries of a GPU's driver look up."""

_SEARCH = "import json, sys; print(json.dumps([sys.executable, sys.prefix, sys.base_prefix, *sys.path]))"

Name = Literal["network", "files", "processes", "ipc"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """One wall around candidates that only a sandbox gives."""

    name: Name
    """Its name in digests and tests."""

    words: str
    """What it is, for evidence."""

    lacking: str
    """How its absence is told."""

    flags: tuple[str, ...] = ()
    """What asks bubblewrap for it, besides what is always asked for."""


PROTECTIONS = (
    Protection(
        name="network",
        words="the network cut off",
        lacking="network isolation",
        flags=("--unshare-net",),
    ),
    Protection(
        name="processes",
        words="a process namespace of its own",
        lacking="process isolation",
        flags=("--unshare-pid", "--as-pid-1"),
    ),
    Protection(name="ipc", words="an IPC namespace of its own", lacking="IPC isolation"),
    Protection(name="files", words="a read-only file system", lacking="a read-only file system"),
)
"""What a sandbox gives, in the order in which what is missing is told."""

_CLOSED = ("--remount-ro", "/dev", "--remount-ro", "/")
"""The end of all writing outside the private folders."""

_PARTLY = (("network", "processes"), ("network",), ("processes",), ())
"""Which of those that a container may refuse are tried, the fullest sandbox first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """What this machine offers to put a worker into."""

    program: str = ""
    """Path of bubblewrap; empty when there is no sandbox."""

    flags: tuple[str, ...] = ()
    """Those of its flags that work here."""

    present: tuple[Protection, ...] = ()
    """What it gives."""

    obstacle: str = ""
    """Why there is none, or not a full one."""

    hardware: tuple[str, ...] = ()
    """Device files of a GPU, where answers are to run on one."""

    @property
    def missing(self) -> tuple[Protection, ...]:
        """What it does not give."""
        return tuple(wall for wall in PROTECTIONS if wall not in self.present)

    @property
    def summary(self) -> str:
        """One clause for the end of a report."""
        if not self.missing:
            return "sandbox: bubblewrap"
        return f"sandbox: missing {', '.join(wall.lacking for wall in self.missing)} ({self.obstacle})"

    @property
    def private(self) -> tuple[str, ...]:
        """Folders besides the scratch folder that are a worker's own, and that it keeps clean."""
        return (SHARED_MEMORY,) if self.program else ()

    def scratch(self, folder: Path) -> str:
        """Give the path at which the worker finds its scratch folder; without a sandbox it is `folder`."""
        return SCRATCH if self.program else str(folder)

    def command(self, python: str, worker: Path, folder: Path) -> list[str]:
        """Give the command that starts a worker; `folder` is its own outside."""
        # Not -I: it would ignore PYTHONHASHSEED, and then a printed set differs from run to run.
        # -P and -s with an environment of our own keep the same things out.
        own = [python, "-P", "-s", str(worker), *self.private]
        return self.around(own, folder, reading=[*_homes(python), str(worker.parent)] if self.program else ())

    def around(self, own: Sequence[str], folder: Path, *, reading: Iterable[str]) -> list[str]:
        """Put any command into it; `folder` is its own outside, and `reading` names what else it may read."""
        if not self.program:
            return list(own)
        gpu = [part for path in self.hardware for part in ("--dev-bind-try", path, path)]
        return [self.program, *self.flags, *gpu, *_outfit(reading, folder, gpu=bool(gpu)), "--", *own]


NONE = Sandbox(obstacle="switched off")
"""No sandbox: limits on resources remain."""


def sandbox_of(settings: Settings) -> Sandbox:
    """Give the sandbox of a run.

    Raises:
        SettingsError: a full sandbox is required, and this machine does not offer one.
    """
    if settings.sandbox == "off":
        return NONE
    found = find()
    if settings.sandbox == "require" and found.missing:
        lacking = ", ".join(wall.lacking for wall in found.missing)
        raise SettingsError(f"A sandbox is required, but this machine lacks {lacking} ({found.obstacle}).")
    if settings.device == "cpu" or not found.program:
        return found
    return replace(found, hardware=tuple(sorted(map(str, Path("/dev").glob("nvidia*")))))


@cache
def find() -> Sandbox:
    """Look for bubblewrap and try what works here, once for the whole process."""
    program = shutil.which("bwrap")
    if not program:
        return Sandbox(obstacle="install bubblewrap, for instance: apt-get install bubblewrap")
    refused = ""
    for names in _PARTLY:
        present = tuple(wall for wall in PROTECTIONS if wall.name in (*names, "ipc", "files"))
        flags = tuple(_flags(present))
        said = _try([program, *flags, *_bound(SYSTEM), *_CLOSED, "--", "/bin/sh", "-c", ":"])
        if said is None:
            return Sandbox(program=program, flags=flags, present=present, obstacle=refused)
        refused = refused or f"bubblewrap is installed, but refused here: {said}"
    return Sandbox(obstacle=refused)


def _flags(present: tuple[Protection, ...]) -> Iterator[str]:
    yield from ("--unshare-user", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try")
    for wall in present:
        yield from wall.flags
    yield from ("--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "keyproof")
    yield from ("--uid", IDENTITY, "--gid", IDENTITY)
    if any(wall.name == "processes" for wall in present):
        # Read-only: for root outside, the kernel's own settings in it could be written to.
        yield from ("--proc", "/proc", "--remount-ro", "/proc")
    else:
        yield from ("--ro-bind", "/proc", "/proc")
    yield from ("--dev", "/dev", *_memory(SHARED_MEMORY), *_memory(SCRATCH), "--chdir", SCRATCH)


def _memory(path: str) -> tuple[str, ...]:
    return "--size", str(FOLDER_MB * 1024 * 1024), "--tmpfs", path


def _outfit(reading: Iterable[str], own: Path, *, gpu: bool) -> Iterator[str]:
    users, groups = own / "passwd", own / "group"
    users.write_text(f"keyproof:x:{IDENTITY}:{IDENTITY}::{SCRATCH}:/bin/sh\n", encoding="ascii")
    groups.write_text(f"keyproof:x:{IDENTITY}:\n", encoding="ascii")
    paths = [*SYSTEM, *(GPU_DETAILS if gpu else ()), *DETAILS, *reading]
    # Where something that is needed lies in such a folder, nothing can be written there.
    occupied = [folder for folder in TEMPORARY if any(Path(path).is_relative_to(folder) for path in paths)]
    for folder in TEMPORARY:
        yield from ("--tmpfs", folder) if folder in occupied else ("--symlink", SCRATCH, folder)
    yield from _bound(paths)
    for folder in occupied:
        yield from ("--remount-ro", folder)
    yield from ("--ro-bind", str(users), "/etc/passwd", "--ro-bind", str(groups), "/etc/group")
    yield from _CLOSED


def _bound(paths: list[str] | tuple[str, ...]) -> Iterator[str]:
    done: list[Path] = []
    for path in map(Path, paths):
        if not any(path.is_relative_to(parent) for parent in done) and path.exists():
            yield from ("--ro-bind", str(path), str(path))
            done.append(path)


@cache
def _homes(python: str) -> tuple[str, ...]:
    """Ask an interpreter where it and its packages are; a link's own place and where it leads."""
    asked = subprocess.run([python, "-P", "-s", "-c", _SEARCH], capture_output=True, check=False)
    told: list[str] = json.loads(asked.stdout) if asked.returncode == 0 else []
    # Without `..`, which leads through folders that are not there inside.
    places = [Path(os.path.normpath(Path(place).absolute())) for place in (python, *told)]
    places[:2] = [place.parent for place in places[:2]]
    found = sorted({str(form) for place in places for form in (place, place.resolve()) if form.exists()})
    # The whole machine is no home: a path of `/` would undo what is bound read-only one by one.
    return tuple(path for path in found if path != os.sep)


def _try(command: list[str]) -> str | None:
    """Run a command; give what it complained of, None if it did not."""
    try:
        ran = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, text=True)
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    lines = ran.stderr.strip().splitlines()
    return None if ran.returncode == 0 else (lines or [f"exit status {ran.returncode}"])[-1]
