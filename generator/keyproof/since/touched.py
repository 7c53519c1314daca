"""A course held beside itself at a revision: what is not the same is touched.

In: the course as it is, and where it is. Out: a `Scope`. Whatever cannot be told to be the same is touched.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path, PurePosixPath

from keyproof.course import Course, SourcePage
from keyproof.exercise import Exercise
from keyproof.finding import Place
from keyproof.read import read_course
from keyproof.recall import Recall
from keyproof.scope import Scope
from keyproof.settings import Settings
from keyproof.since.files import SITES, may_touch_all, same_for_us
from keyproof.since.git import Revision

COURSE = (".md", ".markdown", ".yml")
"""Endings of the files that a course is read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is asked: what was touched since when."""

    revision: Revision
    """When."""

    written: tuple[Path, ...] = ()
    """Files and folders that the run itself writes: they are no change."""


def scope_of(course: Course, settings: Settings, since: Since, *, recall: Recall) -> Scope:
    """Tell what of a course is not as it was.

    Args:
        course: as it is now.
        settings: where it is.
        since: what is asked.
        recall: has the pages of the course, so that those that are the same are not taken apart twice.
    """
    before = _course_at(since.revision, settings, recall=recall)
    changed = {path for path in since.revision.changed() if not _is_written(path, since)}
    cause = _cause(changed, course, settings, since.revision)
    old = {page.path: page for page in before.pages}
    same = {page.path for page in course.pages if _is_same_page(page, old.get(page.path), course, before)}
    pages = {page.path for page in course.pages} - (set() if cause else same)
    return Scope(
        since=since.revision.name,
        commit=since.revision.commit,
        exercises=_exercises(course, None if cause else before),
        pages=frozenset(pages),
        exhibits=_exhibits(course, settings, since.revision, changed=changed, pages=pages),
        cause=cause,
    )


def _course_at(revision: Revision, settings: Settings, *, recall: Recall) -> Course:
    """Read the course as it was, from files laid out as they were."""
    folders = {
        name: Path(os.path.relpath(folder, revision.top)).as_posix()
        for name, folder in (("exercises", settings.exercises), ("docs", settings.docs))
        if folder and folder.is_relative_to(revision.top)
    }
    found = revision.paths(sorted(folders.values())) if folders else {}
    found = {path: content for path, content in found.items() if path.lower().endswith(COURSE)}
    with tempfile.TemporaryDirectory(prefix="keyproof-") as name:
        top = Path(name)
        for path, content in zip(found, revision.contents([*found.values()]), strict=True):
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_bytes(content)
        there = {part: top / folder for part, folder in folders.items() if (top / folder).is_dir()}
        root = top / os.path.relpath(settings.root, revision.top)
        placed = replace(settings, root=root, exercises=there.get("exercises"), docs=there.get("docs"))
        return read_course(placed, recall=recall)


def _is_written(path: str, since: Since) -> bool:
    where = since.revision.top / path
    return any(where == own or where.is_relative_to(own) for own in since.written)


def _cause(changed: set[str], course: Course, settings: Settings, revision: Revision) -> str:
    """Give a changed file that may touch everything, or nothing."""
    shown = [folder for folder in _shown(course, settings) if not _holds_course(folder, settings)]
    for path in sorted(changed):
        where = revision.top / path
        # Of what belongs to a course, the course as it was read tells more.
        ours = where.name == "topic.yml" and _in_course(where, settings)
        apart = any(where.is_relative_to(folder) for folder in shown)
        if ours or apart or not may_touch_all(path) or _is_same_site(where, path, revision):
            continue
        return Path(os.path.relpath(where, settings.root)).as_posix()
    return ""


def _in_course(where: Path, settings: Settings) -> bool:
    return settings.exercises is not None and where.parent.parent == settings.exercises


def _holds_course(folder: Path, settings: Settings) -> bool:
    places = (settings.exercises, settings.docs, settings.root)
    return any(own and own.is_relative_to(folder) for own in places)


def _is_same_site(where: Path, path: str, revision: Revision) -> bool:
    if PurePosixPath(path).name not in SITES or not where.is_file():
        return False
    before = revision.contents([*revision.paths([path]).values()])
    return bool(before) and same_for_us(before[0], where.read_bytes())


def _is_same_page(page: SourcePage, old: SourcePage | None, course: Course, before: Course) -> bool:
    """Tell whether what a page says outside of exercises can only be as it was."""
    if old is page:
        return True
    return (
        old is not None
        and before.texts.get(page.path) == course.texts.get(page.path)
        and [code.source for code in old.setup] == [code.source for code in page.setup]
    )


def _exercises(course: Course, before: Course | None) -> frozenset[str]:
    if before is None:
        return frozenset(exercise.id for exercise in course.exercises())
    # Most are the very same, since recalled: only the others are taken apart.
    same = {id(exercise) for exercise in before.exercises()}
    topics, old_topics = _topics(course), _topics(before)
    kept = {topic for topic, about in topics.items() if old_topics.get(topic) == about} | {""}
    known = {_told(page, exercise) for page, exercise in _numbered(before) if page.topic in kept}
    return frozenset(
        exercise.id
        for page, exercise in _numbered(course)
        if page.topic not in kept or not (id(exercise) in same or _told(page, exercise) in known)
    )


def _topics(course: Course) -> Mapping[str, Hashable]:
    return {topic.slug: _plain(topic, topic.place) for topic in course.topics}


def _numbered(course: Course) -> Iterator[tuple[SourcePage, Exercise]]:
    return ((page, exercise) for page in course.pages for exercise in page.exercises())


def _told(page: SourcePage, exercise: Exercise) -> Hashable:
    return (page.path, page.topic, _plain(exercise, exercise.place))


def _plain(value: object, start: Place) -> Hashable:
    """Give everything that a record holds, with lines counted from its own first one."""
    if isinstance(value, Place):
        # Where code from above stands changes nothing about what it does: see `verify/position.py`.
        own = value.path == start.path and value.line >= start.line
        return (value.path, value.line - start.line if own else 0, value.column, value.length)
    if is_dataclass(value):
        parts = (_plain(getattr(value, field.name), start) for field in fields(value))
        return (type(value).__name__, *parts)
    if isinstance(value, Mapping):
        return tuple((key, _plain(one, start)) for key, one in value.items())
    if isinstance(value, (tuple, list)):
        return tuple(_plain(one, start) for one in value)
    assert isinstance(value, Hashable)
    return value


def _shown(course: Course, settings: Settings) -> list[Path]:
    return [(settings.root / exhibit.course).resolve() for exhibit in course.exhibits()]


def _exhibits(
    course: Course, settings: Settings, revision: Revision, *, changed: set[str], pages: set[str]
) -> frozenset[str]:
    def is_touched(folder: Path) -> bool:
        return any((revision.top / path).is_relative_to(folder) for path in changed)

    shown: Sequence[tuple[str, Path]] = [
        (one.course, folder)
        for one, folder in zip(course.exhibits(), _shown(course, settings), strict=True)
        if one.place.path in pages or is_touched(folder)
    ]
    return frozenset(name for name, _ in shown)
