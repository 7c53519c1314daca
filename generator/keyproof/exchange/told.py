"""Who is told what becomes of a text that comes in.

In: nothing. Out: nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol
from urllib.parse import unquote

LONGEST = 60
"""Characters of an address that a note shows."""

PACKED = "@@PLUGINFILE@@/"
"""Begins the address of a file that Moodle keeps."""


NOT_THERE = "it is not in the file"


class Teller(Protocol):
    """Somebody who is told what becomes of a text."""

    @property
    def packed(self) -> Collection[str]:
        """Names of files that are packed beside the text."""

    def left_out(self, what: str, because: str) -> None:
        """Hear of something that does not come along."""

    def changed(self, what: str, because: str) -> None:
        """Hear of something that comes along as something else."""


class Nobody:
    """Who is told where nothing can be lost, or where it was told before."""

    packed = ()

    def left_out(self, what: str, because: str) -> None:
        """Hear of something that does not come along."""

    def changed(self, what: str, because: str) -> None:
        """Hear of something that comes along as something else."""


def named(source: str) -> str:
    """Name a file by its address."""
    if source.startswith("data:"):
        return source.removeprefix("data:").replace(";", ",").split(",", maxsplit=1)[0]
    return unquote(source.removeprefix(PACKED))[:LONGEST]
