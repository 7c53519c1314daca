"""What outlives a process, folders above all: emptied before each candidate, and filled as the setup left it.

In: the folders that candidates may write to. Out: nothing; what hostile candidates leave is removed too.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import confine

WORK = "exercise"
"""Folder inside the first one in which the setup and each candidate begin."""

OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@dataclass
class _Root:
    """One folder, held open: a candidate may put another in its place."""

    path: Path
    descriptor: int


Left = list[list[tuple[str, int, bytes]]]
"""What a setup left in each folder: relative path, mode, and contents or where a link leads."""


class Folders:
    """The scratch folder, and in a sandbox everything else that is writable there."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._roots = [_Root(path, os.open(path, OPEN)) for path in paths]
        self.work = paths[0] / WORK

    @property
    def descriptors(self) -> list[int]:
        """What a forked process has to close."""
        return [root.descriptor for root in self._roots]

    @contextlib.contextmanager
    def opened_work(self) -> Iterator[int]:
        """Open the folder in which a candidate begins."""
        descriptor = os.open(WORK, OPEN, dir_fd=self._roots[0].descriptor)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def begin(self) -> Left:
        """Make ready for a setup: everything is empty."""
        nothing: Left = [[] for _ in self._roots]
        self.restore(nothing)
        return nothing

    def remember(self) -> Left:
        """Give what the setup has written, for memory: candidates could change any copy in a folder."""
        return [_read(root.path) for root in self._roots]

    def restore(self, left: Left) -> None:
        """Give the next candidate what its setup left, whatever the one before made of it."""
        self.empty()
        for root, entries in zip(self._roots, left, strict=True):
            for path, mode, contents in entries:
                _write(root.descriptor, path, mode, contents)
        with contextlib.suppress(FileExistsError):
            os.mkdir(WORK, 0o700, dir_fd=self._roots[0].descriptor)

    def empty(self) -> None:
        """Remove everything."""
        for root in self._roots:
            _empty(root.descriptor)
        # More than the scratch folder is given only to a worker in a sandbox, whose namespace is its own.
        if len(self._roots) > 1:
            confine.clear_ipc()


def _empty(root: int) -> None:
    """Remove whatever is in a folder: no depth, length of path or missing permission is in the way."""
    os.fchmod(root, 0o700)
    while names := os.listdir(root):
        for name in names:
            if not _is_folder(name, root):
                os.unlink(name, dir_fd=root)
                continue
            folder = _opened(name, root)
            try:
                # Folders inside are moved up instead of walked down into.
                for inner in os.listdir(folder):  # noqa: PTH208 a path may lead elsewhere, a descriptor not
                    if _is_folder(inner, folder):
                        os.close(_opened(inner, folder))
                        # A name that nobody can have taken.
                        os.rename(inner, secrets.token_hex(16), src_dir_fd=folder, dst_dir_fd=root)
                    else:
                        os.unlink(inner, dir_fd=folder)
            finally:
                os.close(folder)
            os.rmdir(name, dir_fd=root)


def _opened(name: str, parent: int) -> int:
    # What has no permissions cannot be opened before it has some.
    os.chmod(name, 0o700, dir_fd=parent)
    return os.open(name, OPEN, dir_fd=parent)


def _is_folder(name: str, parent: int) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)


def _read(root: Path) -> list[tuple[str, int, bytes]]:
    found: list[tuple[str, int, bytes]] = []
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        contents = b""
        if stat.S_ISLNK(mode):
            contents = os.fsencode(path.readlink())
        elif stat.S_ISREG(mode):
            contents = path.read_bytes()
        elif not stat.S_ISDIR(mode):
            continue
        found.append((str(path.relative_to(root)), mode, contents))
    return found


def _write(root: int, path: str, mode: int, contents: bytes) -> None:
    if stat.S_ISLNK(mode):
        os.symlink(contents, path, dir_fd=root)
        return
    if stat.S_ISDIR(mode):
        os.mkdir(path, 0o700, dir_fd=root)
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, stat.S_IMODE(mode) | stat.S_IWUSR, dir_fd=root), "wb") as file:
        file.write(contents)
