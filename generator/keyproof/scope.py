"""What of a course a change touches: made by `since`, kept to by `pipeline`, told by `proof` and `evidence`.

In: nothing, it is a record. Out: the parts of the course that are to be run.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is not as it was at a revision."""

    since: str
    """The revision, as it was asked for."""

    commit: str
    """Its commit, in full."""

    exercises: frozenset[str]
    """Ids of exercises."""

    pages: frozenset[str]
    """Paths of pages whose prose is touched."""

    exhibits: frozenset[str]
    """Folders of courses on show."""

    cause: str = ""
    """A changed file that may touch everything, so that everything is; empty where there is none."""
