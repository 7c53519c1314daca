"""A run that looked at what a change touches says so in every format: nothing unseen may pass for proven."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as Xml

import jsonschema

from keyproof.evidence import ChangedSince, LeftOut
from keyproof.finding import Place
from keyproof.report import FORMATS, Contents, evidence_schema

from .samples import PATH, case, contents, evidence

TOLD = "Not verified, being as they were at a%b: 1 exercise."
LEFT = LeftOut(id="two", place=Place(path=PATH, line=9))
SINCE = ChangedSince(revision="a%b", commit="1" * 40, cause="", left_out=(LEFT,))


def _contents() -> Contents:
    gathered = replace(evidence(case()), changed_since=SINCE)
    return replace(contents(case()), gather=lambda: gathered, left_out=TOLD)


def test_github_gets_a_notice() -> None:
    """On no line, since it is about none; per cent signs are escaped as in all commands."""
    told = TOLD.replace("%", "%25")
    assert f"::notice title=keyproof::{told}\n" == FORMATS["github"](_contents())


def test_junit_skips_what_was_left_out() -> None:
    """With the reason, and counted."""
    suite = Xml.fromstring(FORMATS["junit"](_contents())).find("testsuite")
    assert suite is not None
    assert ("2", "1", "0") == tuple(suite.get(name) for name in ("tests", "skipped", "failures"))
    skipped = suite.find("testcase[@name='two']/skipped")
    assert skipped is not None
    assert "Not verified: as it was at a%b" == skipped.get("message")


def test_sarif_has_a_note_of_the_run() -> None:
    """Not a result: nothing is wrong."""
    (run,) = json.loads(FORMATS["sarif"](_contents()))["runs"]
    (invocation,) = run["invocations"]
    assert ([], "note") == (run["results"], invocation["toolExecutionNotifications"][0]["level"])
    assert TOLD == invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_the_document_lists_what_was_left_out() -> None:
    """By id and place; a whole run has no such key."""
    document = json.loads(FORMATS["json"](_contents()))
    jsonschema.validate(document, json.loads(evidence_schema()))
    assert [{"id": "two", "path": PATH, "line": 9}] == document["changed_since"]["left_out"]
    assert "changed_since" not in json.loads(FORMATS["json"](contents(case())))
