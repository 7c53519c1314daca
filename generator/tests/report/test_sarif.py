"""Findings as SARIF 2.1.0."""

from __future__ import annotations

import json
from typing import Any

from keyproof.report import FORMATS, Contents
from keyproof.rules import RULES

from .samples import contents, finding


def _run(made: Contents) -> dict[str, Any]:
    log = json.loads(FORMATS["sarif"](made))
    assert ("2.1.0", ["$schema", "runs", "version"], 1) == (log["version"], sorted(log), len(log["runs"]))
    run: dict[str, Any] = log["runs"][0]
    return run


def test_a_result_points_at_its_stretch_of_the_line() -> None:
    """Columns count characters, which the log says; the end is the column after the last one."""
    run = _run(contents(findings=(finding(),)))
    where = run["results"][0]["locations"][0]

    assert "unicodeCodePoints" == run["columnKind"]
    assert {"startLine": 4, "startColumn": 11, "endColumn": 21} == where["physicalLocation"]["region"]
    assert [{"name": "one", "kind": "member"}] == where["logicalLocations"]


def test_paths_are_addresses_relative_to_the_repository() -> None:
    """Percent-encoded, with the base that the log names."""
    run = _run(contents(findings=(finding(),), folder="courses/"))
    file = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]

    assert {"uri": "courses/docs/a%20page.md", "uriBaseId": "%SRCROOT%"} == file
    assert file["uriBaseId"] in run["originalUriBaseIds"]


def test_every_rule_is_described_and_results_lead_to_theirs() -> None:
    """The help is the rule's own file."""
    run = _run(contents(findings=(finding(), finding(rule="typed-letter", severity="warning"))))
    rules = run["tool"]["driver"]["rules"]

    assert sorted(RULES) == [rule["id"] for rule in rules]
    assert {"id", "shortDescription", "help"} == {*rules[0]}
    assert ["wrong-key", "typed-letter"] == [rules[made["ruleIndex"]]["id"] for made in run["results"]]
    assert ["error", "warning"] == [made["level"] for made in run["results"]]


def test_braces_are_doubled_because_single_ones_are_placeholders() -> None:
    """In messages and in help, as the format demands."""
    run = _run(contents(findings=(finding(hint="Announce it with `{raises=NameError}`."),)))
    help_ = next(rule["help"] for rule in run["tool"]["driver"]["rules"] if rule["id"] == "wrong-key")

    expected = "The key does not hold\ndo: Announce it with `{{raises=NameError}}`."

    assert expected == run["results"][0]["message"]["text"]
    assert RULES["wrong-key"].text == help_["markdown"].replace("{{", "{").replace("}}", "}")
    assert "{{#build .choice}}" in help_["text"]


def test_a_proven_course_has_a_run_without_results() -> None:
    """A service then closes what was open."""
    assert [] == _run(contents())["results"]
