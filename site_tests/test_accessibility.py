"""Rules of WCAG 2.2 AA that a machine can check, on each sort of page, in light and dark.

In: the built site and axe-core. Out: violations in our part of the page; the theme's frame is not ours.
"""

from __future__ import annotations

import pytest
from answers import CHOICE, LEARN, NUMBER, ONE_BLANK, PRACTICE, SEVERAL, TRY, TWO_BLANKS
from axe import violations
from conftest import OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Page, expect

MODES = ("why", "deep", "trace", "challenge", "review", "metrics", "test")
OURS = [LEARN, TRY, PRACTICE, *(f"/rnn-layer/{mode}/" for mode in MODES)]
PAGES = ["/", "/study/", "/author/", "/as-published/", "/rnn-layer/", "/progress/", "/verification/", *OURS]


@pytest.mark.parametrize("path", PAGES)
def test_pages_as_they_come(path: str, page: Page, site: str) -> None:
    """Every sort of page keeps the rules in both colour schemes, with everything that can be opened open."""
    page.goto(site + path)
    page.wait_for_function(
        "() => [...document.querySelectorAll('keyproof-exercise')].every(one => one.childElementCount)"
    )
    page.evaluate("for (const one of document.querySelectorAll('.keyproof details')) one.open = true")
    assert [] == violations(page)


def test_exercises_in_use(open_page: OpenPage, site: str) -> None:
    """Wrong, used up with all answers listed, and solved: the rules hold in every state of every kind."""
    page = open_page()
    hand = HANDS["mouse"]
    for task in (ONE_BLANK, TWO_BLANKS, CHOICE, SEVERAL, NUMBER):
        exercise = start(page, site, task)
        part = f'[data-kp-id="{task.id}"]'
        for place, answer in enumerate(task.wrong):
            hand.give(exercise, task, answer)
            exercise.button("Check").click()
            exercise.expect_said(*answer.says)
            if place == 0:
                assert [] == violations(page, part), f"{task.id}: wrong"
        exercise.root.get_by_text("Show all answers").click()
        assert [] == violations(page, part), f"{task.id}: used up"
        exercise.button("Try again").click()
        hand.give(exercise, task, task.right)
        exercise.button("Check").click()
        exercise.expect_said(*task.right.says)
        assert [] == violations(page, part), f"{task.id}: solved"


def test_in_a_narrow_window(open_page: OpenPage, site: str) -> None:
    """The rules hold where the window is narrow or the text is enlarged, and parts stand elsewhere."""
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(site + TRY)
    expect(Exercise(page, ONE_BLANK.id).button("Check")).to_be_visible()
    assert [] == violations(page)
