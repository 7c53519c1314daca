"""From proven exercises to the pages and assets of a site.

In: a `Course` with its verdicts and findings. Out: `Page`s and `Asset`s; nothing is written.
"""

from __future__ import annotations

from keyproof.render.assets import render_assets
from keyproof.render.pages import render_pages

__all__ = ["render_assets", "render_pages"]
