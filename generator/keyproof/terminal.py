"""A run as somebody at a terminal sees it: a bar while it lasts, troubles as they come, Ctrl-C at any time.

In: settings. Out: what runs the jobs, for as long as the context lasts; documents, written as the
stream takes them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn, TextIO

import click
from tqdm import tqdm

from keyproof.errors import KeyproofError
from keyproof.progress import Progress
from keyproof.settings import Settings
from keyproof.verify import InPage, Runner, hire

INTERRUPTED = 130
"""Exit code of a run that Ctrl-C ended, by the custom of shells: nothing was found out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A run that is ready to begin."""

    settings: Settings
    """As given, with as many jobs at a time as keep everybody busy."""

    run: Runner
    """Runs one job."""

    progress: Progress
    """Moves the bar."""

    in_page: InPage
    """Runs a program as a page does."""

    began: float
    """When, by a clock that only runs forward."""

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self.began


@contextmanager
def working(settings: Settings) -> Iterator[Work]:
    """Make ready to run jobs, with a bar on a terminal and nothing in a pipe."""
    began = time.monotonic()
    bar: tqdm[NoReturn] = tqdm(
        desc="verifying",
        unit=" exercises",
        leave=False,
        dynamic_ncols=True,
        disable=not is_screen(sys.stderr),
    )
    try:
        with usage_errors(), bar, hire(settings, say=_say) as crew:
            yield Work(
                settings=replace(settings, jobs=crew.jobs),
                run=crew.run,
                in_page=crew.in_page,
                progress=_shown_by(bar),
                began=began,
            )
    except KeyboardInterrupt:
        kept = "What was verified is in the cache: the next run goes on from there." if settings.cache else ""
        click.echo(f"Interrupted. {kept}".rstrip(), err=True)
        sys.exit(INTERRUPTED)


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn our own errors into one sentence and exit code 2."""
    try:
        yield
    except KeyproofError as error:
        raise click.UsageError(str(error)) from error


def is_screen(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal on which a line can be written anew."""
    return stream.isatty() and os.environ.get("TERM", "") != "dumb"


def takes_colours(stream: TextIO) -> bool:
    """Tell whether colours are wanted on a stream; https://no-color.org and https://force-color.org rule."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_screen(stream)


def put(document: str, *, for_people: bool) -> None:
    """Write a document to standard output.

    Args:
        document: what is written.
        for_people: on a terminal that shows other letters than UTF-8's, write what it has no letter for as an
            escape. Documents for programs, and all that goes into a pipe, are UTF-8.
    """
    screen = for_people and sys.stdout.isatty()
    encoding, faults = (sys.stdout.encoding, "backslashreplace") if screen else ("utf-8", "replace")
    click.echo(document.encode(encoding, faults), nl=False)


def _say(text: str) -> None:
    tqdm.write(f"keyproof: {text}", file=sys.stderr)


def _shown_by(bar: tqdm[NoReturn]) -> Progress:
    def step() -> None:
        bar.update()

    return Progress(begin=lambda total: bar.reset(total=total), step=step)
