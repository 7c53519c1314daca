"""Findings as text for people: place, source line with a caret, what to do; counts where there are many.

In: findings and the texts they point into. Out: one string; see `tests/report/test_text.py` for its look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from keyproof.finding import Finding, Place
from keyproof.report.contents import Contents
from keyproof.report.paint import PLAIN, Paint

LABELS = (("expected", "expected"), ("actual", "actual"), ("hint", "do"))

MANY = 10
"""From so many findings on they are counted at the end: nobody reads them all before acting."""

NAMED = 3
"""Exercises and files that are named; the others are counted."""


def report(findings: Sequence[Finding], texts: Mapping[str, str], *, paint: Paint = PLAIN) -> str:
    """Write all findings, sorted by place, with a blank line between two of them.

    Args:
        findings: faults in any order. One fault that several exercises have, such as a setup that fails, is
            written once.
        texts: text of every file that was read, by path; a missing file only loses its source line.
        paint: colours.
    """
    shared: dict[Finding, list[str]] = {}
    for finding in in_order(findings):
        shared.setdefault(replace(finding, exercise=""), []).append(finding.exercise)
    return "\n\n".join(
        finding_text(finding, texts, paint=paint) + _also(ids, paint) for finding, ids in shared.items()
    )


def write(contents: Contents) -> str:
    """Write the findings, their counts if there are many, then the run in one line."""
    paint = Paint(on=contents.colour)
    parts = [report(contents.findings, contents.texts, paint=paint)]
    if len(contents.findings) >= MANY:
        parts.append(_counts(contents.findings, paint))
    run, colon, result = contents.summary.rpartition(": ")
    wrong = any(finding.severity == "error" for finding in contents.findings)
    parts.append(f"{run}{colon}{paint('error' if wrong else 'good', result)}")
    return "\n\n".join(filter(None, parts)) + "\n"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by path, line, column and rule, so that two runs print the same."""
    return sorted(findings, key=lambda finding: (finding.place, finding.rule, finding.what))


def finding_text(finding: Finding, texts: Mapping[str, str], *, paint: Paint = PLAIN) -> str:
    """Write one finding."""
    warning = finding.severity == "warning"
    rule = paint("warning" if warning else "error", finding.rule)
    weight = " (warning)" if warning else ""
    lines = [f"{paint('place', str(finding.place))}: {rule}{weight}: {finding.what}"]
    lines += _source_with_caret(finding.place, texts.get(finding.place.path, ""), paint)
    for field, label in LABELS:
        value: str = getattr(finding, field)
        if value:
            lines += _labelled(label, value, paint)
    return "\n".join(lines)


def _also(ids: Sequence[str], paint: Paint) -> str:
    """Name the exercises that share a fault, where there are several."""
    named = [id_ for id_ in dict.fromkeys(ids) if id_]
    if len(named) < 2:
        return ""
    return "\n" + "\n".join(_labelled("in", _listed([f"`{id_}`" for id_ in named]), paint))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _counts(findings: Sequence[Finding], paint: Paint) -> str:
    rules = Counter(finding.rule for finding in findings).most_common()
    files = Counter(finding.place.path for finding in findings).most_common()
    by_file = [f"{path} {number:,}" for path, number in files]
    return "\n".join(
        [
            f"{paint('label', 'by rule:')} {', '.join(f'{rule} {number:,}' for rule, number in rules)}",
            f"{paint('label', 'by file:')} {_listed(by_file)}",
        ]
    )


def _source_with_caret(place: Place, text: str, paint: Paint) -> list[str]:
    # Only \n and \r\n end a line here: splitlines() would also split at form feeds and U+2028,
    # and then the numbers no longer agree with the author's editor.
    lines = text.replace("\r\n", "\n").split("\n")
    if not 1 <= place.line <= len(lines):
        return []
    source = lines[place.line - 1]
    gutter = paint("gutter", f"{place.line:>6} |")
    # Tabs are kept before the caret, so that it stands under its character at any tab width.
    before = "".join("\t" if char == "\t" else " " for char in source[: place.column - 1])
    room = max(1, len(source) - place.column + 1)
    caret = paint("caret", "^" * min(max(1, place.length), room))
    empty = paint("gutter", "       |")
    return [f"{gutter} {source.rstrip()}", f"{empty} {before}{caret}"]


def _labelled(label: str, value: str, paint: Paint) -> list[str]:
    first, *rest = value.split("\n")
    named = paint("label", f"{label + ':':<9}")
    return [f"  {named} {first}", *(f"            {line}".rstrip() for line in rest)]
