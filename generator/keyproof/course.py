"""A course as it was read, page by page: made by `read`, used by `verify` and `render`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from keyproof.exercise import Code, Exercise, Prose
from keyproof.finding import Finding, Place
from keyproof.statement import Statement
from keyproof.topic import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSet:
    """A heading of class `set`: its exercises are shown one at a time with a pager."""

    id: str
    """The author's slug."""

    title: str
    """Text of the heading."""

    heading: int
    """Level of the heading, 1 to 6."""

    place: Place
    """Where the heading stands."""

    blocks: tuple[Prose | Exercise, ...]
    """What stands under the heading, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A fence of language `keyproof-exhibit`: the findings of a course that must keep failing."""

    course: str
    """Folder of the course on show, relative to the project's root."""

    only: str
    """Id of the one exercise whose findings are shown, or empty for all."""

    place: Place
    """Where the fence begins."""


Block = Prose | Exercise | ExerciseSet | Exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One Markdown file of the course or of the docs, taken apart."""

    path: str
    """Path relative to the project's root."""

    topic: str = ""
    """Folder name of its topic; empty for a page of the docs."""

    mode: str = ""
    """`try`, `practice` and so on; empty for a page of the docs."""

    front_matter: str = ""
    """The YAML between the `---` lines, verbatim, without them."""

    title: str = ""
    """Title of the page: front matter, or the first heading of level 1, or the mode's name."""

    minutes: int = 0
    """About how long the page takes; 0 if that is not said."""

    blocks: tuple[Block, ...] = ()
    """What the page holds, in order."""

    setup: tuple[Code, ...] = ()
    """Hidden code of the default, the topic and the page."""

    statements: tuple[Statement, ...] = ()
    """What its prose outside of exercises says that a run can confirm, in order."""

    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise of the page, those inside sets included, in order."""
        found: list[Exercise] = []
        for block in self.blocks:
            inner = block.blocks if isinstance(block, ExerciseSet) else (block,)
            found.extend(part for part in inner if isinstance(part, Exercise))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything that was read, the faults of reading included."""

    topics: tuple[Topic, ...]
    """Topics in order."""

    pages: tuple[SourcePage, ...]
    """Pages that hold exercises or belong to a topic, sorted by path."""

    findings: tuple[Finding, ...]
    """Faults found while reading."""

    texts: Mapping[str, str]
    """Text of every file read, by path: the report takes its source lines from here."""

    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise of the course, in order of place."""
        return tuple(exercise for page in self.pages for exercise in page.exercises())

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Every course on show, in order of place."""
        return tuple(block for page in self.pages for block in page.blocks if isinstance(block, Exhibit))
