"""Findings as workflow commands: GitHub shows each on its line in the pull request.

In: `Contents`. Out: one command a line, each with all that the text report says about the finding.
"""

from __future__ import annotations

from keyproof.finding import Finding
from keyproof.report.contents import Contents, message


def write(contents: Contents) -> str:
    """Write a command for each finding, and what was left out; nothing at all when everything is proven."""
    commands = [_command(finding, contents) for finding in contents.findings]
    if contents.left_out:
        commands.append(f"::notice title={_property('keyproof')}::{_data(contents.left_out)}")
    return "".join(f"{command}\n" for command in commands)


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
