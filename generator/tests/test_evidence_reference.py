"""The page on evidence shows what a run really gives, and explains every key of the document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema

from keyproof.pipeline import evidence_of
from keyproof.proof import Proof
from keyproof.report import FORMATS, evidence_json, evidence_schema
from keyproof.settings import Settings

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
TEXT = (REFERENCE / "evidence.md").read_text(encoding="utf-8")
FORM = json.loads(evidence_schema())


def _fence(opening: str, closing: str) -> str:
    found = re.search(rf"^{opening}\n(.*?)^{closing}$", TEXT, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_entry_on_the_page_is_the_one_of_the_exercise_on_the_page(
    prove_page: Callable[[str], Proof], tmp_path: Path
) -> None:
    """Run, gathered and written as everywhere."""
    proof = prove_page(_fence("````markdown", "````"))
    document = json.loads(evidence_json(evidence_of(proof, Settings(root=tmp_path, docs=tmp_path / "docs"))))

    jsonschema.validate(document, FORM)
    assert document["exercises"] == [json.loads(_fence("```json", "```"))]


def test_every_key_and_state_is_explained() -> None:
    """What the schema allows, the page names."""
    exercise, answer = (FORM["$defs"][name]["properties"] for name in ("exercise", "answer"))
    states = answer["state"]["enum"]
    statement = FORM["$defs"]["statement"]["properties"]
    said = [*statement, *(name for key in ("sort", "rule", "truth") for name in statement[key]["enum"])]
    in_page = [*FORM["properties"]["in_page"]["properties"], *FORM["$defs"]["program"]["properties"]]
    names = [*FORM["properties"], *in_page, *exercise, *answer, *states, *exercise["status"]["enum"], *said]

    assert ["$schema"] == [name for name in dict.fromkeys(names) if f"`{name}`" not in TEXT]


def test_every_format_is_explained() -> None:
    """Each has a row of the table."""
    text = (REFERENCE / "reports.md").read_text(encoding="utf-8")

    assert list(FORMATS) == re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
