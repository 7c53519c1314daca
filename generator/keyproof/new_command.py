"""`keyproof new`: begin a topic or an exercise with something that verifies as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from keyproof.errors import SettingsError
from keyproof.read import read_course
from keyproof.scaffold import KINDS, exercise, expect_new, topic, write_topic
from keyproof.settings import Settings
from keyproof.terminal import usage_errors


@click.group(name="new")
def new_group() -> None:
    """Begin a topic or an exercise with something that verifies as it stands."""


def _with_places(command: Callable[..., Any]) -> Callable[..., Any]:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    options = [
        click.option("--title", default="", help="What readers see.  [default: made of the name]"),
        click.option("--root", type=folder, default=".", help="The project's root.  [default: .]"),
        click.option("--exercises", default="exercises", show_default=True, metavar="DIR",
                     help="Folder of the course, relative to the root."),
        click.option("--docs", default="docs", show_default=True, metavar="DIR",
                     help="Folder of ordinary pages that may hold exercises, relative to the root."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@new_group.command(name="topic")
@click.argument("name")
@_with_places
def new_topic(name: str, title: str, root: Path, exercises: str, docs: str) -> None:
    """Write the folder of topic NAME: `topic.yml` and a page for every mode."""
    folder = root / exercises / name
    with usage_errors():
        texts = topic(name, title)
        expect_new(folder)
        _expect_free(texts.values(), root=root, exercises=exercises, docs=docs)
        write_topic(folder, texts)
    click.echo("".join(f"{folder / file}\n" for file in texts), nl=False)
    click.echo("Next: `keyproof check` proves it as it stands. Then put your own texts and exercises there.")


@new_group.command(name="exercise")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("id_", metavar="ID")
@click.option("--page", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Page to add it to; without one it is printed.")  # fmt: skip
@_with_places
def new_exercise(kind: str, id_: str, page: Path | None, title: str, **places: Any) -> None:
    """Print an exercise of a KIND, or add it at the end of a page."""
    with usage_errors():
        text = exercise(kind, id_, title)
        _expect_free([text], **places)
        if page:
            _append(page, text)
    if page:
        click.echo(f"Added to {page}")
    else:
        click.echo(text, nl=False)


def _expect_free(texts: Iterable[str], *, root: Path, exercises: str, docs: str) -> None:
    """Raise SettingsError if an id of the texts is an exercise's already."""
    course, site = root / exercises, root / docs
    settings = Settings(
        root=root.resolve(),
        exercises=course.resolve() if course.is_dir() else None,
        docs=site.resolve() if site.is_dir() else None,
    )
    taken = {one.id: one.place for one in read_course(settings).exercises()}
    new = {id_ for text in texts for id_ in re.findall(r"\{#([a-z0-9-]+)", text)}
    for id_ in sorted(new & set(taken)):
        where = taken[id_]
        raise SettingsError(f"The id '{id_}' is taken by {where}. Nothing was written; take another name.")


def _append(page: Path, text: str) -> None:
    try:
        # As bytes, so that whatever ends the author's lines stays.
        before = page.read_bytes()
        gap = b"" if not before.strip() else b"\n" if before.endswith(b"\n") else b"\n\n"
        ending = "\r\n" if b"\r\n" in before else "\n"
        with page.open("ab") as file:
            file.write((gap.decode() + text).replace("\n", ending).encode("utf-8"))
    except OSError as error:
        raise SettingsError(f"Cannot write {page}: {error.strerror or error}.") from error
