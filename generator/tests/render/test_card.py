"""Cards as they stand in a page."""

from __future__ import annotations

import html
import re

from keyproof.render.block import Position, digest, exercise_block
from keyproof.render.languages import english
from tests.render.conversion import convert
from tests.render.samples import card


def _block() -> str:
    exercise, verdict = card()
    return exercise_block(exercise, verdict, position=Position(number=1, total=1), words=english())


def test_the_back_is_closed_and_whole() -> None:
    """The back stands in a block that opens, without any script, and shows what its author wrote."""
    shown = convert(_block())

    assert '<details class="kp-back">' in shown
    assert "<summary>Back</summary>" in shown
    assert "a < b" in html.unescape(shown)
    assert "keyproof-exercise" not in _block()
    assert "Final answer" not in _block()


def test_the_digest_stands_in_the_page() -> None:
    """A review knows by it that a card was edited."""
    exercise, verdict = card()
    found = re.search(r'data-kp-digest="([0-9a-f]{12})"', _block())

    assert found and digest(exercise, verdict) == found[1]


def test_the_back_is_no_search_result() -> None:
    """Who searches for a term is not told the answer of a card by accident."""
    section = re.search(r"<section[^>]*>\s*<details class=\"kp-back\"", _block())

    assert section and "data-search-exclude" in section.group()
