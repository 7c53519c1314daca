"""A store at any address that fsspec knows: `s3://bucket/folder`, `gs://…`, `memory://…`.

In: an address. Out: a store; whatever a service's library raises becomes an OSError.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from keyproof.errors import SettingsError
from keyproof.verify.store import Folder, Kept, Store

TIMES = ("LastModified", "last_modified", "updated", "mtime", "created", "modified")
"""What services call the time of the last change."""


def open_store(where: str) -> Store:
    """Open the store at a path or an address.

    Raises:
        SettingsError: nothing installed knows such an address.
    """
    if "://" not in where:
        return Folder(_folder(where, Path(where)))
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 optional
    except ImportError as error:
        raise SettingsError(f"The cache at {where} needs fsspec: pip install 'keyproof[fsspec]'.") from error
    try:
        files, root = url_to_fs(where)
    except (ImportError, ValueError) as error:
        raise SettingsError(f"The cache at {where} cannot be used: {str(error).rstrip('.')}.") from error
    if "file" in files.protocol:
        return Folder(_folder(where, Path(root)))
    return Remote(where, files, root.rstrip("/"))


def _folder(where: str, path: Path) -> Path:
    if path.exists() and not path.is_dir():
        raise SettingsError(f"The cache {where} is a file. Name a folder, or an address.")
    return path


class Remote:
    """A store of whole objects."""

    def __init__(self, where: str, files: Any, root: str) -> None:
        self._where = where
        self._files = files
        self._root = root

    def __str__(self) -> str:
        return self._where

    def read(self, name: str) -> bytes | None:
        """Get one object."""
        try:
            return bytes(_asked(lambda: self._files.cat_file(f"{self._root}/{name}")))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put one whole object, which services do in one step."""
        _asked(lambda: self._files.pipe_file(f"{self._root}/{name}", data))

    def kept(self) -> Iterator[Kept]:
        """List the objects."""
        found: dict[str, dict[str, Any]] = _asked(lambda: self._files.find(self._root, detail=True))
        for path, about in sorted(found.items()):
            name = path.removeprefix(self._root).lstrip("/")
            yield Kept(name=name, size=int(about.get("size") or 0), used=_when(about))

    def remove(self, name: str) -> None:
        """Remove one object."""
        with contextlib.suppress(FileNotFoundError):
            _asked(lambda: self._files.rm_file(f"{self._root}/{name}"))


def _asked(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except OSError:
        raise
    except Exception as error:
        # Each service's library has errors of its own; none of them may end a run.
        raise OSError(0, f"{type(error).__name__}: {error}") from error


def _when(about: dict[str, Any]) -> float:
    for name in TIMES:
        value = about.get(name)
        if isinstance(value, (int, float)):
            return float(value)
        if isinstance(value, datetime):
            return value.timestamp()
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                return datetime.fromisoformat(value).timestamp()
    # Nobody knows, so it is not called old.
    return time.time()
