"""Evidence as a JSON document whose form is published beside it as a JSON Schema.

In: `Evidence`. Out: text with sorted keys and no times, so that two runs of one course give the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from typing import Any

from keyproof.evidence import Case, ChangedSince, Evidence
from keyproof.finding import Finding
from keyproof.parity import Parity
from keyproof.report.contents import Contents
from keyproof.statement import RULES, Checked

VERSION = 1
"""Counts changes of the document's form that a reader of it has to know about."""

SCHEMA = "verification.schema.json"
"""Name of the schema's file, in this package and on the site."""


def write(contents: Contents) -> str:
    """Write the evidence of a run."""
    return evidence_json(contents.gather())


def evidence_json(evidence: Evidence) -> str:
    """Write evidence as JSON."""
    return json.dumps(_whole(evidence), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def evidence_schema() -> bytes:
    """Read the schema out of the package."""
    return resources.files(__package__).joinpath(SCHEMA).read_bytes()


def _whole(evidence: Evidence) -> dict[str, Any]:
    since = {"changed_since": _since(evidence.changed_since)} if evidence.changed_since else {}
    in_page = {"in_page": _in_page(evidence.parity)} if evidence.parity.runtime else {}
    return {
        **since,
        **in_page,
        "$schema": SCHEMA,
        "version": VERSION,
        "keyproof": evidence.keyproof,
        "environment": {
            "python": evidence.python,
            "torch": evidence.torch,
            "devices": evidence.devices,
            **asdict(evidence.circumstances),
        },
        "counts": _counts(evidence),
        "exercises": [_case(case) for case in evidence.cases],
        "statements": [_statement(statement) for statement in evidence.statements],
        "findings": [_finding(finding) for finding in evidence.findings],
    }


def _since(since: ChangedSince) -> dict[str, Any]:
    left = [{"id": one.id, "path": one.place.path, "line": one.place.line} for one in since.left_out]
    return {**asdict(since), "left_out": left}


def _in_page(parity: Parity) -> dict[str, Any]:
    programs = [
        {**asdict(one.place), "exercise": one.exercise, "part": one.name, "refused": one.refused}
        for one in parity.programs
    ]
    told = {"runtime": parity.runtime, "digest": parity.digest, "offered": parity.offered}
    return {**told, "programs": programs}


def _counts(evidence: Evidence) -> dict[str, Any]:
    return {
        "exercises": len(evidence.cases),
        "proven": evidence.count("proven"),
        "unproven": evidence.count("unproven"),
        "unverified": evidence.count("unverified"),
        "answers": sum(len(case.answers) for case in evidence.cases),
        "states": evidence.states,
        "statements": len(evidence.statements),
        "computed": sum(statement.computed for statement in evidence.statements),
        "truths": evidence.truths,
        "findings": len(evidence.findings),
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "kind": case.kind,
        "level": case.level,
        "title": case.title,
        "path": case.place.path,
        "line": case.place.line,
        "topic": case.topic,
        "page": case.page,
        "digest": case.digest,
        "status": case.status,
        "reason": case.reason,
        "holding": case.holding,
        "answers": [asdict(answer) for answer in case.answers],
    }


def _statement(statement: Checked) -> dict[str, Any]:
    values = {name: value for name, value in asdict(statement).items() if name != "place"}
    return {**asdict(statement.place), **values, "rule": RULES[statement.sort]}


def _finding(finding: Finding) -> dict[str, Any]:
    place = asdict(finding.place)
    return {**place, **{name: value for name, value in asdict(finding).items() if name != "place"}}
