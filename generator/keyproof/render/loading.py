"""What a page has to load: nothing, unless something of ours stands on it.

In: the Markdown of a page. Out: the elements that load scripts and style sheets, for the end of the page.
"""

from __future__ import annotations

from keyproof.program import NOTHING, Offers
from keyproof.render.assets import asset_folder
from keyproof.render.catalogue import Words
from keyproof.render.places import upwards
from keyproof.settings import Settings

SHEETS = {
    "keyproof.css": (
        "<keyproof-exercise",
        "<keyproof-own",
        "<keyproof-progress",
        "kp-card",
        "<keyproof-review",
        "<keyproof-run",
    ),
    "run.css": ("<keyproof-run",),
    "order.css": ('class="kp-pieces',),
    "trace.css": ('class="kp-moment',),
    "modes.css": ("<keyproof-test", "<keyproof-challenge", "<keyproof-review"),
    "own.css": ("<keyproof-own",),
    "stepper.css": ("<keyproof-stepper",),
    "findings.css": ('class="kp-finding', 'class="kp-exhibit'),
    "progress.css": ("<keyproof-progress",),
    "figures.css": ('<figure class="kp-figure', '<div class="kp-computed'),
    "verification.css": ('class="kp-evidence',),
}
"""Style sheets, and what one of stands on a page that needs it."""

SCRIPTS = {"keyproof.js": "<keyproof-", "own.js": "<keyproof-own", "run.js": "<keyproof-run"}
"""Scripts, and what stands on a page that needs one."""


def loading(  # noqa: PLR0913 each is a part of what is loaded
    text: str, path: str, *, settings: Settings, words: Words, offers: Offers = NOTHING, within: str = ""
) -> str:
    """Write what loads the files that a page needs, and `within`; empty for one that needs none."""
    sheets = [name for name, marks in SHEETS.items() if any(mark in text for mark in marks)]
    if not sheets:
        return ""
    top = upwards(path, settings)
    base = top + asset_folder(words)
    tags = [f'<link rel="stylesheet" href="{base}/{name}">' for name in sheets]
    scripts = [name for name, mark in SCRIPTS.items() if mark in text]
    tags += [f'<script type="module" src="{base}/{name}"></script>' for name in scripts]
    runs = "run.js" in scripts
    # Where Python is, for all the programs of the page.
    runtime = f' data-kp-runtime="{top}{offers.folder}/" data-kp-bytes="{offers.size}"' if runs else ""
    return f'<div class="kp-assets"{runtime}>{"".join(tags)}{within}</div>'
