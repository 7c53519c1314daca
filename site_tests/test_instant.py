"""The theme's instant navigation: pages change without a reload, and exercises live on.

In: the built site, walked through by its links. Out: whether exercises work at every stop.
"""

from __future__ import annotations

import re

import pytest
from answers import CHOICE, LEARN, NUMBER, ONE_BLANK, PREDICT, TRY, Task
from exercise import Exercise
from hands import HANDS
from playwright.sync_api import Page, expect

MOUSE = HANDS["mouse"]


@pytest.fixture(name="home")
def _home(page: Page, site: str) -> Page:
    """The home page, with a mark that no reload survives."""
    # The theme follows links by itself once it has the list of pages; until then the browser does.
    with page.expect_response("**/sitemap.xml"):
        page.goto(site + "/")
    expect(Exercise(page, CHOICE.id).button("Check")).to_be_visible()
    page.evaluate("window.sameDocument = true")
    return page


def _follow(page: Page, link: str, path: str) -> None:
    page.locator(".md-content").get_by_role("link", name=link).first.click()
    _expect_arrived(page, path)


def _expect_arrived(page: Page, path: str) -> None:
    # The theme adds the section that it takes for the current one.
    expect(page).to_have_url(re.compile(rf"{path}(#.*)?$"))
    assert page.evaluate("window.sameDocument === true"), "the page was reloaded"


def _answer(page: Page, task: Task, place: int = 0) -> Exercise:
    exercise = Exercise(page, task.id)
    MOUSE.give(exercise, task, task.wrong[place])
    exercise.button("Check").click()
    exercise.expect_said(*task.wrong[place].says)
    return exercise


def test_exercises_work_after_a_link(home: Page) -> None:
    """Home, topic, another mode: links don't reload, and exercises work on every page."""
    _answer(home, CHOICE)
    _follow(home, "the five tasks", TRY)
    _answer(home, ONE_BLANK)
    _follow(home, "Learn", LEARN)
    _answer(home, NUMBER)
    _answer(home, PREDICT)


def test_back_and_forward(home: Page) -> None:
    """Back and forward bring exercises that work and remember what was answered."""
    _answer(home, CHOICE)
    _follow(home, "the five tasks", TRY)
    _answer(home, ONE_BLANK)
    home.go_back()
    expect(Exercise(home, CHOICE.id).left).to_have_text("2 attempts left")
    _answer(home, CHOICE, 1)
    home.go_forward()
    _expect_arrived(home, TRY)
    expect(Exercise(home, ONE_BLANK.id).left).to_have_text("2 attempts left")
    _answer(home, ONE_BLANK, 1)
    home.go_back()
    expect(Exercise(home, CHOICE.id).left).to_have_text("1 attempt left")
    assert home.evaluate("window.sameDocument === true")


def test_nothing_is_upgraded_twice(home: Page) -> None:
    """After going to and fro every exercise has one Check button, and one answer costs one attempt."""
    for _ in range(2):
        _follow(home, "the five tasks", TRY)
        home.go_back()
        expect(Exercise(home, CHOICE.id).button("Check")).to_have_count(1)
        home.go_forward()
        expect(Exercise(home, ONE_BLANK.id).button("Check")).to_have_count(1)
        home.go_back()
        expect(Exercise(home, CHOICE.id).root).to_have_count(1)
    exercise = _answer(home, CHOICE)
    expect(exercise.left).to_have_text("2 attempts left")
    expect(exercise.status).to_have_count(1)
    home.go_forward()
    expect(home.get_by_role("button", name="Next")).to_have_count(2)
    expect(home.get_by_role("button", name="Question 1 of 5")).to_have_count(1)
    for upgraded in home.locator("keyproof-exercise").all():
        expect(upgraded.locator(".kp-check")).to_have_count(1)


def test_moved_exercise_works(home: Page) -> None:
    """An exercise that another script takes out and puts back keeps its answer, and is not upgraded again."""
    exercise = _answer(home, CHOICE)
    exercise.root.evaluate("root => { const place = root.parentElement; root.remove(); place.append(root); }")
    expect(exercise.button("Check")).to_have_count(1)
    expect(exercise.left).to_have_text("2 attempts left")
    _answer(home, CHOICE, 1)
    expect(exercise.left).to_have_text("1 attempt left")


def test_pager_works_after_a_link(home: Page) -> None:
    """The practice set pages as well when its page was not loaded but put in place."""
    _follow(home, "the five tasks", TRY)
    home.get_by_role("button", name="Next").first.click()
    expect(Exercise(home, "build-it").button("Check")).to_be_visible()
    expect(Exercise(home, "what-it-does").button("Check")).to_be_hidden()


def test_styles_come_along(home: Page, site: str) -> None:
    """The first page may be one without exercises: their looks come with the first page that has some."""
    home.goto(site + "/study/")
    home.evaluate("window.sameDocument = true")
    home.get_by_role("banner").get_by_role("link", name="Keyproof").first.click()
    expect(Exercise(home, CHOICE.id).button("Check")).to_be_visible()
    assert home.evaluate("window.sameDocument === true")
    display = Exercise(home, CHOICE.id).options.first.evaluate("option => getComputedStyle(option).display")
    assert "flex" == display
    _answer(home, CHOICE)
