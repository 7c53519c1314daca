"""Where pages stand on the site, and how one of them reaches another.

In: a `SourcePage` or a page's path. Out: paths of pages, and addresses that work wherever the site stands.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from keyproof.course import SourcePage
from keyproof.settings import Settings

_FRONT = ("index", "README")
"""Names of pages that a site serves as their folder."""


def page_path(source: SourcePage, settings: Settings) -> str:
    """Give the path of an author's page relative to the docs folder."""
    if source.topic:
        return f"{source.topic}/{source.mode}.md"
    if settings.docs is None:
        return source.path
    whole = (settings.root / source.path).resolve()
    return whole.relative_to((settings.root / settings.docs).resolve()).as_posix()


def upwards(path: str, settings: Settings) -> str:
    """Give the way from a page to the site's top: `../../`, or nothing."""
    place = PurePosixPath(path)
    return "../" * (len(place.parts) - 1 + (settings.directory_urls and place.stem not in _FRONT))


def way_to(path: str, start: str, settings: Settings) -> str:
    """Give the address of one page relative to another."""
    return upwards(start, settings) + address(path, settings)


def address(path: str, settings: Settings) -> str:
    """Give the address of a page relative to the site's top."""
    place = PurePosixPath(path)
    folder = "" if str(place.parent) == "." else f"{place.parent}/"
    if not settings.directory_urls:
        return quote(f"{folder}{'index' if place.stem in _FRONT else place.stem}.html")
    # `./` for the site's own front page: an empty link would lead to the page it stands on.
    return quote((folder or "./") if place.stem in _FRONT else f"{folder}{place.stem}/")
