"""Where readers see how far they have come: a line on a page, and a page for the whole course.

In: the exercises of a page; settings. Out: Markdown whose elements the widget fills in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from keyproof.exercise import Exercise
from keyproof.page import Page
from keyproof.render.languages import words_of
from keyproof.render.loading import loading
from keyproof.render.markup import escape, one_line
from keyproof.render.prose import protect
from keyproof.settings import Settings

PATH = "progress.md"
"""Where the page stands, relative to the docs folder."""


def progress_line(exercises: Sequence[Exercise]) -> str:
    """Write the line of a page that says how many of these exercises are solved; empty for none."""
    ids = " ".join(dict.fromkeys(exercise.id for exercise in exercises))
    if not ids:
        return ""
    element = f'<keyproof-page data-ids="{escape(ids)}"></keyproof-page>'
    return one_line(f'<div class="kp-line" data-search-exclude>{element}</div>')


def progress_page(settings: Settings) -> Page:
    """Write the page that counts topics, pages and exercises."""
    words = words_of(settings)
    title = words.text("progress-title")
    without = f"<noscript><p>{escape(words.text('progress-without'))}</p></noscript>"
    element = f"<keyproof-progress></keyproof-progress>{without}"
    shown = one_line(f'<div class="kp-course">{element}</div>')
    parts = [
        f"---\ntitle: {json.dumps(title)}\nsearch:\n  exclude: true\n---",
        f"# {protect(title)}",
        protect(words.text("progress-about")),
        shown,
        loading(shown, PATH, settings=settings, words=words),
    ]
    return Page(path=PATH, source="", title=title, text="\n\n".join(parts) + "\n")
