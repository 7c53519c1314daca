"""The command `keyproof`: options in, an exit code out (0 all proven, 1 findings, 2 usage)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click
from tqdm import tqdm

from keyproof import __version__
from keyproof.errors import KeyproofError
from keyproof.exercise import Course
from keyproof.pipeline import Build, Proof, build
from keyproof.publish.folder import write_pages
from keyproof.rules import RULES, explain
from keyproof.settings import PROCESSORS, Limits, Settings
from keyproof.verify import Job, Pool, Result, Runner

FINDINGS = 1
DEFAULTS = Limits()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="keyproof")
def main() -> None:
    """Verify a course by running every answer a reader can give, and publish it."""


def _with_course_options(command: Callable[..., Any]) -> Callable[..., Any]:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    options = [
        click.option("--root", type=folder, default=".",
                     help="The project's root; paths in reports are relative to it.  [default: .]"),
        click.option("--exercises", default="exercises", show_default=True, metavar="DIR",
                     help="Folder of the course, relative to the root."),
        click.option("--docs", default="docs", show_default=True, metavar="DIR",
                     help="Folder of ordinary pages that may hold exercises, relative to the root."),
        click.option("--jobs", type=click.IntRange(min=1), help="Exercises verified at the same time."),
        click.option("--seconds", type=click.FloatRange(min=0.1), default=DEFAULTS.seconds, show_default=True,
                     help="Wall-clock limit for one candidate."),
        click.option("--memory-mb", type=click.IntRange(min=16), default=DEFAULTS.memory_mb,
                     show_default=True, help="Memory for one candidate on top of torch itself."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@_with_course_options
def check(**options: Any) -> None:
    """Run every answer of the course and report everything that is not proven."""
    made = _build(_settings(**options))
    _say(made.proof)
    sys.exit(FINDINGS if made.proof.errors else 0)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--directory-urls/--no-directory-urls", default=True, show_default=True,
              help="Whether the engine serves a/b.md as a/b/ or as a/b.html.")  # fmt: skip
@_with_course_options
def pages(folder: Path, directory_urls: bool, **options: Any) -> None:  # noqa: FBT001 click passes flags
    """Verify the course and write FOLDER: docs, pages and assets for any Markdown site engine."""
    settings = _settings(directory_urls=directory_urls, **options)
    made = _build(settings)
    _say(made.proof)
    if made.proof.errors:
        click.echo(f"{folder} was left as it was.", err=True)
        sys.exit(FINDINGS)
    with _usage_errors():
        count = write_pages(made, settings, to=folder)
    click.echo(f"{count} files written to {folder}")


@main.command(name="explain")
@click.argument("rule", required=False)
def explain_rule(rule: str | None) -> None:
    """Say what a finding means, with a failing and a mended example. Without RULE, list all."""
    if rule is None:
        width = max(map(len, RULES))
        click.echo("\n".join(f"{name:<{width}}  {entry.meaning}" for name, entry in sorted(RULES.items())))
        return
    with _usage_errors():
        click.echo(explain(rule))


def _settings(*, root: Path, exercises: str, docs: str, jobs: int | None, seconds: float, memory_mb: int,
              directory_urls: bool = True) -> Settings:  # fmt: skip
    root = root.resolve()
    course, site = root / exercises, root / docs
    if not course.is_dir() and not site.is_dir():
        raise click.UsageError(
            f"There is neither a folder '{exercises}' nor a folder '{docs}' in {root}. "
            "Go to the project's root, or name it with --root."
        )
    return Settings(
        root=root,
        exercises=course if course.is_dir() else None,
        docs=site if site.is_dir() else None,
        jobs=jobs or PROCESSORS,
        limits=Limits(seconds=seconds, memory_mb=memory_mb),
        directory_urls=directory_urls,
    )


def _build(settings: Settings) -> Build:
    # disable=None: a bar on a terminal, nothing in a pipe.
    bar = tqdm(desc="verifying", unit=" exercises", leave=False, disable=None)
    with _usage_errors(), bar, Pool(settings) as pool:
        return build(settings, run=_ticking(pool.run, bar), after_reading=lambda course: _start(bar, course))


def _start(bar: tqdm[NoReturn], course: Course) -> None:
    bar.reset(total=len(course.exercises()))


def _ticking(run: Runner, bar: tqdm[NoReturn]) -> Runner:
    def ticked(job: Job) -> Result:
        result = run(job)
        bar.update()
        return result

    return ticked


def _say(proof: Proof) -> None:
    if proof.findings:
        click.echo(f"{proof.report}\n")
    click.echo(proof.summary)


class _usage_errors:  # noqa: N801 a context manager reads as a verb phrase
    """Turns our own errors into one sentence and exit code 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, KeyproofError):
            raise click.UsageError(str(error)) from error
