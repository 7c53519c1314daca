"""Pictures that stand beside exercises: the site knows only the docs, so they are handed over.

In: the course's pages. Out: an `Asset` for each picture in a topic's folder that a page of it links to.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from keyproof.course import Course
from keyproof.page import Asset
from keyproof.settings import Settings

SUFFIXES = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")

_LINK = re.compile(r"""\]\(\s*<?(?P<link>[^)<>"'#?\n]+?)>?\s*(?:["'][^)\n]*)?\)|src="(?P<source>[^"#?]+)\"""")


def render_pictures(course: Course, settings: Settings) -> tuple[Asset, ...]:
    """Read the pictures that pages of topics link to."""
    found: dict[str, Asset] = {}
    for page in course.pages:
        folder = (settings.root / page.path).parent.resolve()
        for match in _LINK.finditer(course.texts.get(page.path, "") if page.topic else ""):
            target = unquote(match["link"] or match["source"])
            file = (folder / target).resolve()
            pictured = PurePosixPath(target).suffix.lower() in SUFFIXES and file.is_relative_to(folder)
            path = f"{page.topic}/{file.relative_to(folder).as_posix()}" if pictured else ""
            # The author's docs may hold a file of that name: then it is the one that readers see.
            known = settings.docs is not None and (settings.docs / path).exists()
            if pictured and file.is_file() and not known:
                found[path] = Asset(path=path, content=file.read_bytes())
    return tuple(found[path] for path in sorted(found))
