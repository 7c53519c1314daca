"""What of a course a run looks at: all, a machine's share, what a change touches, or a share of that.

In: a shard and a scope, either of which may be missing. Out: ids of exercises, and pages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from keyproof.course import SourcePage
from keyproof.finding import Finding
from keyproof.scope import Scope
from keyproof.verify.shard import Shard


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a course; without fields all of it."""

    shard: Shard | None = None
    """The share of one of several machines."""

    scope: Scope | None = None
    """What a change touches."""

    @property
    def is_first(self) -> bool:
        """Whether it has what belongs to no exercise."""
        return self.shard is None or self.shard.is_first

    def own(self, ids: Collection[str]) -> frozenset[str]:
        """Pick the ids whose faults it reports, those that reading alone shows included."""
        if self.shard is None:
            return frozenset(ids)
        return self.shard.own(ids, first=self.scope.exercises if self.scope else ())

    def runs(self, ids: Collection[str]) -> frozenset[str]:
        """Pick the ids of what it runs."""
        own = self.own(ids)
        return own & self.scope.exercises if self.scope else own

    def pages(self, pages: Sequence[SourcePage]) -> tuple[SourcePage, ...]:
        """Pick the pages whose prose it runs."""
        if not self.is_first:
            return ()
        return tuple(page for page in pages if self.scope is None or page.path in self.scope.pages)

    def shows(self, exhibit: str) -> bool:
        """Tell whether it looks at a course on show."""
        return self.is_first and (self.scope is None or exhibit in self.scope.exhibits)

    def findings(self, found: Sequence[Finding], ids: Collection[str]) -> list[Finding]:
        """Pick the findings that it reports."""
        own = self.own(ids)
        return [one for one in found if one.exercise in own or (self.is_first and one.exercise not in ids)]


WHOLE = Part()
"""All of a course."""
