"""What we add to a site beside the author's pages: progress, the report of the verification, and documents.

In: the course, the evidence, and the author's pages, whose names come first. Out: pages and assets.
"""

from __future__ import annotations

from collections.abc import Sequence

from keyproof.course import Course
from keyproof.errors import SettingsError
from keyproof.evidence import Evidence
from keyproof.page import Asset, Page
from keyproof.program import NOTHING, Offers
from keyproof.render.course_index import course_index
from keyproof.render.progress import PATH as PROGRESS
from keyproof.render.progress import progress_page
from keyproof.render.verification import DOCUMENT, PATH, verification_page
from keyproof.report import SCHEMA, evidence_json, evidence_schema
from keyproof.settings import Settings


def additions(
    course: Course,
    evidence: Evidence,
    *,
    pages: Sequence[Page],
    settings: Settings,
    offers: Offers = NOTHING,
) -> tuple[tuple[Page, ...], tuple[Asset, ...]]:
    """Make what the settings ask for.

    Raises:
        SettingsError: the docs or the course have a page or a file of one of our names.
    """
    refuse_taken_names(pages, settings)
    shown: list[Page] = []
    documents: list[Asset] = []
    if course.exercises():
        documents.append(course_index(course, evidence, settings=settings, offers=offers))
        if settings.progress:
            shown.append(progress_page(settings))
    if settings.report:
        shown.append(verification_page(evidence, course, settings=settings))
        documents.append(Asset(path=DOCUMENT, content=evidence_json(evidence).encode()))
        documents.append(Asset(path=SCHEMA, content=evidence_schema()))
    return tuple(shown), tuple(documents)


def refuse_taken_names(pages: Sequence[Page], settings: Settings) -> None:
    """Stop before a page of ours would take the place of something that an author wrote.

    Raises:
        SettingsError: the docs or the course have a page or a file of one of our names.
    """
    if settings.report:
        report = (PATH, "verification/index.md", "verification/README.md", DOCUMENT, SCHEMA)
        _refuse(report, pages, settings, what="report of the verification", option="report")
    if settings.progress:
        progress = (PROGRESS, "progress/index.md", "progress/README.md")
        _refuse(progress, pages, settings, what="page of progress", option="progress")


def _refuse(
    names: Sequence[str], pages: Sequence[Page], settings: Settings, *, what: str, option: str
) -> None:
    pages_there = {page.path: page.source for page in pages}
    for name in names:
        there = pages_there.get(name, "")
        if not there and settings.docs is not None and (settings.docs / name).exists():
            there = name
        if there:
            raise SettingsError(
                f"{there} stands where the {what} goes. "
                f"Rename it, or leave it out with `{option}: false` or --no-{option}."
            )
