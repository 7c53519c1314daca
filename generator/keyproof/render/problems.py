"""The link by which a reader reports a problem with an exercise: a form of the repository, filled in.

In: an exercise with its digest, and the addresses of the settings. Out: HTML. Nothing is sent before the
reader has read and sent it there.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.markup import escape
from keyproof.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """What the reports of one page have in common."""

    settings: Settings
    """Where problems are reported, and where the source is shown."""

    page: str
    """Address of what is said about an exercise, from the top of the site: the verification, or its page."""

    topic: str
    """Slug of the page's topic, or empty."""

    words: Words
    """What the link says."""

    def link(self, exercise: Exercise, digest: str) -> str:
        """Write the link of one exercise; empty where problems are not reported."""
        if not self.settings.problems:
            return ""
        told = {
            "id": exercise.id,
            "topic": self.topic,
            "digest": digest,
            "url": self._row(exercise),
            "source": self._source(exercise),
        }
        named = f"{self.topic}/{exercise.id}" if self.topic else exercise.id
        known = [f"{named} ({digest})", told["url"], told["source"]]
        lines = ["", "", "", "---", *(line for line in known if line)]
        body = "\n".join(lines).rstrip()
        told |= {"title": self.words.text("problem-title", id=exercise.id), "body": body}
        address = self.settings.problems
        for place, text in told.items():
            address = address.replace(f"{{{place}}}", quote(text, safe=""))
        return f'<a class="kp-problem" href="{escape(address)}">{escape(self.words.text("problem"))}</a>'

    def _row(self, exercise: Exercise) -> str:
        # Nobody could open an address that does not say where the site stands.
        return f"{self.settings.site_url}{self.page}#{exercise.id}" if self.settings.site_url else ""

    def _source(self, exercise: Exercise) -> str:
        path, line = exercise.place.path, exercise.place.line
        shown = self.settings.sources.replace("{path}", quote(path)).replace("{line}", str(line))
        return shown or f"{path}:{line}"
