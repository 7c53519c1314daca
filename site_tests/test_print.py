"""Pages on paper: a workbook with every question and no dead controls, and what solves them at the end.

In: the built site under print media. Out: what is on the sheet.
"""

from __future__ import annotations

from typing import Any

import pytest
from answers import CHOICE, LEARN, ONE_BLANK, PRACTICE, SEVERAL, TRY, Task
from conftest import OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Locator, Page, expect


def _key(page: Page) -> Locator:
    return page.locator(".kp-key")


def _print(page: Page) -> None:
    page.emulate_media(media="print")


def test_all_questions_are_printed(page: Page, site: str) -> None:
    """All questions of a set are on paper, with readable options, whichever is on the screen."""
    page.goto(site + PRACTICE)
    expect(page.get_by_role("button", name="Question 1 of 5")).to_be_visible()
    _print(page)
    questions = page.locator(".keyproof-set > .keyproof")
    expect(questions).to_have_count(5)
    for question in questions.all():
        expect(question.get_by_role("heading").first).to_be_visible()
        assert question.locator(".kp-option").count() >= 4
        for option in question.locator(".kp-option").all():
            box = option.bounding_box()
            assert box is not None
            assert box["height"] > 12
            visible = option.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")
            assert visible


def test_nothing_to_press_is_printed(page: Page, site: str) -> None:
    """Buttons and pager stay off the paper; programs with their blanks and chips stay on it."""
    page.goto(site + TRY)
    expect(page.get_by_role("button", name="Check").first).to_be_visible()
    _print(page)
    for name in ("Check", "Show solution", "Next", "Previous", "Question 1 of 5"):
        for one in page.get_by_role("button", name=name).all():
            expect(one).to_be_hidden()
    for blank in page.locator(".kp-blank").all():
        expect(blank).to_be_visible()
    for chip in page.locator(".kp-chip").all():
        expect(chip).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["/", LEARN, TRY, PRACTICE])
def test_solutions_stand_at_the_end(path: str, script: bool, open_page: OpenPage, site: str) -> None:
    """After every question, each exercise once, with its final answer; with a script and without."""
    page = open_page(java_script_enabled=script)
    page.goto(site + path)
    if script:
        expect(page.locator("keyproof-exercise .kp-check").first).to_be_attached()
    expect(_key(page)).to_be_hidden()
    _print(page)
    expect(_key(page)).to_be_visible()
    asked = page.locator(".md-content .keyproof[data-kp-id]")
    ids = asked.evaluate_all("all => all.map(one => one.dataset.kpId)")
    solved = _key(page).locator("[data-kp-key]")
    last = asked.last.bounding_box()
    sheet = _key(page).bounding_box()

    assert ids == solved.evaluate_all("all => all.map(one => one.dataset.kpKey)")
    assert last is not None
    assert sheet is not None
    assert last["y"] + last["height"] <= sheet["y"]
    for one in solved.all():
        expect(one.locator(".kp-final")).to_be_visible()


def _solve(page: Page, site: str, task: Task) -> Exercise:
    exercise = start(page, site, task)
    HANDS["mouse"].give(exercise, task, task.right)
    exercise.button("Check").click()
    expect(exercise.button("Try again")).to_be_visible()
    return exercise


@pytest.mark.parametrize("task", [ONE_BLANK, CHOICE, SEVERAL], ids=lambda task: task.id)
def test_no_answer_stands_beside_a_question(task: Task, page: Page, site: str) -> None:
    """Not even one that the reader has found: a teacher who tried the page prints it with room to answer."""
    exercise = _solve(page, site, task)
    _print(page)
    seen: Any = exercise.root.evaluate("one => one.innerText")

    assert "Final answer" not in seen
    assert "Right answer" not in seen
    for part in (exercise.solution, exercise.hints, exercise.status):
        for one in part.all():
            expect(one).to_be_hidden()
    for blank in exercise.root.locator(".kp-blank").all():
        assert "rgba(0, 0, 0, 0)" == blank.evaluate("one => getComputedStyle(one).color")
    for box in exercise.options.locator("input").all():
        assert ("none", "none") == (
            box.evaluate("one => getComputedStyle(one).appearance"),
            box.evaluate("one => getComputedStyle(one).backgroundImage"),
        )


def test_a_page_is_printed_with_or_without_solutions(page: Page, site: str) -> None:
    """The menu of the page asks the browser for either; afterwards the page is as it was."""
    page.goto(site + TRY)
    page.locator("keyproof-page summary").click()
    page.evaluate("() => { window.print = () => {} }")
    page.get_by_role("button", name="Print without solutions").click()
    _print(page)
    expect(_key(page)).to_be_hidden()
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(_key(page)).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Print with solutions").click()
    _print(page)
    expect(_key(page)).to_be_visible()


def test_a_test_is_printed_as_far_as_it_was_asked(open_page: OpenPage, modes: str) -> None:
    """Before the start the whole pool with its solutions; while it runs none; afterwards what was drawn."""
    page = open_page(origin=modes)
    page.goto(modes + "/layers/test/")
    begin = page.get_by_role("button", name="Start the test")
    expect(begin).to_be_visible()
    solved = _key(page).locator("[data-kp-key]:visible")
    _print(page)
    expect(solved).to_have_count(13)
    page.emulate_media(media="screen")
    begin.click()
    _print(page)
    expect(_key(page)).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="End the test").first.click()
    page.get_by_role("button", name="End it now").click()
    _print(page)
    expect(solved).to_have_count(10)


def test_pdf_of_a_set(page: Page, site: str) -> None:
    """Chromium prints the set on several sheets without complaint."""
    page.goto(site + PRACTICE)
    expect(page.get_by_role("button", name="Question 1 of 5")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
