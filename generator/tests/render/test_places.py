"""Addresses of pages relative to each other, as both ways of serving a page need them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest

from keyproof.render.places import upwards, way_to
from keyproof.settings import Settings

FOLDERS = Settings(root=Path("/project"))
FILES = replace(FOLDERS, directory_urls=False)
SERVED = {
    "index.md": ("", "index.html"),
    "README.md": ("", "index.html"),
    "a.md": ("a/", "a.html"),
    "rnn/index.md": ("rnn/", "rnn/index.html"),
    "rnn/try.md": ("rnn/try/", "rnn/try.html"),
    "with space/b.md": ("with%20space/b/", "with%20space/b.html"),
}
"""What a site serves a page as: in folders, and as files."""


@pytest.mark.parametrize("start", SERVED)
@pytest.mark.parametrize("path", SERVED)
def test_a_page_is_reached_from_every_other(path: str, start: str) -> None:
    """Wherever the site stands, and never by an empty address, which would be the page itself."""
    for settings, form in ((FOLDERS, 0), (FILES, 1)):
        top = "file:///below/site/"
        way = way_to(path, start, settings)

        assert way
        assert top + SERVED[path][form] == urljoin(top + SERVED[start][form], way)
        assert top == urljoin(top + SERVED[start][form], upwards(start, settings) or ".")
