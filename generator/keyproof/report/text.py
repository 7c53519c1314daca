"""Findings as text for a terminal: place, source line with a caret, what to do.

In: findings and the texts they point into. Out: one string; see `tests/report/test_text.py` for its look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from keyproof.finding import Finding, Place
from keyproof.report.contents import Contents

LABELS = (("expected", "expected"), ("actual", "actual"), ("hint", "do"))


def report(findings: Sequence[Finding], texts: Mapping[str, str]) -> str:
    """Write all findings, sorted by place, with a blank line between two of them.

    Args:
        findings: faults in any order.
        texts: text of every file that was read, by path; a missing file only loses its source line.
    """
    return "\n\n".join(finding_text(finding, texts) for finding in in_order(findings))


def write(contents: Contents) -> str:
    """Write the findings, then the run in one line."""
    told = report(contents.findings, contents.texts)
    return f"{told}\n\n{contents.summary}\n" if told else f"{contents.summary}\n"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by path, line, column and rule, so that two runs print the same."""
    return sorted(findings, key=lambda finding: (finding.place, finding.rule, finding.what))


def finding_text(finding: Finding, texts: Mapping[str, str]) -> str:
    """Write one finding."""
    weight = " (warning)" if finding.severity == "warning" else ""
    lines = [f"{finding.place}: {finding.rule}{weight}: {finding.what}"]
    lines += _source_with_caret(finding.place, texts.get(finding.place.path, ""))
    for field, label in LABELS:
        value: str = getattr(finding, field)
        if value:
            lines += _labelled(label, value)
    return "\n".join(lines)


def _source_with_caret(place: Place, text: str) -> list[str]:
    # Only \n and \r\n end a line here: splitlines() would also split at form feeds and U+2028,
    # and then the numbers no longer agree with the author's editor.
    lines = text.replace("\r\n", "\n").split("\n")
    if not 1 <= place.line <= len(lines):
        return []
    source = lines[place.line - 1]
    gutter = f"{place.line:>6}"
    # Tabs are kept before the caret, so that it stands under its character at any tab width.
    before = "".join("\t" if char == "\t" else " " for char in source[: place.column - 1])
    room = max(1, len(source) - place.column + 1)
    caret = "^" * min(max(1, place.length), room)
    return [f"{gutter} | {source.rstrip()}", f"{'':>6} | {before}{caret}"]


def _labelled(label: str, value: str) -> list[str]:
    first, *rest = value.split("\n")
    return [f"  {label + ':':<9} {first}", *(f"            {line}".rstrip() for line in rest)]
