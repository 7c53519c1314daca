"""The whole course: folders -> `Course`.

In: settings. Out: topics, pages, and every fault of every file, found in one run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from keyproof.course import Course, ExerciseSet, Exhibit, SourcePage
from keyproof.errors import SettingsError
from keyproof.exercise import Code, Exercise
from keyproof.finding import Finding, Place
from keyproof.glance import may_hold_exercises, pages_of
from keyproof.read.files import read_source, relative
from keyproof.read.front_matter import report_unknown_mode
from keyproof.read.near import suggestion
from keyproof.read.page import read_page
from keyproof.read.source import Source
from keyproof.read.topic import FILE, read_topic
from keyproof.recall import Recall
from keyproof.settings import Settings
from keyproof.topic import MODES, Topic

DEFAULT_SETUP = Code(
    source="import torch\nfrom torch import nn\n", place=Place(path="keyproof:default-setup", line=1)
)
"""Hidden setup of every exercise."""


def read_course(settings: Settings, *, recall: Recall | None = None) -> Course:
    """Read every page of the course and every page of the docs that holds exercises.

    Args:
        settings: where they are.
        recall: pages that were read before; one whose text is the same is not taken apart again.
    """
    reading = _Reading(settings, recall or Recall())
    if settings.exercises is not None:
        _read_exercises(reading, _folder(settings.exercises, "exercises"))
    if settings.docs is not None:
        _read_docs(reading, _folder(settings.docs, "docs"))
    _report_prerequisites(reading)
    pages = tuple(sorted(reading.pages, key=lambda page: page.path))
    _report_duplicates(reading, pages)
    return Course(
        topics=tuple(sorted(reading.topics, key=lambda topic: (topic.order, topic.slug))),
        pages=pages,
        findings=tuple(sorted(reading.findings, key=lambda found: (found.place, found.rule, found.what))),
        texts=dict(sorted(reading.texts.items())),
    )


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    settings: Settings
    recall: Recall
    topics: list[Topic] = field(default_factory=list)
    pages: list[SourcePage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def page(
        self,
        source: Source,
        *,
        topic: str = "",
        mode: str = "",
        setup: tuple[Code, ...],
        objectives: tuple[str, ...] | None = (),
    ) -> SourcePage:
        """Take a page apart, unless that was done before; either way its faults are in the source."""
        key = ("page", source.path, source.text, topic, mode, setup, objectives)
        found = self.recall.find(*key)
        if found is None:
            made = read_page(source, topic=topic, mode=mode, setup=setup, objectives=objectives)
            found = (made, tuple(source.findings))
            self.recall.keep(*key, value=found)
        page: SourcePage
        page, source.findings[:] = found
        return page

    def keep(self, source: Source) -> None:
        """Take over what a file told."""
        self.findings.extend(source.findings)
        self.texts[source.path] = source.text


def _folder(path: Path, name: str) -> Path:
    if not path.is_dir():
        raise SettingsError(f"The folder of `{name}` does not exist: {path}")
    return path


def _read_exercises(reading: _Reading, folder: Path) -> None:
    for path in _visible(folder):
        if path.is_dir():
            _read_topic_folder(reading, path)
        elif path.suffix.lower() == ".md" and may_hold_exercises(path):
            _misplaced(reading, path, "A page of exercises stands in the folder of a topic")


def _read_topic_folder(reading: _Reading, folder: Path) -> None:
    pages = [path for path in _visible(folder) if path.suffix.lower() in (".md", ".markdown")]
    deeper = [path for path in sorted(folder.rglob("*.md")) if path.parent != folder]
    file = folder / FILE
    if not pages and not deeper and not file.exists():
        return
    setup: tuple[Code, ...] = ()
    # Of a topic that cannot be read no objective is wrong: one finding is enough.
    objectives: tuple[str, ...] | None = None
    if file.exists():
        source = read_source(file, root=reading.settings.root)
        if not source.findings:
            topic, setup = read_topic(source, slug=folder.name)
            objectives = None if source.findings else tuple(topic.objectives)
            reading.topics.append(topic)
        reading.keep(source)
    else:
        _report_no_file(reading, file)
    for path in pages:
        _read_topic_page(reading, path, setup=(DEFAULT_SETUP, *setup), objectives=objectives)
    for path in deeper:
        _misplaced(reading, path, "A page of a topic stands in the topic's folder itself")


def _read_topic_page(
    reading: _Reading, path: Path, *, setup: tuple[Code, ...], objectives: tuple[str, ...] | None
) -> None:
    mode = path.stem
    if mode == "README" and not may_hold_exercises(path):
        return
    source = read_source(path, root=reading.settings.root)
    if not source.findings:
        if mode not in MODES or path.suffix != ".md":
            report_unknown_mode(source, path.name.removesuffix(".md"))
        page = reading.page(
            source, topic=path.parent.name, mode=mode, setup=setup, objectives=objectives
        )
        reading.pages.append(page)
    reading.keep(source)


def _read_docs(reading: _Reading, folder: Path) -> None:
    course = reading.settings.exercises
    for path in pages_of(folder, reading.settings):
        inside = course is not None and path.is_relative_to(course)
        if inside or not may_hold_exercises(path):
            continue
        source = read_source(path, root=reading.settings.root)
        if source.findings:
            reading.keep(source)
            continue
        page = reading.page(source, setup=(DEFAULT_SETUP,))
        ours = any(isinstance(block, (Exercise, ExerciseSet, Exhibit)) for block in page.blocks)
        ours = ours or bool(page.statements)
        if ours:
            reading.pages.append(page)
        if ours or source.findings:
            reading.keep(source)


def _visible(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _misplaced(reading: _Reading, path: Path, what: str) -> None:
    place = Place(path=relative(path, root=reading.settings.root), line=1)
    hint = "Move the file to `exercises/TOPIC/MODE.md`, such as `exercises/rnn-layer/try.md`."
    reading.findings.append(Finding(rule="unknown-name", place=place, what=what, hint=hint))


def _report_no_file(reading: _Reading, file: Path) -> None:
    reading.topics.append(
        Topic(
            slug=file.parent.name,
            title=file.parent.name,
            objectives={},
            place=Place(path=relative(file, root=reading.settings.root), line=1),
        )
    )
    hint = f"Write a file `{FILE}` with at least `title:` in the topic's folder."
    if (other := file.with_suffix(".yaml")).exists():
        hint = f"Rename `{other.name}` to `{FILE}`."
    reading.findings.append(
        Finding(
            rule="unreadable",
            place=reading.topics[-1].place,
            what=f"The topic `{file.parent.name}` has no `{FILE}`",
            hint=hint,
        )
    )


def _report_prerequisites(reading: _Reading) -> None:
    known = {topic.slug for topic in reading.topics}
    for topic in reading.topics:
        for slug in topic.prerequisites:
            if slug not in known:
                place = _find(reading.texts.get(topic.place.path, ""), slug, topic.place)
                what = f"`{slug}` is not a topic of this course"
                hint = suggestion(slug, known - {topic.slug})
                reading.findings.append(Finding(rule="unknown-name", place=place, what=what, hint=hint))


def _find(text: str, word: str, place: Place) -> Place:
    reached = False
    for number, line in enumerate(text.split("\n"), 1):
        reached = reached or line.startswith("prerequisites")
        column = line.find(word, len("prerequisites") if line.startswith("prerequisites") else 0)
        if reached and column >= 0:
            return Place(path=place.path, line=number, column=column + 1, length=len(word))
    return place


def _report_duplicates(reading: _Reading, pages: tuple[SourcePage, ...]) -> None:
    first: dict[str, Place] = {}
    for page in pages:
        named: list[Exercise | ExerciseSet] = list(page.exercises())
        named += [block for block in page.blocks if isinstance(block, ExerciseSet)]
        for block in sorted(named, key=lambda block: block.place):
            if block.id in first:
                reading.findings.append(
                    Finding(
                        rule="duplicate-id",
                        place=block.place,
                        what=f"The id `{block.id}` is taken by {first[block.id]}",
                        hint="Give one of the two another id; ids are unique in the whole course.",
                        exercise=block.id,
                    )
                )
            first.setdefault(block.id, block.place)
