"""The evidence as a document, and its schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from keyproof.report import FORMATS, SCHEMA, evidence_json, evidence_schema

from .samples import case, contents, evidence, finding

FORM: dict[str, Any] = json.loads(evidence_schema())
VALIDATOR = jsonschema.Draft202012Validator(FORM)


def _objects(node: object) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for part in node for found in _objects(part)]
    if not isinstance(node, dict):
        return []
    inner = [found for part in node.values() for found in _objects(part)]
    return [node, *inner] if node.get("type") == "object" else inner


def test_a_document_is_valid_and_names_its_schema() -> None:
    """Proven, unproven and unverified exercises, errors and warnings."""
    found = (finding(), finding(severity="warning"))
    unrun = case("three", status="unverified", reason="Taste.", answers=())
    text = evidence_json(evidence(case(), case("two", *found), unrun, findings=found))
    document = json.loads(text)

    VALIDATOR.validate(document)
    assert SCHEMA == document["$schema"] == FORM["$id"]
    assert (3, 1, 1, 1) == tuple(
        document["counts"][name] for name in ("exercises", "proven", "unproven", "unverified")
    )
    assert {"holds": 2, "refuted": 2} == {
        n: count for n, count in document["counts"]["states"].items() if count
    }


def test_the_schema_is_strict_everywhere() -> None:
    """Every key is required but those of some runs only, no other is allowed, and each says what it means."""
    jsonschema.Draft202012Validator.check_schema(FORM)
    objects = _objects(FORM)

    assert 16 == len(objects)
    for made in objects:
        assert made["additionalProperties"] is False
        assert sorted(made["properties"].keys() - {"changed_since", "in_page"}) == made["required"]
        described = [part.get("description", part.get("$ref")) for part in made["properties"].values()]
        assert all(described)


@pytest.mark.parametrize(
    ("name", "value"),
    [("status", "maybe"), ("digest", "0123"), ("line", 0), ("title", None), ("more", 1), ("answers", [{}])],
)
def test_another_form_is_refused(name: str, value: object) -> None:
    """The schema can fail."""
    document = json.loads(evidence_json(evidence(case())))
    document["exercises"][0][name] = value

    assert not VALIDATOR.is_valid(document)


def test_statements_are_listed_with_what_the_run_gave() -> None:
    """Place, what is said, what was given, and the rule it would break; counted by whether they are so."""
    document = json.loads(evidence_json(evidence(case())))

    VALIDATOR.validate(document)
    assert (3, {"true": 1, "false": 1, "unreached": 1}) == tuple(
        document["counts"][name] for name in ("statements", "truths")
    )
    assert {
        "sort": "comment",
        "rule": "false-comment",
        "path": "docs/a page.md",
        "line": 3,
        "column": 20,
        "length": 9,
        "said": "(4, 7, 3)",
        "gave": "(batch, seq_len, input_size) = (4, 7, 3)",
        "truth": "true",
        "exercise": "one",
        "computed": False,
    } == document["statements"][0]
    rules = [one["rule"] for one in document["statements"]]
    assert ["false-comment", "false-number", "false-output"] == rules


def test_keys_are_sorted_and_text_is_text() -> None:
    """A difference between two documents is a difference between two runs."""
    text = evidence_json(evidence(case(title="Größe 🎲")))
    again = json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    assert again == text
    assert '"title": "Größe 🎲"' in text


def test_the_format_json_is_the_same_document_with_the_findings() -> None:
    """One form for the site, for `--evidence` and for `--format json`."""
    made = contents(case("one", finding()), findings=(finding(),))
    document = json.loads(FORMATS["json"](made))

    VALIDATOR.validate(document)
    assert [("wrong-key", "docs/a page.md", 4, 11, 10)] == [
        (one["rule"], one["path"], one["line"], one["column"], one["length"]) for one in document["findings"]
    ]


def test_every_format_of_the_command_is_written() -> None:
    """The table is what the command offers; text asks for no evidence."""
    assert ["text", "github", "junit", "sarif", "json"] == list(FORMATS)
    assert "1 exercise, 2 answers run: 1 finding\n" == FORMATS["text"](contents())
