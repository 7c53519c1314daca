"""The forms that questions are read from.

In: nothing, it is a table. Out: for each form its reader; a new form is a new row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

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


def expect(form: str) -> None:
    """Make sure of what a form needs.

    Raises:
        SettingsError: it is not installed; the sentence names the command that installs it.
    """
    if form in ("gift", "moodle"):
        markdown.installed()
