"""Pages on paper: a workbook with every question and no dead controls.

In: the built site under print media. Out: what is on the sheet.
"""

from __future__ import annotations

from answers import PRACTICE, SEVERAL, TRY
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Page, expect


def test_all_questions_are_printed(page: Page, site: str) -> None:
    """All questions of a set are on paper, with readable options, whichever is on the screen."""
    page.goto(site + PRACTICE)
    expect(page.get_by_role("button", name="Question 1 of 5")).to_be_visible()
    page.emulate_media(media="print")
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
    page.emulate_media(media="print")
    for name in ("Check", "Show solution", "Next", "Previous", "Question 1 of 5"):
        for one in page.get_by_role("button", name=name).all():
            expect(one).to_be_hidden()
    for blank in page.locator(".kp-blank").all():
        expect(blank).to_be_visible()
    for chip in page.locator(".kp-chip").all():
        expect(chip).to_be_visible()


def test_solution_is_not_given_away_on_paper(page: Page, site: str) -> None:
    """What the screen holds back, paper holds back; what the reader has solved may be printed."""
    exercise = start(page, site, SEVERAL)
    page.emulate_media(media="print")
    expect(exercise.solution).to_be_hidden()
    page.emulate_media(media="screen")
    HANDS["mouse"].give(exercise, SEVERAL, SEVERAL.right)
    exercise.button("Check").click()
    expect(exercise.solution).to_be_visible()
    page.emulate_media(media="print")
    expect(Exercise(page, SEVERAL.id).root.get_by_role("heading").first).to_be_visible()


def test_pdf_of_a_set(page: Page, site: str) -> None:
    """Chromium prints the set on several sheets without complaint."""
    page.goto(site + PRACTICE)
    expect(page.get_by_role("button", name="Question 1 of 5")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
