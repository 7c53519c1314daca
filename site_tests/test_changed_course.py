"""A course that goes on changing: readers keep every answer to what stayed the same.

In: a tiny project, built, answered, changed and built again. Out: which answers are still there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import DESKTOP, build_site
from exercise import Exercise
from playwright.sync_api import Browser, Page, expect
from serving import Server

SETTINGS = """\
site_name: Changing
site_url: https://course.example/
repo_url: https://github.com/owner/course
edit_uri: edit/main/docs/
use_directory_urls: false
theme: {name: material, font: false}
plugins: [keyproof: {seeds: 1}]
"""


def _task(id_: str, key: int) -> str:
    return f"""
## Which is {key}? {{#{id_} .choice .easy}}

Choose the right one.

- [x] `{key}`
- [ ] `{key + 1}`

```python check
assert answer == {key}
```
"""


def _write(root: Path, **pages: str) -> None:
    for name, text in pages.items():
        (root / "docs" / f"{name}.md").write_text(f"# {name.capitalize()}\n{text}", encoding="utf-8")
    build_site(root, root / "site")


@pytest.fixture(scope="module", name="project")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages with three exercises."""
    root = tmp_path_factory.mktemp("changing")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    _write(root, index=_task("edited", 1) + _task("kept", 2), more=_task("moved", 3))
    return root


@pytest.fixture(scope="module", name="address")
def _address(project: Path) -> Iterator[str]:
    with Server(project / "site").running() as address:
        yield address


@pytest.fixture(name="reader")
def _reader(browser: Browser) -> Iterator[Page]:
    """A reader whose theme may ask the repository for its stars, and gets no answer."""
    context = browser.new_context(**DESKTOP)
    context.route("https://**", lambda route: route.abort())
    yield context.new_page()
    context.close()


def _solve(page: Page, id_: str, key: int) -> None:
    exercise = Exercise(page, id_)
    exercise.option(str(key)).click()
    exercise.button("Check").click()
    expect(exercise.button("Try again")).to_be_visible()


def test_the_link_for_problems_names_the_exercise(reader: Page, address: str) -> None:
    """A new report in the repository, with the row of the proof and the line of the source."""
    page = reader
    page.goto(f"{address}/more.html")
    link = Exercise(page, "moved").root.get_by_role("link", name="Report a problem")
    parts = urlsplit(link.get_attribute("href") or "")
    body = parse_qs(parts.query)["body"][0]

    assert ("github.com", "/owner/course/issues/new") == (parts.netloc, parts.path)
    assert "https://course.example/verification.html#moved" in body
    assert "https://github.com/owner/course/blob/main/docs/more.md#L3" in body


def test_only_the_edited_exercise_forgets_its_answer(reader: Page, address: str, project: Path) -> None:
    """One is edited, one moves to another page, one is added above: all others keep their answers."""
    page = reader
    page.goto(f"{address}/index.html")
    _solve(page, "edited", 1)
    _solve(page, "kept", 2)
    page.goto(f"{address}/more.html")
    _solve(page, "moved", 3)
    edited = _task("edited", 1).replace("Choose the right one.", "Choose the one that is right.")
    tasks = _task("added", 9) + _task("moved", 3) + edited + _task("kept", 2)
    _write(project, index=tasks, more=_task("new", 5))
    page.goto(f"{address}/index.html")
    for id_ in ("kept", "moved"):
        expect(Exercise(page, id_).button("Try again")).to_be_visible()
        expect(Exercise(page, id_).status).to_contain_text("Solved at the first attempt")
    for id_ in ("edited", "added"):
        expect(Exercise(page, id_).left).to_have_text("3 attempts")
        expect(Exercise(page, id_).status).to_be_empty()
    expect(page.locator("keyproof-page summary")).to_have_text("2 of 4 solved on this page")
