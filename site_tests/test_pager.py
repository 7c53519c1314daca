"""The practice set: one question at a time, reached by buttons, numbers, addresses and keys.

In: the built site. Out: which question is shown.
"""

from __future__ import annotations

import re

import pytest
from answers import PRACTICE, TRY
from exercise import Exercise
from hands import Keyboard
from playwright.sync_api import Locator, Page, expect

QUESTIONS = ("what-it-does", "build-it", "output-shape", "wrong-features", "unequal-lengths")


def _open(page: Page, site: str, path: str = PRACTICE, anchor: str = "") -> None:
    page.goto(f"{site}{path}{anchor}")
    expect(_number(page, 1)).to_be_visible()


def _number(page: Page, number: int) -> Locator:
    return page.get_by_role("button", name=f"Question {number} of 5")


def _expect_shown(page: Page, number: int) -> None:
    """Exactly this question is shown, can be answered, and both bars say so."""
    for place, question in enumerate(QUESTIONS, start=1):
        expect(Exercise(page, question).button("Check")).to_be_visible(visible=place == number)
        expect(page.get_by_role("heading", level=3).and_(page.locator(f"#{question}"))).to_be_visible(
            visible=place == number
        )
    expect(_number(page, number)).to_have_attribute("aria-current", "step")
    expect(page.locator("[aria-current=step]")).to_have_count(1)
    expect(page.get_by_text(f"{number} / 5")).to_be_visible()


@pytest.mark.parametrize("path", [PRACTICE, TRY])
def test_next_and_previous(path: str, page: Page, site: str) -> None:
    """Next and Previous go through all questions and stop at both ends."""
    _open(page, site, path)
    _expect_shown(page, 1)
    following = page.get_by_role("button", name="Next").first
    back = page.get_by_role("button", name="Previous").first
    expect(back).to_be_disabled()
    for number in (2, 3, 4, 5):
        following.click()
        _expect_shown(page, number)
    expect(following).to_be_disabled()
    expect(back).to_be_enabled()
    back.click()
    _expect_shown(page, 4)


def test_lower_bar(page: Page, site: str) -> None:
    """The bar below goes on too, and brings the reader to the heading of what it shows."""
    page.set_viewport_size({"width": 360, "height": 740})
    _open(page, site)
    page.get_by_role("button", name="Next").last.click()
    _expect_shown(page, 2)
    heading = page.locator("#build-it")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport(ratio=1)
    header, bar = (page.locator(one).bounding_box() for one in (".md-header", "keyproof-set .kp-steps"))
    assert header and bar and header["y"] + header["height"] <= bar["y"] < 200


def test_numbers(page: Page, site: str) -> None:
    """A number goes straight to its question."""
    _open(page, site)
    for number in (4, 1, 5):
        _number(page, number).click()
        _expect_shown(page, number)


@pytest.mark.parametrize("path", [PRACTICE, TRY])
@pytest.mark.parametrize("number", [1, 3, 5])
def test_deep_link(number: int, path: str, page: Page, site: str) -> None:
    """An address that names a question shows it and scrolls to it."""
    _open(page, site, path, f"#{QUESTIONS[number - 1]}")
    _expect_shown(page, number)
    expect(page.locator(f"#{QUESTIONS[number - 1]}")).to_be_in_viewport()


def test_anchor_within_the_page(page: Page, site: str) -> None:
    """A link in the table of contents shows the question that it names, also after turning pages."""
    _open(page, site)
    contents = page.get_by_role("navigation", name="Table of contents")
    contents.get_by_role("link", name="What comes out").click()
    _expect_shown(page, 3)
    page.get_by_role("button", name="Next").first.click()
    _expect_shown(page, 4)
    page.reload()
    _expect_shown(page, 4)


def test_position_survives_a_reload(page: Page, site: str) -> None:
    """After a reload, and after a visit to another page, the same question is shown."""
    _open(page, site)
    _number(page, 3).click()
    page.reload()
    _expect_shown(page, 3)
    _open(page, site, TRY)
    _expect_shown(page, 3)


def test_scrolling_keeps_the_question(page: Page, site: str) -> None:
    """The theme writes a hidden heading into the address; the question in view takes its place."""
    page.add_init_script(
        """window.addresses = []; const old = history.replaceState;
        history.replaceState = function (state, title, address) {
          addresses.push(String(address)); return old.apply(this, arguments); }"""
    )
    page.set_viewport_size({"width": 1280, "height": 500})
    _open(page, site)
    _number(page, 2).click()
    page.mouse.move(600, 300)
    page.mouse.wheel(0, 300)
    # The theme ignores the first scroll, and nothing on the page tells when it is over.
    page.wait_for_timeout(600)
    page.mouse.wheel(0, 5000)
    page.wait_for_function("() => addresses.some(address => address.endsWith('#unequal-lengths'))")
    expect(page).to_have_url(re.compile("#build-it$"))
    page.reload()
    _expect_shown(page, 2)


def test_keyboard(page: Page, site: str) -> None:
    """By keyboard alone: Tab to a number, arrows, Home and End move, and Enter on Next goes on."""
    _open(page, site)
    keyboard = Keyboard()
    keyboard.go_to(_number(page, 1))
    for key, number in [("ArrowRight", 2), ("End", 5), ("ArrowLeft", 4), ("Home", 1)]:
        page.keyboard.press(key)
        _expect_shown(page, number)
        expect(_number(page, number)).to_be_focused()
    keyboard.go_to(page.get_by_role("button", name="Next").first)
    page.keyboard.press("Enter")
    _expect_shown(page, 2)


def test_numbers_tell_how_questions_ended(page: Page, site: str) -> None:
    """The number of a question says that it is solved or was shown."""
    _open(page, site)
    Exercise(page, QUESTIONS[0]).button("Show solution").click()
    expect(_number(page, 1)).to_have_accessible_name("Question 1 of 5, solution shown")
    _number(page, 2).click()
    question = Exercise(page, QUESTIONS[1])
    question.option("nn.RNN(10, 20)").click()
    question.button("Check").click()
    expect(_number(page, 2)).to_have_accessible_name("Question 2 of 5, solved")
    page.reload()
    expect(_number(page, 2)).to_have_accessible_name("Question 2 of 5, solved")
