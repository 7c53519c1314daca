"""Our course as a site of Zensical, which runs no plugins: the tests of our own site hold there.

In: what `keyproof pages` wrote, built by Zensical. Out: whether readers get the same there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import CHOICE, NUMBER, ONE_BLANK, SEVERAL, TASKS, TWO_BLANKS, Task
from axe import violations
from conftest import OpenPage
from engines import build_with
from exercise import start
from hands import DRAGGING_HANDS, HANDS
from playwright.sync_api import Page, expect
from policy import NAME, policy
from serving import Server

# Run here as they are, on the sites below.
from test_answering import (  # noqa: F401
    test_enter_checks,
    test_typing_is_no_shortcut,
    wrong_then_right,
)
from test_every_page import test_pages_are_quiet_and_stay_at_home, test_source_shows_no_key  # noqa: F401
from test_instant import (  # noqa: F401
    _home,
    test_exercises_work_after_a_link,
    test_nothing_is_upgraded_twice,
)
from test_pager import test_next_and_previous  # noqa: F401

WAYS = (TWO_BLANKS, CHOICE, SEVERAL, NUMBER)


@pytest.fixture(scope="module", name="site_folder")
def _site_folder(engines: Path) -> Path:
    return engines / "zensical"


@pytest.fixture(scope="module", name="site")
def _site(engines: Path, site_folder: Path) -> Iterator[str]:
    """Address of the pages as Zensical builds them, under the policy of the docs."""
    server = Server(site_folder)
    build_with("zensical", engines, site_url=server.address + "/")
    # A script of Zensical's own theme writes a style attribute; neither Material nor we do.
    strict, loose = "style-src 'self'", "style-src 'self' 'unsafe-inline'"
    server.headers[NAME] = policy(site_folder).replace(strict, loose)
    with server.running() as address:
        yield address


@pytest.fixture(scope="module", name="paths")
def _paths(site: str, site_folder: Path) -> list[str]:
    """Pages with something of ours; the others are the engine's affair."""
    assert site
    files = [file for file in sorted(site_folder.rglob("*.html")) if "kp-assets" in file.read_text("utf-8")]
    return ["/" + file.relative_to(site_folder).as_posix().removesuffix("index.html") for file in files]


@pytest.mark.parametrize("task", WAYS, ids=lambda task: task.way)
def test_answering(task: Task, page: Page, site: str) -> None:
    """Exercises can be answered in each of the four ways, wrong and then right, by keyboard alone."""
    wrong_then_right(HANDS["keyboard"], start(page, site, task), task)


def test_dragging(page: Page, site: str) -> None:
    """Chips can be dragged."""
    wrong_then_right(DRAGGING_HANDS["mouse"], start(page, site, TWO_BLANKS), TWO_BLANKS)


def test_our_part_keeps_the_rules(open_page: OpenPage, site: str) -> None:
    """What a machine can check of WCAG 2.2 AA holds in the exercises of another theme's page."""
    page = open_page()
    for task in (ONE_BLANK, SEVERAL, NUMBER):
        exercise = start(page, site, task)
        exercise.root.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        assert [] == violations(page, f'[data-kp-id="{task.id}"]'), task.id


def test_search_finds_stems_and_no_answers(site: str, site_folder: Path) -> None:
    """Zensical's index has a form of its own; it holds no option, feedback, solution or payload either."""
    assert site
    index = json.loads((site_folder / "search.json").read_text(encoding="utf-8"))
    texts = json.dumps([one for one in index["items"] if one["location"].startswith("rnn-layer/")])
    assert "Put the missing parts back into the program" in texts
    for secret in ("Final answer", "Proven:", "data-payload", "keyproof-exercise", "the last sequence"):
        assert secret not in texts, secret


def test_pages_are_a_workbook_without_script(open_page: OpenPage, site: str) -> None:
    """Without JavaScript the final answer stands in the solution."""
    page = open_page(java_script_enabled=False)
    for task in TASKS:
        page.goto(site + task.path)
        solution = page.locator(f'.keyproof[data-kp-id="{task.id}"] details.kp-solution')
        solution.locator("summary").click()
        expect(solution.locator(".kp-final")).to_contain_text(task.final)
