"""Keyproof inside MkDocs: it proves, tells, and hands things over; `mkdocs_pages` does so for each page.

In: MkDocs' events. Out: proven pages and assets in the site, or a failed build with the whole report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section

from keyproof.errors import KeyproofError
from keyproof.glance import anything_to_prove
from keyproof.publish.mkdocs_config import settings_of
from keyproof.publish.mkdocs_pages import PagesOfBuild
from keyproof.publish.navigation import arrange, show_as_written

if TYPE_CHECKING:
    from keyproof.publish.session import Session


class KeyproofPlugin(PagesOfBuild):
    """Verifies the course before MkDocs writes anything, then hands it the pages."""

    def __init__(self) -> None:
        super().__init__()
        self._serving = False
        self._session: Session | None = None

    # MkDocs keeps a plugin between the builds of `serve` only if it has on_startup.
    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether somebody is writing: then findings are shown and the server lives on."""
        del dirty
        self._serving = command == "serve"

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Verify everything, before MkDocs empties the site folder: the last good site stays."""
        self._begin(config)
        try:
            settings = settings_of(self.config, config)
            if not anything_to_prove(settings):
                _say("no exercises found")
                return
            made = self._proving().prove(settings)
        except KeyproofError as error:
            raise PluginError(str(error)) from error
        self._take(made)
        proof = made.proof
        if proof.errors and not self._serving:
            raise PluginError(f"{proof.summary}\n\n{proof.report}\n\n{proof.summary}")
        _say(proof.summary)
        if proof.findings:
            click.echo(f"\n{proof.report}\n\nkeyproof: {proof.summary}", err=True)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Title a topic's section and order its pages where MkDocs made the navigation itself."""
        del files
        if self._build is not None:
            show_as_written(nav.pages, self._build)
            if config.nav is None:
                sections = [item for item in nav.items if isinstance(item, Section)]
                arrange(sections, self._build)
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
        if self._session is not None:
            self._session.close()

    def _proving(self) -> Session:
        if self._session is None:
            # Half of the time that a small site without an exercise takes would be spent on loading this.
            from keyproof.publish.session import Session  # noqa: PLC0415

            self._session = Session(_say)
        return self._session


def _say(text: str) -> None:
    click.echo(f"keyproof: {text}", err=True)
