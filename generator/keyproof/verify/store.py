"""Where entries of the cache lie: a folder on this machine, or any place that fsspec knows.

In: names and bytes. Out: the same bytes later, or none. Every trouble is an OSError.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

UNFINISHED = ".part"
"""Ending of a file that is being written; one that is left was cut off."""

TOUCH = 3600.0
"""Seconds after which a use is noted again: a note is a write, and pruning counts in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file of a store."""

    name: str
    """Its name in the store, such as `ab/cd….json`."""

    size: int
    """In bytes."""

    used: float
    """When it was last read or written, in seconds since 1970."""


class Store(Protocol):
    """A place for entries that several processes may use at once."""

    def read(self, name: str) -> bytes | None:
        """Give an entry, None if there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Keep an entry: whole, or not at all."""

    def kept(self) -> Iterator[Kept]:
        """List everything, what was cut off included."""

    def remove(self, name: str) -> None:
        """Remove an entry; one that is gone already is no trouble."""


class Folder:
    """A store in a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def read(self, name: str) -> bytes | None:
        """Give an entry and note that it was used."""
        file = self._path / name
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            return None
        # Whoever may only read can still use what is there.
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > TOUCH:
                os.utime(file)
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write beside the final place and move it there, which is one step for all who look."""
        file = self._path / name
        self._prepare(file.parent)
        # No fsync: after a power cut the checksum tells, and the entry is run again.
        part = file.with_name(f"{secrets.token_hex(8)}{UNFINISHED}")
        try:
            with part.open("xb") as stream:
                stream.write(data)
            part.replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise

    def kept(self) -> Iterator[Kept]:
        """List the files of the fan-out folders."""
        for file in sorted(self._path.glob("??/*")):
            with contextlib.suppress(FileNotFoundError):
                stat = file.stat()
                name = file.relative_to(self._path).as_posix()
                yield Kept(name=name, size=stat.st_size, used=stat.st_mtime)

    def remove(self, name: str) -> None:
        """Remove one file."""
        (self._path / name).unlink(missing_ok=True)

    def _prepare(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            # What can be made again is not for anybody's repository.
            (self._path / ".gitignore").write_text("*\n", encoding="ascii")


def is_unfinished(kept: Kept) -> bool:
    """Tell whether a file is one that was cut off, or is being written."""
    return kept.name.endswith(UNFINISHED)
