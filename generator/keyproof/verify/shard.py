"""One part of a course, for machines that share the work and never speak to each other.

In: `2/8` and the ids of all exercises. Out: the ids that are the second machine's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Self

from keyproof.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The `index`-th of `count` parts."""

    index: int
    """Counted from 1."""

    count: int
    """How many parts there are."""

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `I/N`.

        Raises:
            SettingsError: it is not of this form, or there is no such part.
        """
        match = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", text)
        if not match:
            raise SettingsError(f"'{text}' is not a shard. Write which of how many, such as 2/8.")
        index, count = int(match[1]), int(match[2])
        if not 1 <= index <= count:
            raise SettingsError(f"There is no shard '{text}'. The first number is from 1 to {max(1, count)}.")
        return cls(index=index, count=count)

    @property
    def is_first(self) -> bool:
        """Whether it reports what belongs to no exercise."""
        return self.index == 1

    def own(self, ids: Iterable[str], *, first: Container[str] = ()) -> frozenset[str]:
        """Pick the ids that are this shard's.

        They are dealt out like cards, in an order that depends on the ids alone: every machine deals
        alike, no shard has more than one exercise more than another, and the slow ones of a page are spread.

        Args:
            ids: all there are.
            first: those that are dealt before the others, so that they too are spread.
        """
        deck = sorted(set(ids), key=lambda id_: (id_ not in first, hashlib.sha256(id_.encode()).digest()))
        return frozenset(deck[self.index - 1 :: self.count])
