"""Findings in the place of what they are about, for authors who preview the site.

In: findings. Out: HTML on one line that stands where the exercise would.
"""

from __future__ import annotations

from collections.abc import Iterable

from keyproof.finding import Finding
from keyproof.render.markup import escape, one_line
from keyproof.render.phrase import from_note, to_html

# What an author reads is in English, wherever the site is shown.
_ENGLISH = 'lang="en" dir="ltr"'


def fault_block(findings: Iterable[Finding]) -> str:
    """Show findings in the look of the site's own warnings."""
    return "\n\n".join(_block(finding) for finding in findings)


def unproven_block() -> str:
    """Say that an exercise has no verdict, where no finding tells why."""
    return _box("Not published", "<p>This exercise was not run.</p>")


def _block(finding: Finding) -> str:
    told = [f"<p>{_sentence(finding.what)}</p>"]
    for name, text in (("Expected", finding.expected), ("Actual", finding.actual)):
        if text:
            told.append(f"<p>{name}:</p><pre>{escape(text)}</pre>")
    if finding.hint:
        told.append(f"<p>{_sentence(finding.hint)}</p>")
    return _box(f"{finding.rule} at {finding.place}", "".join(told))


def _sentence(text: str) -> str:
    return to_html(from_note(text))


def _box(title: str, body: str) -> str:
    head = f'<p class="admonition-title">{escape(title)}</p>'
    attributes = f'class="kp-finding admonition failure" {_ENGLISH} data-search-exclude'
    return one_line(f"<div {attributes}>{head}{body}</div>")
