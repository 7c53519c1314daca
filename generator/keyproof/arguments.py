"""What options of the command line may be: numbers with bounds, folders, addresses, languages.

In: a word as it was typed. Out: a value, or one sentence that says what would have been right.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import click

from keyproof.errors import SettingsError
from keyproof.publish.repository import expect_address
from keyproof.render.languages import languages
from keyproof.settings import BOUNDS

EXERCISES, DOCS = "exercises", "docs"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
"""A folder that is there."""


class Whole(click.IntRange):
    """A whole number between bounds."""

    name = "whole number"


class Number(click.FloatRange):
    """A number between bounds; what is no number, such as `nan`, lies between none."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return super().convert(value, param, ctx)


class Address(click.types.StringParamType):
    """An address of the web."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Take it as it is, if it is one."""
        if value:
            try:
                expect_address(value)
            except SettingsError as error:
                self.fail(str(error), param, ctx)
        return value


class Language(click.types.StringParamType):
    """The tag of a language."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Take it as it is, if it can be one; whether there are words in it is another question."""
        if not re.fullmatch(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", value):
            offer = f"There are words in {', '.join(languages())}."
            self.fail(f"{value!r} is not the tag of a language, such as de or pt-BR. {offer}", param, ctx)
        return value


def whole(name: str) -> Whole:
    """Give the type of a setting that is a whole number."""
    least, most = BOUNDS[name]
    return Whole(min=int(least), max=int(most))


def number(name: str) -> Number:
    """Give the type of a setting that is a number."""
    least, most = BOUNDS[name]
    return Number(min=least, max=most)


def folders_of(root: Path, *, exercises: str | None, docs: str | None) -> tuple[Path | None, Path | None]:
    """Give the folders of the course and of the docs; None for one that was not asked for and is not there.

    Raises:
        SettingsError: one was asked for and is not there, or there is neither.
    """
    course = _part(root, exercises, usual=EXERCISES, option="--exercises")
    site = _part(root, docs, usual=DOCS, option="--docs")
    if not course and not site:
        raise SettingsError(
            f"There is neither a folder '{EXERCISES}' nor a folder '{DOCS}' in {root}. "
            "Go to the project's root, or name it with --root."
        )
    return course, site


def _part(root: Path, name: str | None, *, usual: str, option: str) -> Path | None:
    folder = root / (usual if name is None else name)
    if name is not None and not folder.is_dir():
        what = "is a file" if folder.exists() else "is not there"
        raise SettingsError(f"The folder '{name}' of {option} {what}. It is looked for in {root}.")
    return folder if folder.is_dir() else None


def cache_of(cache: str | None, *, none: bool, usual: Path) -> str:
    """Give where outcomes are kept; empty keeps none.

    Raises:
        SettingsError: two things were asked for, or nothing was named.
    """
    if none and cache is not None:
        raise SettingsError("--cache and --no-cache exclude each other: leave one away.")
    if cache == "":
        raise SettingsError("--cache was given no folder and no address; --no-cache keeps nothing.")
    return "" if none else cache or str(usual)
