"""Our pages among those that MkDocs and other plugins make: added, kept whole, and led home.

In: MkDocs' events about files and pages, and what the plugin has proven. Out: what is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from keyproof.page import Page as MadePage
from keyproof.publish.mkdocs_config import KeyproofConfig
from keyproof.publish.shelter import put_back, take_out
from keyproof.publish.whereabouts import lead_home, lead_to, name_addresses

if TYPE_CHECKING:
    from keyproof.pipeline import Build

NEEDED_EXTENSIONS = ("attr_list", "md_in_html")
"""Markdown extensions that the pages are written for; switched on for them where the site has not."""

REPORT, INDEX = "verification.md", "assets/keyproof/course.json"
"""What we make that names pages of the site."""

EARLY, BEFORE_POSTS, LATE = 100, -25, -200
"""When our handlers run among those of other plugins: Material's blog cuts excerpts of posts at -50, and
plugins for languages name files anew at -100."""


class PagesOfBuild(BasePlugin[KeyproofConfig]):
    """Hands the pages of a build to MkDocs, past whatever other plugins do to pages."""

    def __init__(self) -> None:
        self._build: Build | None = None
        self._pages: dict[str, MadePage] = {}
        self._extensions: list[str] = []
        self._read: set[str] = set()
        self._kept: tuple[str, ...] = ()
        self._usual: dict[str, str] = {}
        """Where each page stands by the name of its file."""
        self._stands: dict[str, str] = {}
        """Where each page stands."""
        self._here: set[str] = set()
        """The pages that this turn writes; a site of several languages takes several."""
        self._depth = 0

    def _begin(self, config: MkDocsConfig) -> None:
        """Forget the last turn; what it told of addresses holds until all languages are done."""
        self._extensions = list(config.markdown_extensions)
        self._build, self._pages, self._read, self._kept = None, {}, set(), ()
        if not self._depth:
            self._usual, self._stands = {}, {}

    def _take(self, build: Build) -> None:
        """Hand these pages over from now on."""
        self._build = build
        self._pages = {page.path: page for page in build.pages}

    @event_priority(LATE)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the course's pages and the assets; a page of the docs that is not there was left out."""
        if self._build is None:
            return files
        docs = Path(config.docs_dir)
        # What is not of the author's making takes no place between the pages of a site without a course.
        added = InclusionLevel.UNDEFINED if self._build.proof.course.topics else InclusionLevel.NOT_IN_NAV
        for page in self._pages.values():
            if files.get_file_from_path(page.path) is None and not (docs / page.path).exists():
                level = InclusionLevel.UNDEFINED if page.source else added
                file = File.generated(config, page.path, content=page.text, inclusion=level)
                # mkdocs-static-i18n asks every page for its translations: of ours there are none.
                vars(file)["alternates"] = {}
                files.append(file)
        for asset in self._build.assets:
            files.append(File.generated(config, asset.path, content=asset.content))
        self._usual = {path: File(path, "", "", config.use_directory_urls).url for path in self._pages}
        self._here = {file.src_uri for file in files.documentation_pages()}
        return files

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the rendered text of a page that holds exercises, front matter included."""
        del config
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return None
        self._read.add(made.path)
        # A page that only another language's turn will write cannot be linked by the name of its file.
        top = "../" * page.url.count("/")
        elsewhere = {path: f"{top}{url}" for path, url in self._usual.items() if path not in self._here}
        return made.text if made.source else name_addresses(made.text, elsewhere)

    @event_priority(EARLY)
    def _on_page_markdown_shelter(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Take our elements out of what other plugins work on: a post is read without asking us."""
        del config, files
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return markdown
        text = markdown if made.path in self._read else meta.get_data(made.text)[0]
        shown, self._kept = take_out(text)
        return shown

    @event_priority(BEFORE_POSTS)
    def _on_page_markdown_return(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Put our elements back, and switch on for this page the extensions that it needs."""
        del files
        ours = page.file.src_uri in self._pages
        needed = [name for name in NEEDED_EXTENSIONS if name not in self._extensions] if ours else []
        config.markdown_extensions = [*self._extensions, *needed]
        if not ours:
            return markdown
        self._stands.setdefault(page.file.src_uri, page.file.url)
        # An excerpt of a post is cut from what the page holds, not from what is handed on.
        page.markdown = put_back(markdown, self._kept)
        return page.markdown

    on_page_markdown = CombinedEvent(_on_page_markdown_shelter, _on_page_markdown_return)

    @event_priority(LATE)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let our addresses lead home from pages that do not stand where their file says."""
        path = page.file.src_uri
        generated = path in self._pages and not (Path(config.docs_dir) / path).exists()
        if self._depth and generated:
            # In another language's turn the page is there for links; it was written in the site's own.
            return ""
        if "assets/keyproof/" not in output or self._usual.get(path) == page.file.url:
            return output
        return lead_home(output, url=page.url)

    @event_priority(EARLY)
    def _on_post_build_enter(self, *, config: MkDocsConfig) -> None:
        """Note that the site stands: what is built from here on are its other languages."""
        del config
        self._depth += 1

    @event_priority(LATE)
    def _on_post_build_leave(self, *, config: MkDocsConfig) -> None:
        """Let our lists of pages name those that stand elsewhere than their file says."""
        self._depth -= 1
        usual = self._usual.items()
        moved = {url: self._stands[path] for path, url in usual if url != self._stands.get(path, url)}
        if self._depth or not moved:
            return
        for file in (INDEX, *(url for path, url in usual if path == REPORT)):
            listed = Path(config.site_dir, file)
            listed = listed / "index.html" if listed.is_dir() else listed
            listed.write_text(lead_to(listed.read_text(encoding="utf-8"), moved), encoding="utf-8")

    on_post_build = CombinedEvent(_on_post_build_enter, _on_post_build_leave)
