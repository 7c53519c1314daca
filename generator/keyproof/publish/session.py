"""What proves a site again and again while it is served: workers, and what the build before has left.

In: settings. Out: a `Build`. A host imports this only when there may be something to prove: it loads
the whole program, which a site without an exercise should not wait for.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

from keyproof.pipeline import Build, build
from keyproof.recall import Recall
from keyproof.render import words_of
from keyproof.settings import Settings
from keyproof.verify import Crew, Memory, hire


class Session:
    """Proves one site as often as its host builds it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._workers = ExitStack()
        self._crew: Crew | None = None
        self._recall = Recall()
        self._told = ""

    def prove(self, settings: Settings) -> Build:
        """Run what has changed since the last time, and make the pages."""
        notice = words_of(settings).notice
        if notice and notice != self._told:
            self._say(notice)
        self._told = notice
        crew = self._crew_of(settings)
        in_page = crew.in_page if settings.runtime != "none" else None
        return build(settings, run=crew.run, recall=self._recall, in_page=in_page)

    def close(self) -> None:
        """Stop the workers."""
        self._workers.close()

    def _crew_of(self, settings: Settings) -> Crew:
        if self._crew is None:
            crew = self._workers.enter_context(hire(settings, say=self._say))
            self._crew = replace(crew, run=Memory(crew.run))
        return self._crew
