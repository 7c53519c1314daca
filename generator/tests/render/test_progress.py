"""Where readers see how far they have come, and what a page loads for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.course import Course, SourcePage
from keyproof.errors import SettingsError
from keyproof.page import Page
from keyproof.render.additions import additions, refuse_taken_names
from keyproof.render.languages import english
from keyproof.render.loading import loading
from keyproof.render.progress import progress_line, progress_page
from keyproof.settings import Settings
from tests.render.conversion import page
from tests.render.samples import choice, fill
from tests.report.samples import case, evidence

SETTINGS = Settings(root=Path("/project"), docs=Path("/project/docs"))
WORDS = english()


def _course(*exercises: object) -> Course:
    one = SourcePage(path="docs/a page.md", title="A", blocks=exercises)  # type: ignore[arg-type]
    return Course(topics=(), pages=(one,), findings=(), texts={})


def test_the_line_names_each_exercise_once() -> None:
    """The browser counts those that it names."""
    element = page(progress_line([fill()[0], choice()[0], fill()[0]])).one("keyproof-page")

    assert "two-layers create" == element.attrs["data-ids"]
    assert "" == progress_line([])


def test_the_page_says_what_it_is_without_a_script() -> None:
    """The words are those of the site's language."""
    made = progress_page(replace(SETTINGS, language="de"))

    assert "progress.md" == made.path
    assert made.text.startswith('---\ntitle: "Fortschritt"\nsearch:\n  exclude: true\n---\n')
    assert "JavaScript" in page(made.text.split("\n---\n", 1)[1]).one("noscript").text
    assert ["keyproof.css", "progress.css", "keyproof.js"] == _files(made.text)


def test_a_site_without_exercises_has_no_page_of_progress() -> None:
    """Nor has one whose author left it out; the list of the course is there for other pages."""
    with_, _ = additions(_course(choice()[0]), evidence(case("create")), pages=[], settings=SETTINGS)
    none, nothing = additions(_course(), evidence(), pages=[], settings=SETTINGS)
    plain = replace(SETTINGS, progress=False, report=False)
    without, files = additions(_course(choice()[0]), evidence(case("create")), pages=[], settings=plain)

    assert ["progress.md", "verification.md"] == [one.path for one in with_]
    assert ["verification.md"] == [one.path for one in none]
    assert "assets/keyproof/course.json" not in [one.path for one in nothing]
    assert () == without
    assert ["assets/keyproof/course.json"] == [one.path for one in files]


@pytest.mark.parametrize("path", ["progress.md", "progress/index.md"])
def test_a_page_of_the_authors_with_its_name_is_an_error(path: str) -> None:
    """Unless the site has no page of progress."""
    theirs = Page(path=path, source=f"docs/{path}", title="Progress", text="")

    with pytest.raises(
        SettingsError, match=f"docs/{path} stands where the page of progress goes.*--no-progress"
    ):
        refuse_taken_names([theirs], SETTINGS)
    refuse_taken_names([theirs], replace(SETTINGS, progress=False))


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("# Words\n\n`class`", []),
        ('<div class="kp-header">', []),
        ("<keyproof-exercise data-payload", ["keyproof.css", "keyproof.js"]),
        ("<keyproof-exercise></> <keyproof-test>", ["keyproof.css", "modes.css", "keyproof.js"]),
        ('<div class="kp-exhibit">', ["findings.css"]),
        ('<div class="kp-finding admonition failure"', ["findings.css"]),
        ('<div class="kp-evidence" tabindex', ["verification.css"]),
    ],
)
def test_a_page_loads_what_stands_on_it_needs_and_nothing_else(text: str, files: list[str]) -> None:
    """A page without any of it loads nothing of ours."""
    assert files == _files(loading(text, "a/b.md", settings=SETTINGS, words=WORDS))


def _files(text: str) -> list[str]:
    tree = page(text.split("\n---\n", 1)[-1])
    links = [link.attrs["href"] for link in tree.all("link")]
    return [
        path.rsplit("/", 1)[1] for path in [*links, *(script.attrs["src"] for script in tree.all("script"))]
    ]
