"""Titles for the navigation, and the order of sections that a host made from folder names.

In: the host's pages or sections and a build. Out: the same, titled and in the course's order.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from keyproof.pipeline import Build


class TopicSection(Protocol):
    """What is asked of a host's section."""

    title: str
    """Title that readers see."""

    children: list[Any]
    """Pages, sections and links; a page has `file.src_uri`."""


def arrange(sections: Iterable[TopicSection], build: Build) -> None:
    """Give each topic's section the topic's title, and its pages the order of the course."""
    from keyproof.render.markup import plain  # noqa: PLC0415 a site without a course loads none of it

    titles = {topic.slug: plain(topic.title) for topic in build.proof.course.topics}
    order = [page.path for page in build.pages]
    for section in sections:
        folders = {path.split("/")[0] for child in section.children if (path := _path(child))}
        slug = folders.pop() if len(folders) == 1 else ""
        if slug in titles:
            section.title = escape(titles[slug], quote=False)
            section.children.sort(key=lambda child: _rank(_path(child), order))


def show_as_written(pages: Iterable[Any], build: Build) -> None:
    """Title the course's pages so that the host, which takes titles for HTML, shows every character."""
    topics = {topic.slug for topic in build.proof.course.topics}
    titles = {page.path: page.title for page in build.pages if page.path.split("/")[0] in topics}
    for page in pages:
        # A title of its own is one that the site's owner wrote into the navigation.
        if page.file.src_uri in titles and "title" not in vars(page):
            page.title = escape(titles[page.file.src_uri], quote=False)


def _path(child: object) -> str:
    return str(getattr(getattr(child, "file", None), "src_uri", ""))


def _rank(path: str, order: list[str]) -> int:
    return order.index(path) if path in order else len(order)
