"""Every kind of exercise has a row."""

from __future__ import annotations

from typing import get_args

from keyproof.exercise import Kind
from keyproof.render.kinds import KINDS
from tests.render.samples import ALL, CARDS, OWN


def test_no_kind_is_missing() -> None:
    """A kind that can be read can be shown, and is among the samples these tests walk."""
    assert set(get_args(Kind)) == set(KINDS)
    assert set(KINDS) == {sample()[0].kind for sample in (*ALL, *CARDS, *OWN)}
