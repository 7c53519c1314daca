"""How far a run is, told to whoever shows it.

In: calls as the run goes on. Out: nothing; a run goes on alike whether anybody listens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Somebody who is told what is done; may be called from several threads."""

    begin: Callable[[int], None]
    """Told how many exercises there are to verify."""

    step: Callable[[], None]
    """Told of each that was verified."""


SILENT = Progress(begin=lambda _: None, step=lambda: None)
"""Nobody."""
