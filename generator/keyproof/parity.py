"""What became of a program in PyTorch and in the runtime of pages: made by `verify`, told by the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from keyproof.finding import Finding, Place
from keyproof.program import NOTHING, Offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One program that a page shows."""

    place: Place
    """Where it begins."""

    exercise: str = ""
    """Id of its exercise; empty on a page."""

    name: str = ""
    """What it is to its exercise; empty on a page."""

    refused: str = ""
    """Why the page does not offer to run it; empty where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """All programs that pages show, and which of them pages offer to run."""

    runtime: str = ""
    """What runs them in pages, with its version; empty where nothing does."""

    digest: str = ""
    """Names the very files that the site ships."""

    programs: tuple[Tried, ...] = ()
    """Every program, by place."""

    offers: Offers = NOTHING
    """What pages offer."""

    findings: tuple[Finding, ...] = ()
    """What differs, program by program."""

    @property
    def offered(self) -> int:
        """How many programs pages offer to run."""
        return sum(not one.refused for one in self.programs)


NONE = Parity()
"""For a site that runs nothing in its pages."""
