"""From proven exercises to the pages and assets of a site.

In: a `Course` with its verdicts and findings. Out: `Page`s and `Asset`s; nothing is written.
"""

from __future__ import annotations

from keyproof.render.additions import additions
from keyproof.render.assets import render_assets
from keyproof.render.evidence import gather_evidence
from keyproof.render.filled import filled
from keyproof.render.languages import languages, read_words, words_of
from keyproof.render.pages import render_pages
from keyproof.render.pictures import render_pictures

__all__ = [
    "additions",
    "filled",
    "gather_evidence",
    "languages",
    "read_words",
    "render_assets",
    "render_pages",
    "render_pictures",
    "words_of",
]
