"""The formats of a report; a new one is a new row.

In: nothing, it is a table. Out: for each name a function from `Contents` to the whole document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from keyproof.report import document, github, junit, sarif, text
from keyproof.report.contents import Contents

FORMATS: Mapping[str, Callable[[Contents], str]] = {
    "text": text.write,
    "github": github.write,
    "junit": junit.write,
    "sarif": sarif.write,
    "json": document.write,
}
"""Formats by the name they have on the command line."""
