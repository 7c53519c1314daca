"""`keyproof export`: a proven course, or a topic of it, as a file of another program.

In: settings, a form and a file. Out: the file, whole or not at all; on standard error what did not come
along.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from keyproof import pipeline
from keyproof.errors import SettingsError
from keyproof.exchange import pdf
from keyproof.exchange.formats import WRITERS, expect
from keyproof.exchange.gather import against, gather
from keyproof.exchange.question import Bundle
from keyproof.progress import Progress
from keyproof.proof import Proof
from keyproof.publish.reports import expect_writable, write_document
from keyproof.render import words_of
from keyproof.report import report
from keyproof.settings import Settings
from keyproof.verify import Runner

PDF = "pdf"
FORMS = (*WRITERS, PDF)


def export(  # noqa: PLR0913 these are the command's own
    form: str, to: Path, settings: Settings, *, topic: str, title: str, run: Runner, progress: Progress
) -> bool:
    """Prove the course and write it; of one that is not proven, print the report and write nothing.

    Returns:
        Whether it was written.

    Raises:
        SettingsError: there is no such topic, nothing to write, or the file cannot be written.
    """
    expect(form)
    _expect_outside(to, settings)
    proof = pipeline.prove(settings, run=run, progress=progress)
    _expect_topic(proof, topic)
    if faults := against(proof, topic):
        click.echo(f"{report(faults, proof.course.texts)}\n")
        click.echo(f"{to} was left as it was.", err=True)
        return False
    words = words_of(settings)
    questions = gather(proof, words, topic=topic)
    if not questions:
        raise SettingsError(f"There is no exercise to export in {topic or settings.root}.")
    if form == PDF:
        named = title or next((one.topic for one in questions), "")
        write_document(pdf.write(proof, settings, topic=topic, title=named), to)
        click.echo(f"{_count(len(questions), 'exercise')} printed to {to}")
        return True
    bundle = Bundle(
        questions=questions, title=title, hint=words.text("hint"), changed=_changed(proof, settings)
    )
    written, notes = WRITERS[form](bundle)
    write_document(written, to)
    for note in notes:
        click.echo(str(note), err=True)
    told = f"; what is not as on the page: {_count(len(notes), 'note')} on standard error" if notes else ""
    click.echo(f"{_count(len(questions), 'exercise')} written to {to}{told}")
    return True


def _expect_outside(to: Path, settings: Settings) -> None:
    expect_writable(to)
    place = to.resolve()
    for folder in (settings.exercises, settings.docs):
        if folder and place.is_relative_to(folder.resolve()):
            # It holds every key: in there it would be published, or read as a source.
            what = f"{to} lies in {folder.name}, which the course is made of"
            raise SettingsError(f"{what}: name a file outside.")


def _expect_topic(proof: Proof, topic: str) -> None:
    known = [one.slug for one in proof.course.topics]
    if topic and topic not in known:
        offer = f"There are: {', '.join(known)}." if known else "The course has none."
        raise SettingsError(f"There is no topic '{topic}'. {offer}")


def _changed(proof: Proof, settings: Settings) -> int:
    """Give the time of the last change: that of the files, unless whoever packs names another."""
    if (named := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        return int(named)
    files = (settings.root / path for path in proof.course.texts)
    return int(max((file.stat().st_mtime for file in files if file.is_file()), default=0))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
