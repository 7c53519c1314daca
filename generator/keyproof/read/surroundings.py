"""What an exercise takes from its page and its topic: made by `page`, used by `exercise` and `values`."""

from __future__ import annotations

from dataclasses import dataclass

from keyproof.exercise import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Defaults of the page, and what the topic knows."""

    setup: tuple[Code, ...] = ()
    """Hidden code of the default, the topic and the page."""

    attempts: int = 3
    """How often a reader may try, unless the heading says otherwise."""

    countdown: int = 0
    """Seconds for each exercise of a challenge; 0 on any other page."""

    objectives: tuple[str, ...] | None = None
    """Slugs of the topic's objectives; None where they are not known, so that none can be wrong."""
