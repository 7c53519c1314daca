"""The forms that questions are written in.

In: nothing, it is a table. Out: for each form its writer; a new form is a new row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from keyproof.exchange import anki, gift, moodle, pdf, qti
from keyproof.exchange.question import Bundle, Note

Writer = Callable[[Bundle], tuple[bytes, tuple[Note, ...]]]

WRITERS: Mapping[str, Writer] = {
    "moodle": moodle.write,
    "gift": gift.write,
    "qti": qti.write,
    "anki": anki.write,
}
"""For each form what writes it: the file's bytes, and what did not come along as it is."""


def expect(form: str) -> None:
    """Make sure of what a form needs before anything is run.

    Raises:
        SettingsError: it is not installed; the sentence names the command that installs it.
    """
    if form == "anki":
        anki.installed()
    if form == "pdf":
        pdf.installed()
