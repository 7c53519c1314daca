"""Findings as SARIF 2.1.0, which code scanning services and editors read.

In: `Contents`. Out: JSON with every rule and its help, and one result a finding.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from keyproof import __version__
from keyproof.finding import Finding
from keyproof.report.contents import Contents, message
from keyproof.rules import RULES, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""What paths are relative to: the root of the repository, wherever it lies."""


def write(contents: Contents) -> str:
    """Write a log of one run."""
    rules = sorted(RULES)
    driver = {
        "name": "keyproof",
        "version": __version__,
        "rules": [_rule(RULES[name]) for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        # Places count characters, not the UTF-16 units that are the format's default.
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        **_left_out(contents.left_out),
        "results": [_result(finding, contents, rules=rules) for finding in contents.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _left_out(told: str) -> dict[str, Any]:
    if not told:
        return {}
    notice = {"level": "note", "message": {"text": _message(told)}}
    return {"invocations": [{"executionSuccessful": True, "toolExecutionNotifications": [notice]}]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": _message(rule.meaning)},
        "help": {"text": _message(rule.text), "markdown": _message(rule.text)},
    }


def _result(finding: Finding, contents: Contents, *, rules: list[str]) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": contents.end(place)}
    file = {"uri": quote(contents.path(place)), "uriBaseId": ROOT}
    where: dict[str, Any] = {"physicalLocation": {"artifactLocation": file, "region": region}}
    if finding.exercise:
        where["logicalLocations"] = [{"name": finding.exercise, "kind": "member"}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": _message(message(finding))},
        "locations": [where],
    }


def _message(text: str) -> str:
    # Braces mark placeholders in the format's messages; doubled ones are shown as they are.
    return text.replace("{", "{{").replace("}", "}}")
