"""The table of kinds has a row for every kind."""

from __future__ import annotations

from typing import get_args

from keyproof.exercise import Kind
from keyproof.verify.kinds import KINDS


def test_every_kind_has_a_row() -> None:
    """A new kind without one would be published unverified."""
    assert set(get_args(Kind)) == set(KINDS)
