"""A run as somebody at a terminal sees it: a bar while it lasts, troubles as they come, Ctrl-C at any time.

In: settings. Out: what runs the jobs, for as long as the context lasts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn

import click
from tqdm import tqdm

from keyproof.errors import KeyproofError
from keyproof.settings import Settings
from keyproof.verify import Job, Result, Runner, hire

INTERRUPTED = 130
"""Exit code of a run that Ctrl-C ended, by the custom of shells: nothing was found out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A run that is ready to begin."""

    settings: Settings
    """As given, with as many jobs at a time as keep everybody busy."""

    run: Runner
    """Runs one job and moves the bar."""

    start: Callable[[int], None]
    """To be told how many exercises there are."""


@contextmanager
def working(settings: Settings) -> Iterator[Work]:
    """Make ready to run jobs, with a bar on a terminal and nothing in a pipe."""
    # disable=None is what asks for a terminal.
    bar: tqdm[NoReturn] = tqdm(desc="verifying", unit=" exercises", leave=False, disable=None)
    try:
        with usage_errors(), bar, hire(settings, say=_say) as crew:
            yield Work(
                settings=replace(settings, jobs=crew.jobs),
                run=_ticking(crew.run, bar, both=settings.device == "both"),
                start=lambda total: bar.reset(total=total),
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


def _ticking(run: Runner, bar: tqdm[NoReturn], *, both: bool) -> Runner:
    def ticked(job: Job) -> Result:
        result = run(job)
        # An exercise is one step, however often it is run.
        bar.update(job.seed == 0 and not (both and job.device == "cuda"))
        return result

    return ticked
