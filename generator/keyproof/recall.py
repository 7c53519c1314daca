"""What was made of the same things in the build before: while somebody writes, most of a course stays.

In: keys and values. Out: the values again, for as long as each build asks for them.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any


class Same:
    """A key that is equal to itself only: comparing an object with another one costs more than making it."""

    __slots__ = ("_one",)

    def __init__(self, one: object) -> None:
        self._one = one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._one is other._one

    def __hash__(self) -> int:
        return id(self._one)


class Recall:
    """Keeps what the last build used. One that is new changes nothing about a build."""

    def __init__(self) -> None:
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def begin(self) -> None:
        """Begin a build: what the one before did not use is forgotten."""
        self._before, self._now = self._now, {}

    def find(self, *key: Hashable) -> Any:
        """Give what was kept under a key, or None."""
        found = self._now.get(key, self._before.get(key))
        if found is not None:
            self._now[key] = found
        return found

    def keep(self, *key: Hashable, value: Any) -> None:
        """Keep a value; None is none."""
        self._now[key] = value
