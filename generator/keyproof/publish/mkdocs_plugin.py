"""Keyproof inside MkDocs: the only module that knows MkDocs, and it only hands things over.

In: MkDocs' events. Out: proven pages and assets in the site, or a failed build with the whole report.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import click
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from keyproof.errors import KeyproofError
from keyproof.pipeline import Build, build
from keyproof.publish.navigation import arrange, show_as_written
from keyproof.recall import Recall
from keyproof.settings import CACHE, DEVICES, PROCESSORS, Limits, Settings
from keyproof.verify import Memory, hire

DEFAULTS = Limits()
NEEDED_EXTENSIONS = ("attr_list", "md_in_html")
"""Markdown extensions that the pages are written for; switched on where the site has not."""


class KeyproofConfig(base.Config):
    """Options of the plugin in `mkdocs.yml`."""

    exercises = option.Optional(option.Type(str))
    """Folder of the course, relative to `mkdocs.yml`; when not given, `exercises`, if that is there."""

    jobs = option.Optional(option.Type(int))
    """Exercises verified at the same time; the number of processors when not given."""

    seeds = option.Type(int, default=3)
    """Seeds of random numbers that each answer is run with."""

    device = option.Choice(DEVICES, default="cpu")
    """Where tensors live; `both` demands that answers end alike on both."""

    seconds = option.Type((int, float), default=DEFAULTS.seconds)
    """Wall-clock limit for one candidate, in seconds."""

    memory_mb = option.Type(int, default=DEFAULTS.memory_mb)
    """Memory for one candidate on top of what torch itself takes, in MiB."""

    require_sandbox = option.Type(bool, default=False)
    """Whether to refuse to build where there is no full sandbox (bubblewrap)."""

    report = option.Type(bool, default=True)
    """Whether the site shows what every answer did, keys included: a page that each exercise leads to, and
    `verification.json`."""

    cache = option.Type((bool, str), default=True)
    """Where outcomes are kept for the next build: a folder relative to `mkdocs.yml`, an address that fsspec
    knows, `true` for `.cache/keyproof`, or `false`."""


class KeyproofPlugin(BasePlugin[KeyproofConfig]):
    """Verifies the course before MkDocs writes anything, then hands it the pages."""

    def __init__(self) -> None:
        self._serving = False
        self._workers = ExitStack()
        self._memory: Memory | None = None
        self._recall = Recall()
        self._build: Build | None = None

    # MkDocs keeps a plugin between the builds of `serve` only if it has on_startup.
    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether somebody is writing: then findings are shown and the server lives on."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Switch on the Markdown extensions that the pages need."""
        missing = [name for name in NEEDED_EXTENSIONS if name not in config.markdown_extensions]
        config.markdown_extensions.extend(missing)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Verify everything, before MkDocs empties the site folder: the last good site stays."""
        settings = self._settings(config)
        try:
            self._build = build(settings, run=self._runner(settings).run, recall=self._recall)
        except KeyproofError as error:
            raise PluginError(str(error)) from error
        proof = self._build.proof
        if proof.errors and not self._serving:
            raise PluginError(f"{proof.summary}\n\n{proof.report}\n\n{proof.summary}")
        click.echo(f"keyproof: {proof.summary}", err=True)
        if proof.findings:
            click.echo(f"\n{proof.report}\n\nkeyproof: {proof.summary}", err=True)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the course's pages and the assets."""
        made = self._made()
        for page in made.pages:
            if files.get_file_from_path(page.path) is None:
                files.append(File.generated(config, page.path, content=page.text))
        for asset in made.assets:
            files.append(File.generated(config, asset.path, content=asset.content))
        return files

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the rendered text of a page that holds exercises, front matter included."""
        del config
        return next((made.text for made in self._made().pages if made.path == page.file.src_uri), None)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Title a topic's section and order its pages where MkDocs made the navigation itself."""
        del files
        show_as_written(nav.pages, self._made())
        if config.nav is None:
            sections = [item for item in nav.items if isinstance(item, Section)]
            arrange(sections, self._made())
        return nav

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Rebuild when an exercise is saved."""
        del builder
        exercises = self._settings(config).exercises
        if exercises and exercises.is_dir():
            server.watch(str(exercises))
        return server

    def on_shutdown(self) -> None:
        """Stop the workers."""
        self._workers.close()

    def _made(self) -> Build:
        if self._build is None:
            raise PluginError("on_pre_build has not run: another plugin calls the events out of order")
        return self._build

    def _runner(self, settings: Settings) -> Memory:
        if self._memory is None:
            crew = self._workers.enter_context(hire(settings, say=_say))
            self._memory = Memory(crew.run)
        return self._memory

    def _settings(self, config: MkDocsConfig) -> Settings:
        root = Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()
        return Settings(
            root=root,
            exercises=_course(root, self.config.exercises),
            docs=Path(config.docs_dir).resolve(),
            jobs=self.config.jobs or PROCESSORS,
            seeds=max(1, self.config.seeds),
            device=self.config.device,
            limits=Limits(seconds=self.config.seconds, memory_mb=self.config.memory_mb),
            cache=_cache(root, self.config.cache),
            sandbox="require" if self.config.require_sandbox else "auto",
            report=self.config.report,
            directory_urls=config.use_directory_urls,
        )


def _course(root: Path, option: str | None) -> Path | None:
    usual = root / "exercises"
    if option:
        return root / option
    return usual if usual.is_dir() else None


def _cache(root: Path, option: object) -> str:
    if option is False or option == "":
        return ""
    where = CACHE if option is True else str(option)
    return where if "://" in where else str(root / where)


def _say(text: str) -> None:
    click.echo(f"keyproof: {text}", err=True)
