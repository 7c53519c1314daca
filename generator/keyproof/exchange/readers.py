"""The forms that questions are read from.

In: nothing, it is a table. Out: for each form its reader; a new form is a new row.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from keyproof.errors import SettingsError
from keyproof.exchange import gift_reader, markdown, mdbook_quiz, mkdocs_quiz, moodle_reader
from keyproof.exchange.question import Found

Reader = Callable[[str, bytes], Found]

READERS: Mapping[str, Reader] = {
    "gift": gift_reader.read,
    "moodle": moodle_reader.read,
    "mdbook-quiz": mdbook_quiz.read,
    "mkdocs-quiz": mkdocs_quiz.read,
}
"""For each form what reads a file: its path, and its bytes."""

NAMES = {
    "gift": "GIFT",
    "moodle": "Moodle XML",
    "mdbook-quiz": "TOML of mdbook-quiz",
    "mkdocs-quiz": "Markdown of mkdocs-quiz",
}
"""For each form what its files are called."""

_SIGNS = {
    "moodle": re.compile(r"\A\s*(?:<\?xml|<quiz>\s*(?:<!--.*?-->\s*)*<question\b)", re.DOTALL),
    "mdbook-quiz": re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE),
    "mkdocs-quiz": re.compile(r"^[ \t]*<quiz>", re.MULTILINE),
    "gift": re.compile(r"\{\s*[=~]|^::.*::|^\$CATEGORY:", re.MULTILINE),
}
"""For each form what its files have."""


def expect_form(form: str, file: Path, raw: bytes) -> None:
    """Make sure that a file is not one of another form.

    Raises:
        SettingsError: it is; the sentence names the command that reads it.
    """
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    # XML begins as nothing else does; what else is found in a file may be an example in it.
    order = ["moodle", form, *_SIGNS]
    other = next((name for name in order if _SIGNS[name].search(text)), form)
    if other != form:
        command = f"`keyproof import {other} {file}`"
        raise SettingsError(f"{file} is {NAMES[other]}, not {NAMES[form]}: begin with {command}.")


def expect(form: str) -> None:
    """Make sure of what a form needs.

    Raises:
        SettingsError: it is not installed; the sentence names the command that installs it.
    """
    if form in ("gift", "moodle"):
        markdown.installed()
