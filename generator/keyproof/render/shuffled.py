"""The order in which options stand on a page.

In: an exercise's id and a number of options. Out: a permutation that is the same in every
build, so that pages differ only where the author changed something.
"""

from __future__ import annotations

from hashlib import sha256


def page_order(exercise: str, count: int) -> tuple[int, ...]:
    """Shuffle `range(count)` with the exercise's id as the seed; item `n` stands at place `n`."""
    return tuple(sorted(range(count), key=lambda index: sha256(f"{exercise}\0{index}".encode()).digest()))
