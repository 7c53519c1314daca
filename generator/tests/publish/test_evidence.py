"""What a published site shows of its verification, in both ways of publishing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import jsonschema
import pytest

from keyproof.rules import RULES

GOOD = RULES["wrong-key"].mended
UNRUN = """
## Taste {#taste .choice unverified="A matter of taste."}

Which is nicer?

- [x] This
- [ ] That
"""
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
LINK = re.compile(r'class="kp-proof"[^>]*>[^<]*<a href="([^"]+)">([^<]+)</a>')


def _write(root: Path) -> Path:
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text(f"# Home\n\n{GOOD.replace('#build', '#at-home')}")
    topic = root / "exercises" / "layers"
    topic.mkdir(parents=True)
    (topic / "topic.yml").write_text("title: Layers\n")
    (topic / "try.md").write_text(f"# Try\n\n{GOOD}{UNRUN}")
    return root


@pytest.fixture(scope="module", name="cache")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outcomes of these few answers, shared: what is tested here is what is shown of them."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    return _write(tmp_path)


@pytest.fixture(scope="module", name="site")
def _built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """The site as it is by default."""
    return _site(_write(tmp_path_factory.mktemp("project")), cache)


def _run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", *command]
    return subprocess.run(
        arguments, cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120
    )


def _site(project: Path, cache: Path, *, options: str = "report: true", more: str = "") -> Path:
    plugins = f"plugins: [search, keyproof: {{cache: {cache}, {options}}}]\n"
    config = f"site_name: S\ntheme: {{name: material, font: false}}\n{plugins}"
    (project / "mkdocs.yml").write_text(config + more)
    done = _run(project, "mkdocs", "build", "--strict")
    assert 0 == done.returncode, done.stderr
    return project / "site"


@pytest.mark.parametrize("urls", ["true", "false"])
def test_every_proof_leads_to_its_row(urls: str, project: Path, cache: Path) -> None:
    """The address works from every page, with and without folders as addresses."""
    site = _site(project, cache, more=f"use_directory_urls: {urls}\n")
    pages = {path.as_uri(): path.read_text() for path in site.rglob("*.html")}
    links = [(urljoin(page, link), text) for page, html in pages.items() for link, text in LINK.findall(html)]

    assert 3 == len(links)
    assert {"2 answers run, 1 holds", "Not machine-checked"} == {text for _, text in links}
    for link, _ in links:
        address, _, anchor = link.removeprefix("file://").partition("#")
        report = Path(address) / "index.html" if urls == "true" else Path(address)
        assert f'<tr id="{anchor}"' in report.read_text()


def test_rows_lead_back_to_their_exercises(site: Path) -> None:
    """From the report to the exercise on its page."""
    report = site / "verification" / "index.html"
    links = re.findall(r'<th scope="row"><a href="([^"]+)#([^"]+)">', report.read_text())

    assert ["at-home", "build", "taste"] == [anchor for _, anchor in links]
    for link, anchor in links:
        page = Path(urljoin(report.as_uri(), link).removeprefix("file://")) / "index.html"
        assert f'id="{anchor}"' in page.read_text()


def test_the_report_tells_totals_states_and_reasons_in_words(site: Path) -> None:
    """Totals come first, what was not run stands apart with its reason; answers are behind a summary."""
    text = (site / "verification" / "index.html").read_text()
    order = ["Answers run", 'id="build"', 'id="_unverified"', "A matter of taste.", "How it was run"]
    body = text[text.index("<article") :]

    assert sorted(body.index(part) for part in order) == [body.index(part) for part in order]
    answers = body[body.index("<summary>Answers</summary>") : body.index("</details>")]
    assert "<code>nn.RNN(10, 20)</code>: the key, holds." in answers
    assert "<code>nn.RNN(20, 10)</code>: refuted." in answers


def test_the_answers_are_not_in_the_search_index(site: Path) -> None:
    """The report tells the keys; a search must not."""
    index = (site / "search" / "search_index.json").read_text()

    assert '"title":"Home"' in index
    assert "verification/" not in index
    assert "the key, holds" not in index


def test_the_document_and_its_schema_are_at_the_top_of_the_site(site: Path) -> None:
    """Valid, and the digest of an exercise is the one in its page's payload."""
    document = json.loads((site / "verification.json").read_text(encoding="utf-8"))

    jsonschema.validate(document, json.loads((site / document["$schema"]).read_text(encoding="utf-8")))
    assert {"at-home": "index.md", "build": "layers/try.md", "taste": "layers/try.md"} == {
        made["id"]: made["page"] for made in document["exercises"]
    }


def test_pages_for_other_engines_have_them_too(project: Path, site: Path, cache: Path) -> None:
    """The same documents and page, with addresses as that engine needs them."""
    _run(project, "keyproof", "pages", "out", "--cache", str(cache))
    _run(project, "keyproof", "pages", "flat", "--cache", str(cache), "--no-directory-urls")
    out, flat = project / "out", project / "flat"

    assert (site / "verification.json").read_bytes() == (out / "verification.json").read_bytes()
    assert (out / "verification.schema.json").is_file()
    assert '<tr id="build">' in (out / "verification.md").read_text()
    assert 'href="../../verification/#build"' in (out / "layers" / "try.md").read_text()
    assert 'href="../verification.html#build"' in (flat / "layers" / "try.md").read_text()
    assert 'href="layers/try.html#build"' in (flat / "verification.md").read_text()


def test_an_author_may_keep_the_answers_to_the_pages(project: Path, cache: Path) -> None:
    """Switched off: no page, no document, no link; the proof line stays."""
    site = _site(project, cache, options="report: false")
    _run(project, "keyproof", "pages", "out", "--no-report", "--cache", str(cache))

    for folder in (site, project / "out"):
        assert [] == [path.name for path in folder.rglob("verification*") if path.parent.name == folder.name]
    for page in (site / "layers" / "try" / "index.html", project / "out" / "layers" / "try.md"):
        assert "Proven: 2 answers run, 1 holds (torch" in page.read_text()


def test_an_author_s_own_page_is_never_replaced(project: Path, cache: Path) -> None:
    """A page or file of the report's name stops the build and says what to do."""
    (project / "docs" / "verification.md").write_text("# Mine\n")
    command = ("keyproof", "pages", "out", "--cache", str(cache))
    done = _run(project, *command)

    assert 2 == done.returncode
    assert "verification.md stands where the report of the verification goes." in done.stderr
    assert "--no-report" in done.stderr
    assert 0 == _run(project, *command, "--no-report").returncode
    assert "# Mine\n" == (project / "out" / "verification.md").read_text()
