"""The tutorial's parts make an exercise: proven as it stands, and failing where the tutorial says so.

Its steps are followed to the letter by site_tests/test_from_nothing.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from keyproof.proof import Proof

from .conftest import REPOSITORY

GUIDE = REPOSITORY / "docs" / "author.md"
CHIPS = "- `10` : That is the width of what goes in.\n- `30` : The two sizes are not added up.\n"


def _examples() -> str:
    """All parts in order."""
    text = GUIDE.read_text(encoding="utf-8")
    head, *rest = re.findall(r"^````markdown\n(.*?)^````", text, flags=re.MULTILINE | re.DOTALL)
    assert CHIPS in text
    return "\n".join([head, CHIPS, *rest])


def test_the_exercise_is_proven(prove_page: Callable[[str], Proof]) -> None:
    """Its parts, one beneath the other, are what an author needs."""
    proof = prove_page(_examples())

    assert "" == proof.report
    assert ["state-width"] == [exercise.id for exercise in proof.course.exercises()]


def test_the_bad_chip_is_reported_at_its_place(prove_page: Callable[[str], Proof]) -> None:
    """Step 7 says that a chip `2 * 10` is an `ambiguous-key`, and where."""
    text = _examples().replace(CHIPS, CHIPS + "- `2 * 10`\n")
    line = text.split("\n").index("- `2 * 10`") + 1

    findings = prove_page(text).findings

    assert [("ambiguous-key", line)] == [(finding.rule, finding.place.line) for finding in findings]
