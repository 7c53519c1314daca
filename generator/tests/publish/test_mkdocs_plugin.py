"""The plugin inside real MkDocs: built, refused, and served to an author."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from keyproof.rules import RULES

from ..conftest import HEARS_CTRL_C

GOOD = RULES["wrong-key"].mended
BAD = RULES["wrong-key"].fails
CONFIG = """\
site_name: Tried out
theme: {name: material, font: false}
plugins: [search, keyproof]
"""
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


@pytest.fixture(name="project")
def _project(tmp_path: Path, warm: Callable[[Path], None]) -> Path:
    warm(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    topic = tmp_path / "exercises" / "layers"
    topic.mkdir(parents=True)
    (topic / "topic.yml").write_text("title: Layers of all sorts\n")
    (topic / "try.md").write_text(f"---\nmode: try\n---\n\n# Try\n\n{GOOD}")
    return tmp_path


def _build(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    return subprocess.run(
        command, cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120
    )


def _plant(project: Path, old: str, new: str) -> None:
    file = project / "exercises" / "layers" / "try.md"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_proven_course_becomes_pages_with_widgets(project: Path) -> None:
    """Pages, navigation in the topic's title, assets; strict mode has nothing to complain about."""
    done = _build(project, "--strict")
    page = (project / "site" / "layers" / "try" / "index.html").read_text()

    assert 0 == done.returncode, done.stderr
    assert "all proven" in done.stderr
    assert "<keyproof-exercise" in page
    assert "Layers of all sorts" in page


def test_a_wrong_key_fails_the_build_with_the_report_and_keeps_the_last_good_site(project: Path) -> None:
    """Exit code 1, the whole report, and not one byte of the old site changed."""
    assert 0 == _build(project).returncode
    before = {p: p.read_bytes() for p in (project / "site").rglob("*") if p.is_file()}
    _plant(project, GOOD, BAD)

    done = _build(project)

    assert 1 == done.returncode
    assert "exercises/layers/try.md:12:" in done.stderr
    assert ": wrong-key: " in done.stderr
    assert "1 finding" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == {p: p.read_bytes() for p in (project / "site").rglob("*") if p.is_file()}


def test_an_exercise_in_an_ordinary_page_of_the_docs_is_proven_too(project: Path) -> None:
    """Exercises may stand in any page; its front matter and its prose stay."""
    (project / "docs" / "index.md").write_text(
        f"---\ntitle: Kept\n---\n\n# Home\n\nProse.\n\n{GOOD.replace('#build', '#at-home')}"
    )

    done = _build(project)
    page = (project / "site" / "index.html").read_text()

    assert 0 == done.returncode, done.stderr
    assert "<title>Kept - Tried out</title>" in page
    assert "<p>Prose.</p>" in page
    assert "<keyproof-exercise" in page


def test_titles_show_as_written_in_the_navigation(project: Path) -> None:
    """The theme takes them for HTML; a pair of angle brackets is none. Marks of Markdown are taken off."""
    (project / "exercises" / "layers" / "topic.yml").write_text('title: "Layers <UNK> of `nn`"\n')
    _plant(project, "mode: try", 'title: "Tr <b> & `more`"')
    done = _build(project)
    page = (project / "site" / "index.html").read_text()

    assert 0 == done.returncode, done.stderr
    assert "Tr &lt;b&gt; &amp; more" in page
    assert "Layers &lt;UNK&gt; of nn" in page
    assert not {"<b>", "<UNK>"} & set(re.findall("<[^>]*>", page))


def test_pictures_beside_the_exercises_reach_the_site(project: Path) -> None:
    """A page of a topic may show what stands in the topic's folder."""
    folder = project / "exercises" / "layers"
    (folder / "pic.png").write_bytes(b"picture")
    (folder / "drawn").mkdir()
    (folder / "drawn" / "one.svg").write_bytes(b"<svg/>")
    (folder / "other.png").write_bytes(b"nobody links to it")
    _plant(project, "# Try\n", "# Try\n\n![A picture](pic.png)\n")
    _plant(project, "Which", '![Drawn](drawn/one.svg "title") Which')
    done = _build(project, "--strict")
    site = project / "site" / "layers"

    assert 0 == done.returncode, done.stderr
    assert b"picture" == (site / "pic.png").read_bytes()
    assert b"<svg/>" == (site / "drawn" / "one.svg").read_bytes()
    assert not (site / "other.png").exists()


def test_a_site_without_an_exercise_is_built_and_told_so(project: Path) -> None:
    """Somebody begins with a site; nothing is called proven."""
    (project / "exercises" / "layers" / "try.md").write_text("# Try\n")
    done = _build(project)

    assert 0 == done.returncode, done.stderr
    assert "keyproof: no exercises found\n" in done.stderr


def test_a_site_with_nothing_of_ours_stays_as_it_was_to_the_byte(tmp_path: Path) -> None:
    """Who adds the plugin first and exercises later gets the same files."""
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text('# Home { #own }\n\n<div markdown="1">*x*</div> {: .y }\n')
    (tmp_path / "docs" / "sub" / "page.md").write_text("# Page\n\n`{` and {braces}\n")
    built = {}
    for plugins in ("[search]", "[search, keyproof]"):
        (tmp_path / "mkdocs.yml").write_text(CONFIG.replace("[search, keyproof]", plugins))
        assert 0 == _build(tmp_path, "--strict", "-d", plugins).returncode
        site = tmp_path / plugins
        built[plugins] = {p.relative_to(site): p.read_bytes() for p in site.rglob("*.*") if p.suffix != ".gz"}

    assert built["[search]"] == built["[search, keyproof]"]


def test_extensions_are_switched_on_where_they_are_needed_only(project: Path) -> None:
    """A page without exercises is written as before: its braces are its own."""
    (project / "docs" / "index.md").write_text('# Home\n\n<div markdown="1">*x*</div>\n\nText {: .y }\n')
    assert 0 == _build(project).returncode

    assert "Text {: .y }" in (project / "site" / "index.html").read_text()
    assert "<keyproof-exercise" in (project / "site" / "layers" / "try" / "index.html").read_text()


def test_a_page_without_exercises_loads_nothing_of_ours(project: Path) -> None:
    """Zero bytes where there is no exercise."""
    assert 0 == _build(project).returncode

    assert "keyproof" not in (project / "site" / "index.html").read_text()


class _Server:
    """`mkdocs serve` as an author runs it."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.log = project / "serve.log"
        serve = (sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}")
        command = [*HEARS_CTRL_C, *serve]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=project, env=ENVIRONMENT, stdout=log, stderr=subprocess.STDOUT
            )

    def page(self) -> str:
        address = f"http://127.0.0.1:{self.port}/layers/try/"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            return ""

    def wait_for(self, condition: Callable[[str], bool]) -> str:
        """Poll the page until the condition holds; the server must be alive all the while."""
        end = time.monotonic() + 180
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            if condition(text := self.page()):
                return text
            time.sleep(0.2)
        raise AssertionError(f"the page never came to be as expected; the log:\n{self.log.read_text()}")


@pytest.fixture(name="server")
def _server(project: Path) -> Iterator[_Server]:
    server = _Server(project)
    yield server
    server.process.send_signal(signal.SIGINT)
    server.process.wait(timeout=120)


def test_serve_shows_a_finding_on_the_page_and_lives_on_until_it_is_mended(
    project: Path, server: _Server
) -> None:
    """Saved with a wrong key: the finding is on the page and in the terminal. Mended: the widget is back."""
    server.wait_for(lambda text: "<keyproof-exercise" in text)

    _plant(project, GOOD, BAD)
    server.wait_for(lambda text: "wrong-key" in text)

    assert ": wrong-key: " in server.log.read_text()

    _plant(project, BAD, GOOD)
    mended = server.wait_for(lambda text: "wrong-key" not in text and "<keyproof-exercise" in text)

    assert "keyproof" in mended


def test_serve_starts_with_a_finding_too(project: Path) -> None:
    """An author who begins with a broken file gets a page that says so, not a dead server."""
    _plant(project, GOOD, BAD)
    server = _Server(project)
    try:
        server.wait_for(lambda text: "wrong-key" in text)
    finally:
        server.process.send_signal(signal.SIGINT)
        server.process.wait(timeout=120)
