"""Findings as workflow commands: GitHub shows each on its line in the pull request.

In: `Contents`. Out: one command a line, each with all that the text report says about the finding.
"""

from __future__ import annotations

from keyproof.finding import Finding
from keyproof.report.contents import Contents, message


def write(contents: Contents) -> str:
    """Write a command for each finding; nothing at all when everything is proven."""
    return "".join(f"{_command(finding, contents)}\n" for finding in contents.findings)


def _command(finding: Finding, contents: Contents) -> str:
    place = finding.place
    # Columns are characters, as in the text report: the documentation of the commands names no unit.
    properties = {
        "file": contents.path(place),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(contents.end(place)),
        "title": finding.rule,
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{finding.severity} {written}::{_data(message(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
