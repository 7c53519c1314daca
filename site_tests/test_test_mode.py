"""The test of a topic, as a reader takes it: on a small course of its own.

In: the project of `modes_course`, built and served. Out: whether questions are drawn, kept, judged.
"""

from __future__ import annotations

import re

import pytest
from axe import violations
from conftest import DESKTOP, OpenPage
from playwright.sync_api import Browser, Locator, Page, expect

BLOCK = "Object.defineProperty(window, 'localStorage', {get() {throw new DOMException('', 'SecurityError')}})"


@pytest.fixture(name="page")
def _page(lend: OpenPage, modes: str) -> Page:
    """A page of a reader who was never here before."""
    return lend(origin=modes)


def _open(page: Page, modes: str, topic: str = "layers") -> None:
    page.goto(f"{modes}/{topic}/test/")
    expect(page.locator(".kp-series[data-kp-state]")).to_be_visible()


def _start(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Start the test|Test again")).click()


def _shown(page: Page) -> Locator:
    return page.locator(".kp-series > .keyproof:visible")


def _answer(page: Page, *, right: bool) -> str:
    """Answer the question in view; returns its id."""
    shown = _shown(page)
    expect(shown).to_have_count(1)
    if shown.get_by_role("textbox").count():
        shown.get_by_role("textbox").fill("5" if right else "6")
    else:
        shown.locator(".kp-option", has_text="Right" if right else "one.").click()
    return shown.get_attribute("data-kp-id") or ""


def _answer_all(page: Page, wrong: tuple[int, ...] = ()) -> list[str]:
    """Answer every question, those at the places in `wrong` wrongly, and end; returns the ids drawn."""
    drawn = []
    for place in range(page.locator(".kp-stage .kp-number").count()):
        drawn.append(_answer(page, right=place not in wrong))
        page.locator(".kp-foot .kp-next").click()
    return drawn


def test_ten_questions_without_a_word_about_them(page: Page, modes: str) -> None:
    """Ten are drawn over all levels and objectives; nothing is said, hinted at or locked until the end."""
    _open(page, modes)
    expect(page.get_by_text("10 questions from a pool of 13.")).to_be_visible()
    expect(_shown(page)).to_have_count(0)
    _start(page)
    levels, objectives = [], set()
    for _ in range(10):
        shown = _shown(page)
        levels.append(shown.get_attribute("data-kp-level"))
        objectives.add(shown.get_attribute("data-kp-objective"))
        _answer(page, right=False)
        expect(shown.get_by_role("button", name="Check")).to_be_hidden()
        expect(shown.get_by_role("button", name="Show solution")).to_be_hidden()
        expect(shown.locator("details")).to_have_count(shown.locator("details:not(:visible)").count())
        expect(shown.locator(".kp-status")).to_be_hidden()
        page.locator(".kp-foot .kp-next").click()
    assert {"shapes", "sizes", "order", "rare"} == objectives
    assert sorted(levels, key=["easy", "medium", "hard"].index) == levels
    assert [3, 3, 4] == sorted(levels.count(level) for level in ("easy", "medium", "hard"))


def test_verdict_for_each_objective(page: Page, modes: str) -> None:
    """At the end each objective is strong, shaky or weak; what is not strong leads to where it is taught."""
    _open(page, modes)
    _start(page)
    asked: list[tuple[str, bool]] = []
    for _ in range(10):
        objective = _shown(page).get_attribute("data-kp-objective") or ""
        right = objective in ("rare", "sizes") or (objective == "order" and ("order", True) not in asked)
        asked.append((objective, right))
        _answer(page, right=right)
        page.locator(".kp-foot .kp-next").click()
    score = sum(right for _, right in asked)
    expect(page.get_by_role("heading", name=f"{score} of 10 right")).to_be_focused()

    def judged(objective: str) -> Locator:
        return page.locator(f'[data-kp-objective="{objective}"] > .kp-judgement')

    def counted(objective: str) -> str:
        own = [right for name, right in asked if name == objective]
        return f"{sum(own)} of {len(own)}"

    expect(judged("sizes")).to_have_text(f"strong, {counted('sizes')}")
    expect(judged("shapes")).to_have_text(f"weak, {counted('shapes')}")
    expect(judged("rare")).to_have_text("strong, 1 of 1")
    expect(judged("order")).to_contain_text(counted("order"))
    weak = page.locator('.kp-goals [data-kp-objective="shapes"]')
    expect(page.locator('.kp-goals [data-kp-objective="sizes"] a')).to_be_hidden()
    weak.get_by_role("link", name="Try: Question try-shapes").click()
    expect(page).to_have_url(re.compile("/layers/try/#try-shapes$"))


def test_feedback_afterwards(page: Page, modes: str) -> None:
    """After the end every question drawn stands there, marked, with its solution, and can be practised."""
    _open(page, modes)
    _start(page)
    drawn = _answer_all(page, wrong=(0,))
    expect(_shown(page)).to_have_count(10)
    missed = page.locator(f'.keyproof[data-kp-id="{drawn[0]}"]')
    expect(missed.get_by_role("status")).to_contain_text("Solution shown")
    expect(missed.get_by_text("Tried, not right")).to_be_visible()
    expect(page.locator(f'.keyproof[data-kp-id="{drawn[1]}"]').get_by_role("status")).to_contain_text("Solved")
    page.get_by_text("Your answers").click()
    expect(page.locator(".kp-asked li")).to_have_count(10)
    expect(page.locator(".kp-asked .kp-wrong.kp-tag")).to_have_count(1)
    missed.get_by_role("button", name="Try again").click()
    expect(missed.get_by_role("button", name="Check")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="9 of 10 right")).to_be_visible()


def test_reload_goes_on(page: Page, modes: str) -> None:
    """A reload, or a walk to another page and back, finds the same questions, place and answers."""
    _open(page, modes)
    _start(page)
    first = _answer(page, right=True)
    page.locator(".kp-foot .kp-next").click()
    second = _shown(page).get_attribute("data-kp-id")
    _answer(page, right=False)
    page.reload()
    expect(page.locator(f'.keyproof[data-kp-id="{second}"] input:checked')).to_have_count(1)
    expect(_shown(page)).to_have_count(1)
    page.get_by_role("link", name="Learn", exact=True).first.click()
    expect(page.get_by_role("heading", name="Learn")).to_be_visible()
    page.go_back()
    expect(_shown(page)).to_have_attribute("data-kp-id", str(second))
    page.get_by_role("button", name="Question 1 of 10, answered").click()
    expect(_shown(page)).to_have_attribute("data-kp-id", first)
    expect(_shown(page).locator("input:checked")).to_have_count(1)


def test_phone_sees_numbers_and_heading(open_page: OpenPage, modes: str) -> None:
    """On a phone the numbers and, below them, the heading of a question stand under the theme's header."""
    page = open_page(origin=modes, viewport={"width": 360, "height": 740})
    _open(page, modes)
    _start(page)
    for _ in range(3):
        page.locator(".kp-foot .kp-next").click()
        found = (page.locator(".md-header"), page.locator(".kp-steps").first, _shown(page).locator("h2"))
        header, bar, heading = (one.bounding_box() for one in found)
        assert header and bar and heading
        assert header["height"] <= bar["y"]
        assert bar["y"] + bar["height"] <= heading["y"] < 500


def test_ending_early(page: Page, modes: str) -> None:
    """Who ends early is asked once, told what that costs, and can go on; what was left out is not known."""
    _open(page, modes)
    _start(page)
    for _ in range(2):
        _answer(page, right=True)
        page.locator(".kp-foot .kp-next").click()
    page.get_by_role("button", name="End the test").click()
    asked = page.get_by_text("8 questions are not answered. They would be left out of the result.")
    expect(asked).to_be_focused()
    page.get_by_role("button", name="Go on").click()
    expect(asked).to_be_hidden()
    expect(_shown(page)).to_have_count(1)
    page.get_by_role("button", name="End the test").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("heading", name="2 of 2 right")).to_be_focused()
    expect(page.get_by_text("8 questions were left out. They are neither right nor wrong.")).to_be_visible()
    expect(_shown(page).get_by_role("button", name="Check")).to_have_count(8)
    assert 2 == page.evaluate("Object.values(localStorage).filter(text => text.includes('ending')).length")
    expect(page.locator('[data-kp-objective="rare"] > .kp-judgement')).to_have_text("not tested")
    expect(page.locator(".kp-judgement").get_by_text("weak")).to_have_count(0)
    page.get_by_text("Your answers").click()
    expect(page.locator(".kp-asked li").filter(has_text="left out")).to_have_count(8)
    expect(page.locator(".kp-asked .kp-tag svg")).to_have_count(2)


def test_ending_without_an_answer(page: Page, modes: str) -> None:
    """Who answers nothing is told that there is nothing to tell, instead of a score."""
    _open(page, modes, "small")
    _start(page)
    page.get_by_role("button", name="End the test").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("heading", name="Nothing was answered, so nothing was tested.")).to_be_focused()


def test_a_test_that_is_not_kept_says_so(page: Page, modes: str) -> None:
    """Where the browser stores nothing, before much is answered in vain."""
    page.add_init_script("Storage.prototype.setItem = () => {throw new DOMException('', 'Full')}")
    _open(page, modes)
    _start(page)
    expect(page.get_by_role("alert")).to_contain_text("Your answers are not kept")
    _answer_all(page)
    expect(page.get_by_role("heading", name="10 of 10 right")).to_be_visible()


def test_again_prefers_what_was_not_drawn(page: Page, modes: str) -> None:
    """A second test asks the questions that the first one left, before it repeats any."""
    _open(page, modes)
    _start(page)
    first = _answer_all(page)
    _start(page)
    second = _answer_all(page)
    assert 10 == len(set(second))
    assert 13 == len({*first, *second})


def test_a_few_questions_without_levels(page: Page, modes: str) -> None:
    """A pool of three without levels or objectives is a test of three questions, with a score alone."""
    _open(page, modes, "small")
    expect(page.locator(".kp-goals")).to_have_count(0)
    _start(page)
    assert {"few-0", "few-1", "few-2"} == set(_answer_all(page, wrong=(1,)))
    expect(page.get_by_role("heading", name="2 of 3 right")).to_be_visible()


def test_keyboard_alone(page: Page, modes: str) -> None:
    """Tab, arrows, Space and Enter take a test to its end; the focus goes where reading goes on."""
    _open(page, modes, "small")
    page.get_by_role("button", name="Start the test").focus()
    page.keyboard.press("Enter")
    for place in range(3):
        expect(_shown(page).get_by_role("heading")).to_be_focused()
        expect(page.locator(".kp-stage [role=status]")).to_have_text(f"Question {place + 1} of 3")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "radio":
                break
        page.keyboard.press("Space")
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.kp-foot .kp-next')"):
                break
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="of 3 right")).to_be_focused()


def test_two_tabs_agree(open_page: OpenPage, modes: str) -> None:
    """A test that is open in two tabs is one test: answers, end and new draw show in both."""
    here = open_page(origin=modes)
    there = open_page(reader=here.context, origin=modes)
    _open(here, modes, "small")
    _open(there, modes, "small")
    _start(here)
    expect(_shown(there)).to_have_count(1)
    _answer(here, right=True)
    expect(there.get_by_role("button", name="Question 1 of 3, answered")).to_be_visible()
    there.get_by_role("button", name="Question 2 of 3").click()
    _answer(there, right=True)
    expect(here.get_by_role("button", name="Question 2 of 3, answered")).to_be_visible()
    there.get_by_role("button", name="End the test").click()
    there.get_by_role("button", name="End it now").click()
    expect(here.get_by_role("heading", name="2 of 2 right")).to_be_visible()
    expect(_shown(here)).to_have_count(3)


def test_blocked_storage(browser: Browser, modes: str) -> None:
    """Where nothing can be kept, a test works to its end as long as the page is open."""
    context = browser.new_context(**DESKTOP)
    context.add_init_script(BLOCK)
    page = context.new_page()
    _open(page, modes, "small")
    _start(page)
    _answer_all(page)
    expect(page.get_by_role("heading", name="3 of 3 right")).to_be_visible()
    context.close()


def test_edited_question_loses_its_answer_only(page: Page, modes: str) -> None:
    """A question that was edited between visits stays in the test, unanswered; the others keep theirs."""
    _open(page, modes, "small")
    _start(page)
    for _ in range(2):
        _answer(page, right=True)
        page.locator(".kp-foot .kp-next").click()
    page.evaluate("""() => {
        const key = Object.keys(localStorage).find(key => key.includes('test:small'));
        const test = JSON.parse(localStorage.getItem(key));
        test.drawn[0].digest = 'another';
        localStorage.setItem(key, JSON.stringify(test));
    }""")
    page.reload()
    expect(page.get_by_role("button", name="Question 1 of 3, not answered")).to_be_visible()
    expect(page.get_by_role("button", name="Question 2 of 3, answered")).to_be_visible()


def test_link_to_a_question(page: Page, modes: str) -> None:
    """A link to a question of the pool shows it as an exercise, unless a test is under way."""
    page.goto(f"{modes}/layers/test/#easy-1")
    expect(_shown(page)).to_have_attribute("data-kp-id", "easy-1")
    expect(_shown(page).get_by_role("button", name="Check")).to_be_visible()
    _start(page)
    expect(_shown(page).get_by_role("button", name="Check")).to_be_hidden()


def test_without_script_all_can_be_read(open_page: OpenPage, modes: str) -> None:
    """Without JavaScript the whole pool, its solutions and the objectives with their links are there."""
    page = open_page(origin=modes, java_script_enabled=False)
    page.goto(f"{modes}/layers/test/")
    expect(_shown(page)).to_have_count(13)
    expect(page.locator(".kp-goals li:visible")).to_have_count(4)
    expect(page.locator(".kp-solution:visible")).to_have_count(13)


def test_accessibility(open_page: OpenPage, modes: str) -> None:
    """axe finds nothing before, during and after a test, nor while it asks whether to end."""
    page = open_page(origin=modes)
    _open(page, modes)
    assert [] == violations(page)
    _start(page)
    _answer(page, right=True)
    assert [] == violations(page)
    page.get_by_role("button", name="End the test").click()
    assert [] == violations(page)
    page.get_by_role("button", name="End it now").click()
    assert [] == violations(page)


@pytest.mark.parametrize("width", [320, 390])
def test_small_screens(width: int, open_page: OpenPage, modes: str) -> None:
    """Nothing makes the page scroll sideways, and every target is 24 pixels or more."""
    page = open_page(origin=modes, viewport={"width": width, "height": 800})
    _open(page, modes)
    _start(page)
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for target in page.locator(".kp-series button:visible").all():
            box = target.bounding_box()
            assert box and min(box["width"], box["height"]) >= 24
        page.get_by_role("button", name="End the test").click()
