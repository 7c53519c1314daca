"""Files of a course: found and decoded.

In: a folder. Out: `Source`s; what cannot be decoded is a finding, never an exception.
"""

from __future__ import annotations

import os
from pathlib import Path

from keyproof.read.source import Source

MOST_BYTES = 1_000_000

def read_source(path: Path, *, root: Path) -> Source:
    """Decode a file; on failure the text is empty and the source holds the finding."""
    name = relative(path, root=root)
    try:
        content = path.read_bytes()
    except OSError as error:
        return _unreadable(
            name, f"This file cannot be opened: {error.strerror}", "Check the file's permissions."
        )
    return decode(name, content)


def decode(name: str, content: bytes) -> Source:
    """Turn bytes into lines: any line ends, with or without a byte order mark, UTF-8 only."""
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1_000_000:.1f} MB"
        return _unreadable(
            name, f"This file is too large ({size}; 1 MB is the most)", "Split it into several files."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(name, content, error)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        return _unreadable(name, "This file holds a NUL character, so it is not text in UTF-8", _SAVE)
    source = Source(name, text)
    if not text.strip():
        source.report(
            "unreadable", source.place(1), "This file is empty", hint="Write something, or delete it."
        )
    return source


def relative(path: Path, *, root: Path) -> str:
    """Return a path relative to the project's root, with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


_SAVE = "Save the file as UTF-8."


def _not_utf8(name: str, content: bytes, error: UnicodeDecodeError) -> Source:
    before = content[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    source = Source(name, "")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    source.report("unreadable", source.place(line, column), "This file is not text in UTF-8", hint=_SAVE)
    return source


def _unreadable(name: str, what: str, hint: str) -> Source:
    source = Source(name, "")
    source.report("unreadable", source.place(1), what, hint=hint)
    return source
