"""`keyproof import`: questions of other programs as a page of exercises.

In: a form, its files, and the page to write. Out: the page, whole or not at all; what did not come along.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from keyproof.arguments import DOCS, EXERCISES, FOLDER, folders_of
from keyproof.course import ExerciseSet
from keyproof.errors import SettingsError
from keyproof.exchange.accept import accepted, with_ids
from keyproof.exchange.pages import page
from keyproof.exchange.question import Found, Question
from keyproof.exchange.readers import READERS, expect, expect_form
from keyproof.publish.reports import expect_writable, write_document
from keyproof.read import read_course
from keyproof.report import report
from keyproof.scaffold import spoken
from keyproof.settings import Settings
from keyproof.terminal import usage_errors
from keyproof.topic import MODES

MISTAKES = 1
LONGEST = 200
"""Characters of a line that a report shows."""



@click.command(name="import")
@click.argument("form", type=click.Choice(list(READERS)))
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="PAGE",
              help="Page to write: exercises/TOPIC/MODE.md, or a page of the docs. It must not exist.")
@click.option("--title", default="", help="Title of the page.  [default: made of its name]")
@click.option("--root", type=FOLDER, default=".", help="The project's root.  [default: .]")
@click.option("--exercises", metavar="DIR",
              help=f"Folder of the course, relative to the root.  [default: {EXERCISES}]")
@click.option("--docs", metavar="DIR",
              help=f"Folder of ordinary pages that may hold exercises.  [default: {DOCS}]")  # fmt: skip
def import_questions(  # noqa: PLR0913 an option of the command is an argument
    form: str, files: tuple[Path, ...], to: Path, *, title: str, root: Path, exercises: str | None,
    docs: str | None,
) -> None:  # fmt: skip
    """Write the questions of FILEs to a new page of exercises.

    What has never been run says so with a TODO, which `keyproof check` reports until somebody proves it.
    """
    with usage_errors():
        expect(form)
        course, site = folders_of(root.resolve(), exercises=exercises, docs=docs)
        settings = Settings(root=root.resolve(), exercises=course, docs=site)
        _expect_page(to, settings)
        read = [_read(form, file) for file in files]
        _refuse_mistakes(read, files)
        named = with_ids([one for found in read for one in found.questions], _taken(settings))
        questions, notes = accepted(named)
        for note in (*(note for found in read for note in found.notes), *notes):
            click.echo(str(note), err=True)
        all_ = len(named) + sum("left out: the question" in n.said for found in read for n in found.notes)
        if not questions:
            click.echo(f"None of {all_} questions came through. {to} was not written.", err=True)
            sys.exit(MISTAKES)
        write_document(page(questions, title or spoken(to.stem)), to)
    _say(questions, all_, to)


def _say(questions: tuple[Question, ...], all_: int, to: Path) -> None:
    click.echo(f"{len(questions)} of {all_} questions written to {to}")
    click.echo("Next: `keyproof check` lists what is still to be proven.")


def _expect_page(to: Path, settings: Settings) -> None:
    """Refuse a page that is there, that no build would read, or that its topic could not have."""
    if to.exists():
        raise SettingsError(f"{to} exists, and an import writes new pages only: name another.")
    expect_writable(to)
    page_, folder = to.resolve(), settings.exercises
    if folder is None or folder not in page_.parents:
        _expect_docs(to, page_, settings)
        return
    if page_.parent.parent != folder or page_.suffix != ".md" or page_.stem not in MODES:
        modes = ", ".join(MODES)
        raise SettingsError(f"{to} is no page of a topic: pages are TOPIC/MODE.md, and modes are {modes}.")
    if not (page_.parent / "topic.yml").is_file():
        name = page_.parent.name
        raise SettingsError(f"There is no topic '{name}' yet: begin it with `keyproof new topic {name}`.")


def _expect_docs(to: Path, page_: Path, settings: Settings) -> None:
    site = settings.docs or settings.root / DOCS
    if page_.suffix != ".md" or site not in page_.parents:
        folders = filter(None, (site, settings.exercises))
        names = " or ".join(os.path.relpath(folder, settings.root) for folder in folders)
        where = f"in {names} of {settings.root}"
        raise SettingsError(f"{to} is no page of the course: name a new file NAME.md {where}.")


def _read(form: str, file: Path) -> Found:
    raw = _bytes(file)
    expect_form(form, file, raw)
    try:
        return READERS[form](file.as_posix(), raw)
    except RecursionError as error:
        raise SettingsError(f"Cannot read {file}: it is nested too deep.") from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingsError(f"Cannot read {file}: {error.strerror or error}.") from error


def _refuse_mistakes(read: list[Found], files: tuple[Path, ...]) -> None:
    """Print every mistake of all files and end, if there is one: then nothing is written."""
    findings = [finding for found in read for finding in found.findings]
    if findings:
        # A picture that is packed into the file is one line of any length.
        whole = {file.as_posix(): _bytes(file).decode("utf-8", "replace").split("\n") for file in files}
        texts = {path: "\n".join(line[:LONGEST] for line in lines) for path, lines in whole.items()}
        click.echo(report(findings, texts))
        count = "1 mistake" if len(findings) == 1 else f"{len(findings)} mistakes"
        click.echo(f"\n{count}: nothing was written.", err=True)
        sys.exit(MISTAKES)


def _taken(settings: Settings) -> frozenset[str]:
    course = read_course(settings)
    sets = (one.id for page_ in course.pages for one in page_.blocks if isinstance(one, ExerciseSet))
    return frozenset([*(one.id for one in course.exercises()), *sets])
