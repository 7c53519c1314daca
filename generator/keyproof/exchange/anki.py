"""Questions as cards of Anki, made with `genanki`.

In: questions. Out: a package, the same bytes for the same questions, and notes. A note's guid comes from the
exercise's id: a package that is imported again changes the notes that are there, and adds the new ones.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from keyproof.errors import SettingsError
from keyproof.exchange.html import block, escape, to_html, to_inline
from keyproof.exchange.losses import Losses
from keyproof.exchange.parts import asked, letter, numbered_gap, pieces, program_with
from keyproof.exchange.question import (
    Bundle,
    Cells,
    Chosen,
    Gaps,
    Note,
    Option,
    Ordered,
    Question,
    Recalled,
    Task,
    Typed,
    Written,
)

NAME = "Anki"
FIELDS = ("Id", "Front", "Hints", "Back")
STYLE = (
    ".card { font-family: sans-serif; text-align: left; } "
    "pre { overflow-x: auto; padding: .5em; border: 1px solid #888; } "
    "li p { margin: 0; } details { margin: .5em 0; }"
)
MOST_ORDERS = 6
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(bundle: Bundle) -> tuple[bytes, tuple[Note, ...]]:
    """Write a bundle; each topic becomes a deck.

    Raises:
        SettingsError: genanki is not installed.
    """
    genanki = installed()
    notes: list[Note] = []
    model = genanki.Model(
        _number("keyproof model 1"),
        "Keyproof",
        fields=[{"name": name} for name in FIELDS],
        templates=[
            {
                "name": "Question",
                "qfmt": "{{Front}}{{Hints}}",
                "afmt": '{{Front}}<hr id="answer">{{Back}}',
            }
        ],
        css=STYLE,
    )
    decks: dict[str, Any] = {}
    for question in bundle.questions:
        name = "::".join(part for part in (bundle.title, question.topic) if part)
        deck = decks.setdefault(name, genanki.Deck(_number(f"deck {name}"), name))
        losses = Losses(question=question, form=NAME, notes=notes)
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[
                    question.id,
                    _front(question),
                    _hints(question, bundle.hint),
                    _back(question, losses),
                ],
                tags=[tag.replace(" ", "-") for tag in question.tags],
                guid=genanki.guid_for("keyproof", question.id),
            )
        )
    return _packed(genanki.Package(list(decks.values())), bundle.changed), tuple(notes)


def installed() -> ModuleType:
    """Give genanki.

    Raises:
        SettingsError: it is not installed.
    """
    try:
        import genanki  # noqa: PLC0415 only who exports to Anki needs it
    except ModuleNotFoundError as error:
        raise SettingsError(
            "Exporting to Anki needs genanki: install it with `pip install 'keyproof[anki]'`."
        ) from error
    module: ModuleType = genanki
    return module


def _number(text: str) -> int:
    """Make the number that Anki knows a deck or a kind of note by: the same for good."""
    return int(sha256(text.encode()).hexdigest()[:8], 16) & 0x7FFFFFFF | 1 << 30


def _packed(package: Any, changed: int) -> bytes:
    """Write the package, and pack it again without the time of day."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.apkg"
        package.write_to_file(file, timestamp=float(changed))
        packed = io.BytesIO()
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in sorted(old.namelist()):
                new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _front(question: Question) -> str:
    task, stem = question.task, asked(question)
    if isinstance(task, Chosen):
        rows = "".join(f"<li>{to_inline(option.text)}</li>" for option in task.options)
        return f'{stem}<ol type="A">{rows}</ol>'
    if isinstance(task, Gaps):
        chips = "".join(f"<li><code>{escape(chip)}</code></li>" for chip in sorted(task.bank))
        return f"{stem}{program_with(task, numbered_gap)}<ul>{chips}</ul>"
    if isinstance(task, Ordered):
        return stem + pieces(task)
    if isinstance(task, Cells):
        named = ((given, ", ".join(escape(cell.name) for cell in cells)) for given, cells in task.rows)
        rows = "".join(f"<li>{to_inline(given)}: {names}</li>" for given, names in named)
        return f"{stem}<ul>{rows}</ul>"
    begin = task.begin if isinstance(task, Written) else ""
    return f"{stem}{block(begin) if begin and begin.rstrip() not in question.stem else ''}"


def _hints(question: Question, name: str) -> str:
    return "".join(
        f"<details><summary>{escape(name)}</summary>{to_html(hint)}</details>" for hint in question.hints
    )


def _back(question: Question, losses: Losses) -> str:
    losses.usual()
    task = question.task
    if isinstance(task, Recalled):
        return to_html(task.back)
    losses.changed("the answer is checked by its reader", "a card of Anki is turned, not graded")
    return _answer(task, losses) + to_html(question.solution)


def _answer(task: Task, losses: Losses) -> str:
    if isinstance(task, Written):
        return (
            f"<ul>{''.join(f'<li>{to_inline(point)}</li>' for point in task.points)}</ul>"
            if task.points
            else ""
        )
    if isinstance(task, Chosen):
        return _rows(task.options)
    if isinstance(task, Typed):
        known = _rows(option for option in task.options if option.feedback)
        return f"<p><code>{escape(task.options[0].text)}</code></p>{known}"
    if isinstance(task, Gaps):
        return block(task.program) + _alone(task)
    return _orders(task, losses) if isinstance(task, Ordered) else ""


def _orders(task: Ordered, losses: Losses) -> str:
    rows = "".join(f"<li>{', '.join(map(letter, order))}</li>" for order in task.right[:MOST_ORDERS])
    if more := len(task.right[MOST_ORDERS:]):
        losses.left_out(f"{more} more right orders", "a card shows a few of them")
    return f"<ul>{rows}</ul><p>{to_inline(task.praise)}</p>"


def _alone(task: Gaps) -> str:
    """Say what each chip does that is wrong in one gap alone."""
    rows = ""
    for gap in range(len(task.spans)):
        for chip, text in enumerate(task.bank):
            chips = (*task.right[:gap], chip, *task.right[gap + 1 :])
            if chips != task.right:
                where = f"[{gap + 1}] " if len(task.spans) > 1 else ""
                rows += f"<li>{where}<code>{escape(text)}</code>: {to_inline(task.said(chips))}</li>"
    return f"<ul>{rows}</ul>" if rows else ""


def _rows(options: Iterable[Option]) -> str:
    rows = "".join(
        f"<li>{'✓' if option.right else '✗'} {to_inline(option.text)} {to_inline(option.feedback)}</li>"
        for option in options
    )
    return f"<ul>{rows}</ul>" if rows else ""
