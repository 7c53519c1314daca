"""The command `keyproof`: options in, an exit code out (0 all proven, 1 findings, 2 usage)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from keyproof import __version__, pipeline
from keyproof.arguments import DOCS, EXERCISES, FOLDER, Address, Language, cache_of, folders_of, number, whole
from keyproof.cache_command import cache_group
from keyproof.editor_command import editor_files
from keyproof.errors import SettingsError
from keyproof.export_command import FORMS, export
from keyproof.import_command import import_questions
from keyproof.new_command import new_group
from keyproof.publish.folder import refuse_what_is_not_ours, write_pages
from keyproof.publish.reports import contents_of, expect_writable, write_document
from keyproof.publish.repository import addresses
from keyproof.render import read_words, words_of
from keyproof.report import FORMATS, Contents, evidence_json
from keyproof.rules import RULES, explain
from keyproof.settings import CACHE, DEVICES, PROCESSORS, RUNTIMES, Limits, Settings
from keyproof.since import Since, revision
from keyproof.terminal import put, takes_colours, usage_errors, working
from keyproof.verify import Shard

FINDINGS = 1
DEFAULTS = Limits()
@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="keyproof")
def main() -> None:
    """Verify a course by running every answer a reader can give, and publish it."""


def _with_course_options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = [
        click.option("--root", type=FOLDER, default=".",
                     help="The project's root; paths in reports are relative to it.  [default: .]"),
        click.option("--exercises", metavar="DIR",
                     help=f"Folder of the course, relative to the root.  [default: {EXERCISES}]"),
        click.option("--docs", metavar="DIR",
                     help=f"Folder of ordinary pages that may hold exercises.  [default: {DOCS}]"),
        click.option("--jobs", type=whole("jobs"), help="Exercises verified at the same time."),
        click.option("--seeds", type=whole("seeds"), default=3, show_default=True,
                     help="Seeds of random numbers that each answer is run with."),
        click.option("--device", type=click.Choice(DEVICES), default="cpu",
                     show_default=True, help="Where tensors live; both: answers must end alike on both."),
        click.option("--seconds", type=number("seconds"), default=DEFAULTS.seconds, show_default=True,
                     help="Wall-clock limit for one candidate."),
        click.option("--memory-mb", type=whole("memory_mb"), default=DEFAULTS.memory_mb,
                     show_default=True, help="Memory for one candidate on top of torch itself."),
        click.option("--cache", metavar="PATH_OR_URL", default=None,
                     help=f"Where outcomes are kept for the next run.  [default: {CACHE} in the root]"),
        click.option("--no-cache", is_flag=True, help="Run everything, and keep nothing."),
        click.option("--require-sandbox", is_flag=True,
                     help="Refuse to run anything where there is no full sandbox (bubblewrap)."),
        click.option("--dask", metavar="ADDRESS",
                     help="Run the answers on the workers of this Dask scheduler, such as tcp://host:8786."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.option("--shard", metavar="I/N",
              help="Verify the I-th of N parts; together they find what one run finds.")
@click.option("--changed-since", "since", metavar="REV",
              help="Verify what is not as it was at this Git revision, and say what is left out.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="How the report is written.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the report to FILE instead of standard output.")
@click.option("--evidence", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write to FILE what every answer did, keys included, as JSON.")  # fmt: skip
@_with_course_options
def check(
    *,
    shard: str | None,
    since: str | None,
    form: str,
    output: Path | None,
    evidence: Path | None,
    **options: Any,
) -> None:
    """Run every answer of the course and report everything that is not proven."""
    with usage_errors():
        settings = _settings(**options)
        for path in filter(None, (output, evidence)):
            expect_writable(path)
        part = Shard.parse(shard) if shard is not None else None
        written = tuple(path.resolve() for path in (output, evidence) if path)
        asked = Since(revision=revision(settings.root, since), written=written) if since is not None else None
    with working(settings) as work:
        proof = pipeline.check(
            work.settings, run=work.run, shard=part, since=asked, progress=work.progress
        )
        seconds = work.seconds
    shown = takes_colours(sys.stdout) and not output
    contents = replace(contents_of(proof, settings, seconds=seconds), colour=shown)
    _write(contents, form=form, output=output, evidence=evidence)
    if proof.is_empty:
        # In CI this is a wrong folder more often than a course that is still empty.
        raise click.UsageError(
            f"Nothing was verified in {settings.root}: exercises stand in "
            f"{options['exercises'] or EXERCISES}/TOPIC/MODE.md or in pages of {options['docs'] or DOCS}. "
            "Name other folders with --root, --exercises and --docs."
        )
    sys.exit(FINDINGS if proof.errors else 0)


def _write(contents: Contents, *, form: str, output: Path | None, evidence: Path | None) -> None:
    with usage_errors():
        if evidence:
            write_document(evidence_json(contents.gather()), evidence)
        if output:
            write_document(FORMATS[form](contents), output)
        else:
            put(FORMATS[form](contents), for_people=form == "text")
    # Standard output is for the document alone: another program may be reading it.
    if output or form != "text":
        click.echo(contents.summary, err=True)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--directory-urls/--no-directory-urls", default=True, show_default=True,
              help="Whether the engine serves a/b.md as a/b/ or as a/b.html.")
@click.option("--report/--no-report", default=True, show_default=True,
              help="Whether the pages show what was run; that tells the answers.")
@click.option("--progress/--no-progress", default=True, show_default=True,
              help="Whether the pages count what their reader has solved.")
@click.option("--language", default="en", type=Language(), show_default=True, metavar="TAG",
              help="Language that readers are spoken to in, such as de or pt-BR.")
@click.option("--words", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="YAML file of messages to say instead of Keyproof's own, by id.")
@click.option("--runtime", type=click.Choice(RUNTIMES), default="none", show_default=True,
              help="What runs programs in the page, where it does as PyTorch does.")
@click.option("--runtime-wheels", type=FOLDER, metavar="DIR",
              help="Wheels of torch-wasm, with their pyodide-lock.json.")
@click.option("--pyodide", type=FOLDER, metavar="DIR",
              help="Pyodide's npm package.  [default: node_modules/pyodide in the root or above]")
@click.option("--site-url", default="", type=Address(), metavar="URL", help="Where the site will stand.")
@click.option("--repo-url", default="", type=Address(), metavar="URL",
              help="Repository of the course: its host takes reports of problems, and shows the sources.")
@click.option("--edit-uri", default="", metavar="PATH",
              help="Names the branch in the repository, such as edit/main/.")
@click.option("--report-problem", default="", metavar="URL",
              help="Another form for reports, with places such as {title}; or `no`.")  # fmt: skip
@_with_course_options
def pages(
    folder: Path,
    words: Path | None,
    *,
    runtime: str,
    runtime_wheels: Path | None,
    pyodide: Path | None,
    site_url: str,
    repo_url: str,
    edit_uri: str,
    report_problem: str,
    **options: Any,
) -> None:
    """Verify the course and write FOLDER: docs, pages and assets for any Markdown site engine."""
    with usage_errors():
        settings = _settings(words=read_words(words) if words else {}, **options)
        refuse_what_is_not_ours(settings, folder)
        asked: bool | str = False if report_problem == "no" else report_problem or True
        kept = addresses(settings.root, repo_url=repo_url, edit_uri=edit_uri, asked=asked)
        top = f"{site_url.rstrip('/')}/" if site_url else ""
        settings = replace(settings, site_url=top, problems=kept.problem, sources=kept.source)
        settings = replace(settings, runtime=runtime, runtime_wheels=runtime_wheels, pyodide=pyodide)
        _say_language(settings)
    with working(settings) as work:
        in_page = work.in_page if settings.runtime != "none" else None
        made = pipeline.build(work.settings, run=work.run, progress=work.progress, in_page=in_page)
        seconds = work.seconds
    said = replace(contents_of(made.proof, settings, seconds=seconds), colour=takes_colours(sys.stdout))
    put(FORMATS["text"](said), for_people=True)
    if made.proof.errors:
        click.echo(f"{folder} was left as it was.", err=True)
        sys.exit(FINDINGS)
    with usage_errors():
        count = write_pages(made, settings, to=folder)
    click.echo(f"{count} files written to {folder}")


@main.command(name="export")
@click.argument("form", type=click.Choice(FORMS))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--topic", default="", metavar="NAME", help="Folder of the topic.  [default: the whole course]")
@click.option("--title", default="", help="What the exercises are called together.")
@click.option("--language", default="en", type=Language(), show_default=True, metavar="TAG",
              help="Language that readers are spoken to in, such as de or pt-BR.")  # fmt: skip
@_with_course_options
def export_course(form: str, file: Path, topic: str, title: str, **options: Any) -> None:
    """Verify the course and write its exercises to FILE, in the form of another program."""
    with usage_errors():
        settings = _settings(**options)
        _say_language(settings)
    with working(settings) as work:
        done = export(
            form, file, work.settings, topic=topic, title=title, run=work.run, progress=work.progress
        )
    sys.exit(0 if done else FINDINGS)


@main.command(name="explain")
@click.argument("rule", required=False)
def explain_rule(rule: str | None) -> None:
    """Say what a finding means, with a failing and a mended example. Without RULE, list all."""
    if rule is None:
        width = max(map(len, RULES))
        click.echo("\n".join(f"{name:<{width}}  {entry.meaning}" for name, entry in sorted(RULES.items())))
        return
    with usage_errors():
        click.echo(explain(rule))


main.add_command(cache_group)
main.add_command(new_group)
main.add_command(editor_files)
main.add_command(import_questions)


def _say_language(settings: Settings) -> None:
    if notice := words_of(settings).notice:
        click.echo(f"keyproof: {notice}", err=True)


def _settings(*, root: Path, exercises: str | None, docs: str | None, jobs: int | None, seeds: int,
              device: str, seconds: float, memory_mb: int, cache: str | None, no_cache: bool,
              require_sandbox: bool, dask: str | None,
              directory_urls: bool = True, report: bool = True, progress: bool = True, language: str = "en",
              words: Mapping[str, object] | None = None) -> Settings:  # fmt: skip
    root = root.resolve()
    course, site = folders_of(root, exercises=exercises, docs=docs)
    if dask == "":
        raise SettingsError("--dask was given no address of a scheduler, such as tcp://host:8786.")
    return Settings(
        root=root,
        exercises=course,
        docs=site,
        jobs=jobs or PROCESSORS,
        seeds=seeds,
        device=device,
        limits=Limits(seconds=seconds, memory_mb=memory_mb),
        cache=cache_of(cache, none=no_cache, usual=root / CACHE),
        dask=dask or "",
        sandbox="require" if require_sandbox else "auto",
        directory_urls=directory_urls,
        report=report,
        progress=progress,
        language=language,
        words=words or {},
    )
