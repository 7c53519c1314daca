"""Every example of the reference page reads without a finding, and is proven."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from keyproof.exercise import Kind
from keyproof.proof import Proof

from .samples import findings, read

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "format.md"


def examples() -> list[str]:
    """Return the complete pages on the reference page, in order."""
    text = REFERENCE.read_text(encoding="utf-8")
    return re.findall(r"^````markdown\n(.*?)^````$", text, flags=re.MULTILINE | re.DOTALL)


def mode(example: str) -> str:
    """The page of a topic that an example is, by its front matter; empty for a page of the docs."""
    named = re.match(r"---\nmode: (\w+)\n", example)
    return named[1] if named else ""


@pytest.mark.parametrize("example", examples())
def test_every_example_reads(example: str) -> None:
    """What an author copies from the reference has no fault."""
    page, found = read(example, mode=mode(example))

    assert [] == found
    assert page.exercises() or page.statements


@pytest.mark.parametrize("example", examples())
def test_every_example_is_proven(example: str, prove_page: Callable[..., Proof]) -> None:
    """What the reference shows was run: every answer of every example."""
    proof = prove_page(example, mode=mode(example), objectives=re.findall(r"objective=([\w-]+)", example))

    assert "" == proof.report
    excused = {exercise.id for exercise in proof.course.exercises() if exercise.unverified}
    assert excused == {id_ for id_, verdict in proof.verdicts.items() if not verdict.runs}


def test_every_kind_and_construct_is_shown() -> None:
    """The page leaves out no kind, and its examples can stand on one page."""
    page, found = read("\n".join(text for text in examples() if not text.startswith("---")))

    assert set(get_args(Kind)) == {made.kind for made in page.exercises()}
    assert [] == [line for line in found if "python setup" not in line]
    assert {"", "easy", "medium", "hard"} == {made.level for made in page.exercises()}


def test_the_reference_itself_is_no_page_of_ours() -> None:
    """Examples stand in fences, so the page holds no exercise."""
    assert [] == findings(REFERENCE.read_text(encoding="utf-8"))
