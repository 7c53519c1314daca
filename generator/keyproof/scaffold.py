"""Pages to begin with: a topic with all its modes, or one exercise, that verify as they stand.

In: a name and a title. Out: texts of files, made from `templates/`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from keyproof.errors import SettingsError
from keyproof.read.exercise import SLUG

_TEMPLATES = files("keyproof") / "templates"

KINDS = tuple(sorted(file.name.removesuffix(".md") for file in (_TEMPLATES / "exercise").iterdir()))
"""Kinds of exercise that there is a beginning for."""


def topic(slug: str, title: str) -> Mapping[str, str]:
    """Give the files of a topic, by name; ids of its exercises begin with the topic's name.

    Raises:
        SettingsError: `slug` cannot be the name of a topic, or `title` its title.
    """
    _expect_slug(slug, "a topic")
    _expect_title(title)
    title = title or spoken(slug)
    # A string of JSON is one of YAML too, whatever stands in it.
    values = {"slug": slug, "title": title, "quoted": json.dumps(title, ensure_ascii=False)}
    found = sorted((_TEMPLATES / "topic").iterdir(), key=lambda file: file.name)
    return {file.name: Template(file.read_text("utf-8")).substitute(values) for file in found}


def exercise(kind: str, id_: str, title: str) -> str:
    """Give one exercise.

    Raises:
        SettingsError: `id_` cannot be the id of an exercise, or `title` its title.
    """
    _expect_slug(id_, "an exercise")
    _expect_title(title)
    file = _TEMPLATES / "exercise" / f"{kind}.md"
    return Template(file.read_text("utf-8")).substitute(id=id_, title=title or spoken(id_))


def spoken(slug: str) -> str:
    """Make a title of a name: `rnn-layer` is `Rnn layer`."""
    return slug.replace("-", " ").capitalize()


def write_topic(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the files into a new folder, all of them or none.

    Raises:
        SettingsError: the folder is there already, or cannot be made.
    """
    expect_new(folder)
    fresh = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        for name, text in texts.items():
            (fresh / name).write_text(text, encoding="utf-8")
        fresh.chmod(0o755)
        fresh.rename(folder)
    except OSError as error:
        raise SettingsError(f"Cannot write {folder}: {error.strerror or error}.") from error
    finally:
        if fresh:
            shutil.rmtree(fresh, ignore_errors=True)


def expect_new(folder: Path) -> None:
    """Raise SettingsError if something of that name is there already."""
    if folder.exists():
        raise SettingsError(f"{folder} is there already. Nothing was written; take another name.")


def _expect_slug(name: str, what: str) -> None:
    if not SLUG.match(name):
        raise SettingsError(
            f"'{name}' cannot be the name of {what}: take lower-case letters, digits and hyphens, "
            "such as rnn-layer."
        )


def _expect_title(title: str) -> None:
    if set(title) & set("{}\n\r"):
        raise SettingsError("A title is one line without braces; a heading has its id and kind in them.")
