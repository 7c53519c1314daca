"""A network that goes while a page is open: what was opened works on, and nothing fails in silence.

In: the built site, whose files are cut off after the page has come. Out: what is told, and what is kept.
"""

from __future__ import annotations

import pytest
from answers import CHOICE, ONE_BLANK, Task
from conftest import DESKTOP
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Browser, BrowserContext, Page, expect

MOUSE = HANDS["mouse"]
LATER = "**/assets/keyproof/**/{answering,all-answers,page-menu,drag}.js"


@pytest.fixture(name="reader")
def _reader(browser: Browser) -> BrowserContext:
    """A reader whose pages may log what could not be fetched: that is what is looked at."""
    return browser.new_context(**DESKTOP)


def _open(reader: BrowserContext, site: str, task: Task) -> tuple[Page, Exercise]:
    page = reader.new_page()
    page.set_default_timeout(10_000)
    return page, start(page, site, task)


@pytest.mark.parametrize("task", [ONE_BLANK, CHOICE], ids=lambda task: task.id)
def test_an_answer_survives_a_network_that_goes(task: Task, reader: BrowserContext, site: str) -> None:
    """Check says that it could not be done, the answer stays, and pressing it again later works."""
    page, exercise = _open(reader, site, task)
    page.route(LATER, lambda route: route.abort())
    MOUSE.give(exercise, task, task.wrong[0])
    exercise.button("Check").click()
    exercise.expect_said("This part could not be loaded. Your answer is kept; try again.")
    expect(exercise.left).to_have_text("3 attempts")
    exercise.button("Show solution").click()
    expect(exercise.solution).to_be_hidden()
    page.unroute(LATER)
    exercise.button("Check").click()
    exercise.expect_said(*task.wrong[0].says)
    expect(exercise.left).to_have_text("2 attempts left")
    reader.close()


def test_who_has_begun_to_answer_needs_no_network(reader: BrowserContext, site: str) -> None:
    """What speaks comes when a pointer or the focus comes to an exercise, long before Check is pressed."""
    page, exercise = _open(reader, site, ONE_BLANK)
    with page.expect_response("**/answering.js"):
        exercise.blanks.first.focus()
    page.wait_for_load_state("networkidle")
    reader.set_offline(offline=True)
    for wrong in ONE_BLANK.wrong[:2]:
        MOUSE.give(exercise, ONE_BLANK, wrong)
        exercise.button("Check").click()
        exercise.expect_said(*wrong.says)
    MOUSE.give(exercise, ONE_BLANK, ONE_BLANK.right)
    exercise.button("Check").click()
    exercise.expect_said(*ONE_BLANK.right.says)
    exercise.root.get_by_text("Show all answers").click()
    exercise.expect_said("This part could not be loaded.")
    reader.close()


def test_a_menu_that_cannot_be_loaded_says_so(reader: BrowserContext, site: str) -> None:
    """Instead of opening onto nothing."""
    page, _ = _open(reader, site, ONE_BLANK)
    reader.set_offline(offline=True)
    page.locator("keyproof-page summary").click()
    expect(page.locator(".kp-lost")).to_contain_text("This part could not be loaded.")
    reader.close()
