"""Pages on paper: a PDF with the questions, and behind each page the sheet that solves it.

In: a `Proof`. Out: the PDF. MkDocs builds the pages, Chromium prints them, pypdf binds them.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from keyproof.course import Course
from keyproof.errors import SettingsError
from keyproof.exchange.gather import pages_of
from keyproof.page import Page
from keyproof.proof import Proof
from keyproof.render import render_assets, render_pages, render_pictures, words_of
from keyproof.settings import Settings
from keyproof.topic import MODES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright
    from pypdf import PageObject

NEEDED = ("mkdocs", "material", "playwright", "pypdf")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EXTENSIONS = ("admonition", "attr_list", "footnotes", "md_in_html", "tables", "pymdownx.details",
              "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences")  # fmt: skip
MARGIN = {"top": "16mm", "bottom": "18mm", "left": "16mm", "right": "16mm"}
FOOTER = (
    '<div style="width: 100%; font-size: 8px; text-align: center;">'
    '<span class="title"></span> · <span class="pageNumber"></span>/<span class="totalPages"></span></div>'
)


def installed() -> None:
    """Make sure of what makes a PDF, but for Chromium.

    Raises:
        SettingsError: something is not installed.
    """
    for name in NEEDED:
        if find_spec(name) is None:
            raise SettingsError(f"A PDF needs {name}: install it with `pip install 'keyproof[pdf]'`.")


def write(proof: Proof, settings: Settings, *, topic: str, title: str) -> bytes:
    """Print the pages of a topic, or all that hold exercises, in the order of the course.

    Raises:
        SettingsError: there is no Chromium, or MkDocs could not build the pages.
    """
    plain = replace(settings, report=False, progress=False, directory_urls=False, site_url="")
    pages = _ordered(proof, plain, topic)
    with tempfile.TemporaryDirectory() as folder:
        site = _built(Path(folder), pages, proof, plain)
        printed = _printed([site / Path(page.path).with_suffix(".html") for page in pages])
    return _bound(list(zip(pages, printed, strict=True)), title)


def _ordered(proof: Proof, settings: Settings, topic: str) -> list[Page]:
    """Render the pages; the practice set stands on its own page, and not beneath each other one too."""
    course = proof.course
    alone = replace(course, pages=tuple(page for page in course.pages if page.mode != "practice"))
    texts = {page.source: page for page in _rendered(course, proof, settings)}
    texts |= {page.source: page for page in _rendered(alone, proof, settings)}
    sources = sorted(
        pages_of(proof, topic), key=lambda page: MODES.index(page.mode) if page.mode in MODES else -1
    )
    topics = [one.slug for one in course.topics]
    sources.sort(key=lambda page: topics.index(page.topic) if page.topic in topics else len(topics))
    return [texts[page.path] for page in sources]


def _rendered(course: Course, proof: Proof, settings: Settings) -> Iterable[Page]:
    return render_pages(course, proof.verdicts, findings=(), settings=settings, exhibits={})


def _built(folder: Path, pages: Sequence[Page], proof: Proof, settings: Settings) -> Path:
    docs, site = folder / "docs", folder / "site"
    docs.mkdir()
    if settings.docs:
        ignored = shutil.ignore_patterns("*.md")
        shutil.copytree(settings.docs, docs, ignore=ignored, dirs_exist_ok=True)
    made = {page.path: page.text.encode() for page in pages}
    assets = (*render_assets(words_of(settings)), *render_pictures(proof.course, settings))
    made |= {asset.path: asset.content for asset in assets}
    for path, content in made.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_bytes(content)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(_config(docs, site, settings)), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(folder / "mkdocs.yml"),
    ]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).split("\n")[-1]
        raise SettingsError(f"MkDocs could not build the pages: {last}.")
    return site


def _config(docs: Path, site: Path, settings: Settings) -> dict[str, object]:
    return {
        "site_name": "Keyproof",
        "docs_dir": str(docs),
        "site_dir": str(site),
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "language": settings.language.split("-")[0]},
        "plugins": [],
        "markdown_extensions": list(EXTENSIONS),
        # Links to pages that are not printed are no fault.
        "validation": {
            "nav": {"omitted_files": "ignore"},
            "links": {"not_found": "ignore", "unrecognized_links": "ignore"},
        },
    }


def _printed(files: Sequence[Path]) -> list[bytes]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 only who prints needs it

    made: list[bytes] = []
    with sync_playwright() as playwright:
        browser = _browser(playwright)
        # Without a script all of a page is on paper.
        context = browser.new_context(java_script_enabled=False, color_scheme="light")
        sheet = context.new_page()
        for file in files:
            sheet.goto(file.as_uri())
            sheet.emulate_media(media="print")
            made.append(
                sheet.pdf(
                    format="A4",
                    margin=MARGIN,  # type: ignore[arg-type]
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=FOOTER,
                )
            )
        browser.close()
    return made


def _browser(playwright: Playwright) -> Browser:
    """Start the Chromium that is installed, or Playwright's own."""
    from playwright.sync_api import Error  # noqa: PLC0415

    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    # Its own sandbox does not start for root; the pages are ours, and run no script.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        return playwright.chromium.launch(executable_path=found, args=arguments)
    except Error as error:
        raise SettingsError(
            "A PDF needs Chromium, which was not found or does not start: install it with "
            f"`playwright install chromium`. ({str(error).strip().splitlines()[0]})"
        ) from error


def _bound(printed: Sequence[tuple[Page, bytes]], title: str) -> bytes:
    """Bind the pages into one file, with a bookmark for each and without the time of day."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    writer = PdfWriter()
    for page, content in printed:
        reader = PdfReader(io.BytesIO(content))
        for sheet in reader.pages:
            _without_file_links(sheet)
        writer.append(reader, outline_item=page.title, import_outline=False)
    writer.metadata = None
    writer.add_metadata({"/Title": title, "/Producer": "Keyproof"})
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def _without_file_links(sheet: PageObject) -> None:
    """Take out links to files of this machine, which the pages were printed from."""
    links = [link.get_object() for link in sheet.get("/Annots", ())]
    kept = [link for link in links if not str(link.get("/A", {}).get("/URI", "")).startswith("file:")]
    if len(kept) < len(links):
        from pypdf.generic import ArrayObject, NameObject  # noqa: PLC0415

        sheet[NameObject("/Annots")] = ArrayObject(kept)
