"""Our course under MkDocs without the plugin, as `keyproof pages` writes it.

In: the same course, built with the plugin and without. Out: whether readers get the very same pages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from engines import build_with

ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)


@pytest.fixture(scope="module", name="plain")
def _plain(site: str, engines: Path) -> Path:
    """The site of MkDocs alone, at the address of ours."""
    build_with("mkdocs", engines, site_url=site + "/")
    return engines / "mkdocs"


def _articles(site: Path) -> dict[str, list[str]]:
    pages = sorted(site.rglob("*.html"))
    return {
        page.relative_to(site).as_posix(): ARTICLE.findall(page.read_text(encoding="utf-8")) for page in pages
    }


def test_pages_are_those_of_the_plugin(site_folder: Path, plain: Path) -> None:
    """Every article has the same bytes with the plugin and without, so what holds for ours holds there."""
    ours, theirs = _articles(site_folder), _articles(plain)
    assert len(ours) >= 9
    assert ours == theirs


def test_assets_are_those_of_the_plugin(site_folder: Path, plain: Path) -> None:
    """Scripts, styles and data are the same files."""
    made = [
        {
            file.relative_to(folder): file.read_bytes()
            for file in (folder / "assets/keyproof").rglob("*.*")
            if file.is_file()
        }
        for folder in (site_folder, plain)
    ]
    assert made[0]
    assert made[0] == made[1]
