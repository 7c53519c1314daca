"""Keeping a cache small: what was not used for long, and what is over a size, is removed.

In: a store. Out: what is in it, and what was removed.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from keyproof.verify.store import Kept, Store, is_unfinished

DAY = 86400.0
MB = 1_000_000

CUT_OFF = 3600.0
"""Seconds after which a file that is still being written was cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What pruning did."""

    removed: tuple[Kept, ...]
    """Entries that are gone."""

    left: tuple[Kept, ...]
    """Entries that are still there."""


def prune(store: Store, *, days: float | None = None, megabytes: float | None = None) -> Pruned:
    """Remove entries not used for so many days, then the longest unused until the rest fits.

    Safe while others build: an entry that is gone is run again.
    """
    now = time.time()
    kept = sorted(store.kept(), key=lambda one: (one.used, one.name))
    removed = [one for one in kept if is_unfinished(one) and now - one.used > CUT_OFF]
    left = [one for one in kept if not is_unfinished(one)]
    if days is not None:
        removed += [one for one in left if now - one.used > days * DAY]
        left = [one for one in left if now - one.used <= days * DAY]
    if megabytes is not None:
        first = _first_that_fits(left, megabytes * MB)
        removed += left[:first]
        left = left[first:]
    for one in removed:
        store.remove(one.name)
    return Pruned(removed=tuple(removed), left=tuple(left))


def _first_that_fits(kept: Sequence[Kept], room: float) -> int:
    size = sum(one.size for one in kept)
    for index, one in enumerate(kept):
        if size <= room:
            return index
        size -= one.size
    return len(kept)
