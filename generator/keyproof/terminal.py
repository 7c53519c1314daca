"""A run as somebody at a terminal sees it: a bar while it lasts, troubles as they come, Ctrl-C at any time.

In: settings. Out: what runs the jobs, for as long as the context lasts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn

import click
from tqdm import tqdm

from keyproof.errors import KeyproofError
from keyproof.progress import Progress
from keyproof.settings import Settings
from keyproof.verify import Runner, hire

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


@contextmanager
def working(settings: Settings) -> Iterator[Work]:
    """Make ready to run jobs, with a bar on a terminal and nothing in a pipe."""
    # disable=None is what asks for a terminal.
    bar: tqdm[NoReturn] = tqdm(desc="verifying", unit=" exercises", leave=False, disable=None)
    try:
        with usage_errors(), bar, hire(settings, say=_say) as crew:
            yield Work(
                settings=replace(settings, jobs=crew.jobs),
                run=crew.run,
                progress=_shown_by(bar),
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


def _say(text: str) -> None:
    tqdm.write(f"keyproof: {text}", file=sys.stderr)


def _shown_by(bar: tqdm[NoReturn]) -> Progress:
    def step() -> None:
        bar.update()

    return Progress(begin=lambda total: bar.reset(total=total), step=step)
