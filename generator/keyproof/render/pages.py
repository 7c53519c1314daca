"""Every page of the course as Markdown for a site generator.

In: the `Course`, its verdicts, findings and exhibits. Out: `Page`s: those of the authors with
widgets in the places of exercises, and an index for each topic that has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import yaml

from keyproof.course import Block, Course, SourcePage
from keyproof.exercise import SLOT, UNGRADED, Exercise, Prose
from keyproof.finding import Finding, errors
from keyproof.page import Page
from keyproof.program import NOTHING, Offers, is_tested
from keyproof.render.body import Results, body
from keyproof.render.catalogue import Words
from keyproof.render.faults import fault_block
from keyproof.render.header import header, ordered_modes
from keyproof.render.index import topic_index
from keyproof.render.languages import words_of
from keyproof.render.loading import loading
from keyproof.render.markup import plain
from keyproof.render.places import address, page_path, way_to
from keyproof.render.problems import Problems
from keyproof.render.progress import progress_line
from keyproof.render.prose import protect, written
from keyproof.render.run import gathered
from keyproof.render.series import REVIEW, TAGS, list_goals, review, series
from keyproof.render.solutions import solution_sheet, solutions
from keyproof.render.verification import PATH as EVIDENCE
from keyproof.settings import Settings
from keyproof.topic import Topic
from keyproof.verdict import Verdict

PRACTICE = "practice"
"""The mode whose exercises also stand at the end of every other mode's page."""

_FIRST_HEADING = re.compile(r"\A\s*(?P<heading># [^\n]*|[^\s\n][^\n]*\n=+[ \t]*(?=\n|\Z))")


def render_pages(  # noqa: PLR0913 each is a part of what the run says
    course: Course,
    verdicts: Mapping[str, Verdict],
    *,
    findings: Sequence[Finding],
    settings: Settings,
    exhibits: Mapping[str, Mapping[str, str]],
    offers: Offers = NOTHING,
) -> tuple[Page, ...]:
    """Write every page of the course; what has errors shows them instead of a widget."""
    findings = errors(findings)
    words = words_of(settings)
    results = Results(
        verdicts=verdicts,
        findings=_by_exercise(findings),
        exhibits=exhibits,
        words=words,
        progress=settings.progress,
        offers=offers,
    )
    topics, pages = {topic.slug: topic for topic in course.topics}, list[Page]()
    for source in course.pages:
        path = page_path(source, settings)
        told = address(EVIDENCE if settings.report else path, settings)
        here = replace(
            results,
            evidence=way_to(EVIDENCE, path, settings) if settings.report else "",
            problems=Problems(settings=settings, page=told, topic=source.topic, words=words),
        )
        if source.topic in topics:
            topic = topics[source.topic]
            shown = _topic_page(source, topic, course=course, results=here, settings=settings)
        else:
            sheet = solution_sheet([solutions(source.blocks, here)], here)
            parts = [body(source.blocks, here), *_line(source.exercises(), here), sheet]
            shown = "\n\n".join(filter(None, parts))
        top, (shown, within) = fault_block(_of_page(source, findings)), gathered(shown)
        assets = loading(f"{top}{shown}", path, settings=settings, words=words, offers=offers, within=within)
        text = _text(_front_matter(source), [top, _loading(shown, assets)])
        pages.append(Page(path=path, source=source.path, title=plain(source.title), text=text))
    return (*pages, *_indexes(course, settings, words))


def _loading(shown: str, assets: str) -> str:
    """Put what loads styles beneath the title: a browser shows nothing after it before they are there."""
    title = _FIRST_HEADING.match(shown)
    if not assets or not title:
        return "\n\n".join(part for part in (assets, shown) if part)
    return f"{title[0]}\n\n{assets}\n\n{shown[title.end() :].lstrip(chr(10))}"


def _topic_page(
    source: SourcePage, topic: Topic, *, course: Course, results: Results, settings: Settings
) -> str:
    title, blocks = _titled(source)
    modes = _modes(course, topic)
    head = header(topic, modes, current=source.mode, words=results.words, minutes=source.minutes)
    if source.mode in TAGS:
        # No practice set beneath: its feedback would help with what is asked above.
        goals = ""
        if source.mode == "test":
            goals = list_goals(source, topic, course=course, settings=settings, words=results.words)
        shown = series(source, blocks, topic, results=results, goals=goals)
        sheet = solution_sheet([solutions(blocks, results)], results)
        return "\n\n".join(part for part in (title, head, shown, sheet) if part)
    practice = next((page for page in _pages_of(course, topic) if page.mode == PRACTICE), None)
    counted = _graded(source.exercises(), results)
    counted = counted or _graded(practice.exercises() if practice else (), results)
    shown = review(blocks, results) if source.mode == REVIEW else body(blocks, results)
    parts = [title, head, *_line(counted, results), shown]
    listed = [solutions(blocks, results)]
    if practice is not None and source.mode != PRACTICE:
        # The practice page itself is what a search should find, not its copies.
        parts.append(body(_titled(practice)[1], results, searchable=False))
        listed.append(solutions(practice.blocks, results))
    parts.append(solution_sheet(listed, results))
    return "\n\n".join(part for part in parts if part)


def _line(exercises: Sequence[Exercise], results: Results) -> list[str]:
    solvable = _graded(exercises, results)
    return [progress_line(solvable)] if solvable and results.progress else []


def _graded(exercises: Sequence[Exercise], results: Results) -> list[Exercise]:
    """Leave out what is never solved: a card is recalled again and again, an own answer is done."""
    return [one for one in exercises if one.kind not in UNGRADED or is_tested(one, results.offers)]


def _titled(source: SourcePage) -> tuple[str, tuple[Block, ...]]:
    """Take the title off a page, so that the header can stand beneath it; make one if there is none."""
    first = source.blocks[0] if source.blocks else None
    found = _FIRST_HEADING.match(first.text) if isinstance(first, Prose) else None
    if found is None or not isinstance(first, Prose):
        return f"# {protect(source.title)}", source.blocks
    cut = found["heading"].count(SLOT)
    title = replace(first, text=found["heading"], slots=first.slots[:cut])
    rest = replace(first, text=first.text[found.end() :], slots=first.slots[cut:])
    return written(title), (rest, *source.blocks[1:])


def _indexes(course: Course, settings: Settings, words: Words) -> list[Page]:
    written = {page_path(page, settings) for page in course.pages}
    pages: list[Page] = []
    for topic in course.topics:
        path = f"{topic.slug}/index.md"
        if path in written or (settings.docs is not None and (settings.docs / path).exists()):
            continue
        text = topic_index(topic, _modes(course, topic), topics=course.topics, words=words)
        text = _text(_front_of_index(topic), [text])
        pages.append(Page(path=path, source=topic.place.path, title=plain(topic.title), text=text))
    return pages


def _front_of_index(topic: Topic) -> str:
    """Name a topic's labels where plugins for tags look; the page itself shows them already."""
    front = f"title: {_yaml_text(plain(topic.title))}"
    return f"{front}\ntags: {json.dumps(topic.tags)}\nhide: [tags]" if topic.tags else front


def _by_exercise(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.exercise:
            grouped.setdefault(finding.exercise, []).append(finding)
    return grouped


def _of_page(source: SourcePage, findings: Sequence[Finding]) -> list[Finding]:
    """Select the findings that no exercise of the page will show."""
    shown = {exercise.id for exercise in source.exercises()}
    return [
        finding for finding in findings if finding.place.path == source.path and finding.exercise not in shown
    ]


def _pages_of(course: Course, topic: Topic) -> list[SourcePage]:
    return [page for page in course.pages if page.topic == topic.slug]


def _modes(course: Course, topic: Topic) -> tuple[str, ...]:
    return ordered_modes(page.mode for page in _pages_of(course, topic))


def _front_matter(source: SourcePage) -> str:
    """Keep what the author wrote; a topic's page has a title, and a test lists no question beside it."""
    if not source.topic:
        return source.front_matter
    keys, title = _keys(source.front_matter), f"title: {_yaml_text(plain(source.title))}"
    added = [] if "title" in keys else [title]
    # What Material and Zensical call the table of contents at the side.
    added += ["hide: [toc]"] if source.mode in TAGS and "hide" not in keys else []
    return "\n".join([*added, *(_unmarked(line, source, title) for line in source.front_matter.splitlines())])


def _unmarked(line: str, source: SourcePage, title: str) -> str:
    """Take marks such as backticks off a title: engines put it into windows and navigation as it stands."""
    if line.startswith("title") and plain(source.title) != source.title:
        # Alone it says the whole title, or else it goes on below and stays.
        return title if _loaded(line) == {"title": source.title} else line
    return line


def _keys(front_matter: str) -> set[str]:
    loaded = _loaded(front_matter)
    if loaded is None:
        return {"title"} if re.search(r"^title\s*:", front_matter, re.MULTILINE) else set()
    return set(loaded)


def _loaded(front_matter: str) -> dict[str, object] | None:
    """Read front matter; none where it is no YAML."""
    try:
        loaded = yaml.safe_load(front_matter)
    except yaml.YAMLError:
        return None
    return loaded if isinstance(loaded, dict) else {}


def _yaml_text(text: str) -> str:
    return json.dumps(text)


def _text(front_matter: str, parts: Sequence[str]) -> str:
    front = f"---\n{front_matter.strip(chr(10))}\n---\n\n" if front_matter.strip() else ""
    return front + "\n\n".join(part for part in parts if part) + "\n"
