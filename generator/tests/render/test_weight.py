"""What readers have to load: the bars of weight, in bytes after gzip -9."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from keyproof.render import render_assets, words_of
from keyproof.render.languages import languages
from keyproof.settings import Settings

KB = 1024


def _zipped(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def _sizes(language: str) -> dict[str, int]:
    assets = render_assets(words_of(Settings(root=Path(), language=language)))
    return {asset.path.rsplit("/", 1)[1]: _zipped(asset.content) for asset in assets}


@pytest.mark.parametrize("language", languages())
def test_an_exercise_page_loads_ten_kilobytes(language: str) -> None:
    """Script with its words and style sheet together; everything else waits for a reader who needs it."""
    sizes = _sizes(language)

    assert sizes["keyproof.js"] + sizes["keyproof.css"] <= 10 * KB


def test_answering_and_coming_back_stay_light() -> None:
    """What comes with an answer, marks in the navigation, dragging, and the list at the end."""
    sizes = _sizes("en")
    later = (
        "answering.js",
        "grade.js",
        "nav-marks.js",
        "progress.js",
        "drag.js",
        "all-answers.js",
        "sheet.js",
    )

    assert sum(sizes[name] for name in later) <= 6 * KB
