"""What the tests of exchange share: one small course with every kind, proven once."""

from __future__ import annotations

from pathlib import Path

import pytest

from keyproof.exchange.gather import gather
from keyproof.exchange.question import Bundle, Question
from keyproof.pipeline import prove
from keyproof.proof import Proof
from keyproof.render.languages import english
from keyproof.settings import Settings
from keyproof.verify import Memory

COURSE = Path(__file__).with_name("course.md")


@pytest.fixture(scope="session", name="proof")
def _proof(memory: Memory, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """A page of the docs that has every kind."""
    root = tmp_path_factory.mktemp("exchange")
    (root / "docs").mkdir()
    (root / "docs" / "kinds.md").write_bytes(COURSE.read_bytes())
    proof = prove(Settings(root=root, docs=root / "docs", jobs=1, seeds=1), run=memory)
    assert proof.report == ""
    return proof


@pytest.fixture(scope="session", name="bundle")
def _bundle(proof: Proof) -> Bundle:
    """Its questions."""
    return Bundle(questions=gather(proof, english()), title="Course", changed=1_700_000_000)


@pytest.fixture(scope="session", name="questions")
def _questions(bundle: Bundle) -> dict[str, Question]:
    """Its questions by id."""
    return {question.id: question for question in bundle.questions}
