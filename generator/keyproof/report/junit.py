"""Exercises as test cases, for whatever shows the results of tests.

In: `Contents`. Out: XML in the form that JUnit's readers agree on: a suite a file, a case an exercise.
No times: two runs of the same course give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from keyproof.evidence import Case, LeftOut
from keyproof.finding import Finding, errors
from keyproof.report.contents import Contents
from keyproof.report.text import report

WHOLE = "the file itself"
"""Name of the case for findings that belong to no exercise."""

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    name: str
    path: str
    line: int
    findings: Sequence[Finding] = ()
    skipped: str = ""


def write(contents: Contents) -> str:
    """Write one suite for each file that holds an exercise or a finding."""
    evidence = contents.gather()
    since = evidence.changed_since
    tests = [*map(_of_case, evidence.cases), *_of_files(evidence.cases, contents)]
    tests += [_untouched(one, since.revision) for one in since.left_out] if since else []
    root = Xml.Element("testsuites", {"name": "keyproof", **_counts(tests)})
    for path in sorted({test.path for test in tests}):
        _suite(root, contents.folder + path, [test for test in tests if test.path == path], contents)
    Xml.indent(root, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _of_case(case: Case) -> _Test:
    skipped = f"Not machine-checked: {case.reason}" if case.status == "unverified" else ""
    return _Test(
        name=case.id, path=case.place.path, line=case.place.line, findings=case.findings, skipped=skipped
    )


def _untouched(one: LeftOut, revision: str) -> _Test:
    told = f"Not verified: as it was at {revision}"
    return _Test(name=one.id, path=one.place.path, line=one.place.line, skipped=told)


def _of_files(cases: Iterable[Case], contents: Contents) -> list[_Test]:
    told = {finding for case in cases for finding in case.findings}
    left: dict[str, list[Finding]] = {}
    for finding in contents.findings:
        if finding not in told:
            left.setdefault(finding.place.path, []).append(finding)
    return [
        _Test(name=WHOLE, path=path, line=found[0].place.line, findings=found) for path, found in left.items()
    ]


def _counts(tests: Sequence[_Test]) -> dict[str, str]:
    failed = sum(bool(errors(test.findings)) for test in tests)
    return {"tests": str(len(tests)), "failures": str(failed), "errors": "0"}


def _suite(root: Xml.Element, path: str, tests: Sequence[_Test], contents: Contents) -> None:
    skipped = sum(bool(test.skipped and not errors(test.findings)) for test in tests)
    attributes = {"name": path, "file": path, **_counts(tests), "skipped": str(skipped)}
    suite = Xml.SubElement(root, "testsuite", _clean(attributes))
    for test in tests:
        named = {"name": test.name, "classname": path, "file": path, "line": str(test.line)}
        case = Xml.SubElement(suite, "testcase", _clean(named))
        if failures := errors(test.findings):
            _failure(case, failures, contents)
        elif test.skipped:
            Xml.SubElement(case, "skipped", _clean({"message": test.skipped}))
        if warnings := [finding for finding in test.findings if finding.severity == "warning"]:
            Xml.SubElement(case, "system-out").text = _writable(report(warnings, contents.texts))


def _failure(case: Xml.Element, findings: Sequence[Finding], contents: Contents) -> None:
    first, more = findings[0], len(findings) - 1
    told = f"{first.rule}: {first.what}" + (f" (and {more} more)" if more else "")
    failure = Xml.SubElement(case, "failure", _clean({"type": first.rule, "message": told}))
    failure.text = _writable(report(findings, contents.texts))


def _clean(attributes: dict[str, str]) -> dict[str, str]:
    return {name: _writable(value) for name, value in attributes.items()}


def _writable(text: str) -> str:
    """Take out what XML cannot hold, not even as a reference: most control characters."""
    return _UNWRITABLE.sub("", text)
