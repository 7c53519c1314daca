"""What a reader's browser may ask about the whole course: which exercises stand where.

In: the `Course` and the `Evidence`. Out: one `Asset`, fetched only where progress is shown or questions
are drawn. It tells no answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from keyproof.course import Course, SourcePage
from keyproof.evidence import Case, Evidence
from keyproof.page import Asset
from keyproof.program import NOTHING, Offers, is_tested
from keyproof.render.assets import FOLDER
from keyproof.render.header import ordered_modes
from keyproof.render.markup import plain
from keyproof.render.payload import Json
from keyproof.render.places import address, page_path
from keyproof.render.progress import PATH as PROGRESS
from keyproof.settings import Settings

VERSION = 1


def course_index(
    course: Course, evidence: Evidence, *, settings: Settings, offers: Offers = NOTHING
) -> Asset:
    """List topics, pages and exercises: what is shown, and of two exercises with one id the first."""
    cases = {case.id: case for case in reversed(evidence.cases) if case.digest}
    topics: list[Json] = []
    for topic in course.topics:
        pages = {page.mode: page for page in course.pages if page.topic == topic.slug}
        topics.append(
            {
                "slug": topic.slug,
                "title": plain(topic.title),
                "url": address(f"{topic.slug}/index.md", settings),
                "objectives": {slug: plain(text) for slug, text in topic.objectives.items()},
                "pages": [_page(pages[mode], cases, settings, offers) for mode in ordered_modes(pages)],
            }
        )
    others = [page for page in course.pages if not page.topic and page.exercises()]
    if others:
        topics.append(
            {
                "slug": "",
                "title": "",
                "url": "",
                "objectives": {},
                "pages": [_page(page, cases, settings, offers) for page in others],
            }
        )
    progress = address(PROGRESS, settings) if settings.progress else ""
    index = {"v": VERSION, "progress": progress, "topics": topics}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return Asset(path=f"{FOLDER}/course.json", content=text.encode())


def _page(
    page: SourcePage, cases: Mapping[str, Case], settings: Settings, offers: Offers
) -> dict[str, Json]:
    exercises: list[Json] = [
        {
            "id": exercise.id,
            "digest": cases[exercise.id].digest,
            "title": plain(exercise.title),
            "level": exercise.level,
            # Solved by tests in the page, where a `write` is done by a tick elsewhere.
            "kind": "tested" if is_tested(exercise, offers) else exercise.kind,
            "objective": exercise.objective,
        }
        for exercise in page.exercises()
        if exercise.id in cases and exercise.kind != "card"
    ]
    url = address(page_path(page, settings), settings)
    listed: dict[str, Json] = {
        "url": url,
        "title": plain(page.title),
        "mode": page.mode,
        "exercises": exercises,
    }
    # Of a card only when it comes back is kept: it is never solved, and nothing of it is counted.
    cards = [one.id for one in page.exercises() if one.id in cases and one.kind == "card"]
    return {**listed, "cards": cards} if cards else listed
