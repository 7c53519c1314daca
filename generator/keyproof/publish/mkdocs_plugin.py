"""Keyproof inside MkDocs: with its config the only module that knows MkDocs; it only hands things over.

In: MkDocs' events. Out: proven pages and assets in the site, or a failed build with the whole report.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import Literal

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from keyproof.errors import KeyproofError
from keyproof.pipeline import Build, build
from keyproof.publish.mkdocs_config import KeyproofConfig, settings_of
from keyproof.publish.navigation import arrange, show_as_written
from keyproof.recall import Recall
from keyproof.render import words_of
from keyproof.settings import Settings
from keyproof.verify import Crew, Memory, hire

NEEDED_EXTENSIONS = ("attr_list", "md_in_html")
"""Markdown extensions that the pages are written for; switched on where the site has not."""


class KeyproofPlugin(BasePlugin[KeyproofConfig]):
    """Verifies the course before MkDocs writes anything, then hands it the pages."""

    def __init__(self) -> None:
        self._serving = False
        self._workers = ExitStack()
        self._crew: Crew | None = None
        self._recall = Recall()
        self._build: Build | None = None
        self._told = ""

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
        settings = settings_of(self.config, config)
        try:
            self._tell(words_of(settings).notice)
            crew = self._crew_of(settings)
            in_page = crew.in_page if settings.runtime != "none" else None
            self._build = build(settings, run=crew.run, recall=self._recall, in_page=in_page)
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
        exercises = settings_of(self.config, config).exercises
        if exercises and exercises.is_dir():
            server.watch(str(exercises))
        return server

    def on_shutdown(self) -> None:
        """Stop the workers."""
        self._workers.close()

    def _tell(self, notice: str) -> None:
        """Pass a notice on, once while serving."""
        if notice and notice != self._told:
            click.echo(f"keyproof: {notice}", err=True)
        self._told = notice

    def _made(self) -> Build:
        if self._build is None:
            raise PluginError("on_pre_build has not run: another plugin calls the events out of order")
        return self._build

    def _crew_of(self, settings: Settings) -> Crew:
        if self._crew is None:
            crew = self._workers.enter_context(hire(settings, say=_say))
            self._crew = replace(crew, run=Memory(crew.run))
        return self._crew


def _say(text: str) -> None:
    click.echo(f"keyproof: {text}", err=True)
