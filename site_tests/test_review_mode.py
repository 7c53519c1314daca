"""The review of a topic: cards that come back, and exercises that were missed.

In: the project of `modes_course`, built and served, and a clock that the test moves. Out: what is due when.
"""

from __future__ import annotations

import re

import pytest
from axe import violations
from conftest import DESKTOP, OpenPage
from playwright.sync_api import Browser, Locator, Page, Route, expect

BLOCK = "Object.defineProperty(window, 'localStorage', {get() {throw new DOMException('', 'SecurityError')}})"
START = "2026-03-02T09:00:00Z"


@pytest.fixture(name="page")
def _page(open_page: OpenPage, modes: str) -> Page:
    """A page of a reader who was never here before, on a Monday morning."""
    page = open_page(origin=modes, timezone_id="UTC")
    page.clock.install(time=START)
    return page


def _open(page: Page, modes: str) -> None:
    page.goto(f"{modes}/layers/review/")
    expect(page.locator("keyproof-review .kp-board")).to_be_visible()


def _board(page: Page) -> Locator:
    return page.locator("keyproof-review .kp-board")


def _counts(page: Page) -> Locator:
    return page.locator("keyproof-review .kp-counts")


def _start(page: Page) -> None:
    page.get_by_role("button", name="Start the review").click()


def _grade(page: Page, grade: str) -> None:
    page.get_by_role("button", name="Show the back").click()
    page.get_by_role("button", name=re.compile(f"^{grade}")).click()


def _miss(page: Page, modes: str) -> None:
    page.goto(f"{modes}/layers/try/")
    page.get_by_role("button", name="Show solution").click()
    expect(page.get_by_role("status").filter(has_text="Solution shown")).to_be_visible()


def test_a_first_session(page: Page, modes: str) -> None:
    """Every card is new; it is turned, graded, and gone until its time has come."""
    _open(page, modes)
    expect(_counts(page)).to_have_text("Due: 0. New: 3. Missed exercises: 0.")
    _start(page)
    expect(_board(page).get_by_role("heading", name="Card card-0")).to_be_focused()
    expect(_counts(page)).to_have_text("3 cards left")
    expect(_board(page).get_by_text("Back of card-0.")).to_be_hidden()
    page.get_by_role("button", name="Show the back").click()
    expect(_board(page).get_by_text("Back of card-0.")).to_be_visible()
    grades = page.locator(".kp-grade").all_inner_texts()
    assert ["Not at all 1 minute", "With effort 6 minutes", "Well 10 minutes", "At once 8 days"] == [
        " ".join(text.split()) for text in grades
    ]
    page.get_by_role("button", name="At once").click()
    for _ in range(2):
        _grade(page, "At once")
    expect(page.get_by_text("Done for now.").first).to_be_focused()
    expect(_board(page)).to_contain_text("Nothing is due now. The next card is due in 8 days.")


def test_cards_come_back_on_their_day(page: Page, modes: str) -> None:
    """A card that waits for days is due from the morning of its day on, not before."""
    _open(page, modes)
    _start(page)
    for _ in range(3):
        _grade(page, "At once")
    page.clock.set_system_time("2026-03-09T23:59:00Z")
    page.reload()
    expect(_counts(page)).to_have_text("Due: 0. New: 0. Missed exercises: 0.")
    page.clock.set_system_time("2026-03-10T00:05:00Z")
    page.reload()
    expect(_counts(page)).to_have_text("Due: 3. New: 0. Missed exercises: 0.")


def test_the_day_is_that_of_the_time_zone(open_page: OpenPage, modes: str) -> None:
    """Where the day begins earlier, the cards are due earlier."""
    page = open_page(origin=modes, timezone_id="Pacific/Auckland")
    page.clock.install(time=START)
    _open(page, modes)
    _start(page)
    for _ in range(3):
        _grade(page, "At once")
    page.clock.set_system_time("2026-03-09T10:59:00Z")
    page.reload()
    expect(_counts(page)).to_contain_text("Due: 0.")
    page.clock.set_system_time("2026-03-09T11:01:00Z")
    page.reload()
    expect(_counts(page)).to_contain_text("Due: 3.")


def test_what_was_not_known_comes_again_at_once(page: Page, modes: str) -> None:
    """A card that was not known comes back in the same session, after the others."""
    _open(page, modes)
    _start(page)
    _grade(page, "Not at all")
    expect(_board(page).get_by_role("heading", name="Card card-1")).to_be_visible()
    _grade(page, "At once")
    _grade(page, "At once")
    expect(_board(page).get_by_role("heading", name="Card card-0")).to_be_visible()


def test_undo(page: Page, modes: str) -> None:
    """Grades can be taken back, one after the other, to where the session began."""
    _open(page, modes)
    _start(page)
    _grade(page, "At once")
    _grade(page, "Not at all")
    page.get_by_role("button", name="Undo").click()
    expect(_board(page).get_by_role("heading", name="Card card-1")).to_be_focused()
    expect(page.locator("keyproof-review [role=status]")).to_have_text("The last grade was taken back.")
    page.get_by_role("button", name="Undo").click()
    expect(_board(page).get_by_role("heading", name="Card card-0")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.reload()
    expect(_counts(page)).to_contain_text("New: 3.")


def test_a_review_can_be_stopped_at_any_card(page: Page, modes: str) -> None:
    """What was graded is kept, and the rest waits."""
    _open(page, modes)
    _start(page)
    _grade(page, "At once")
    page.get_by_role("button", name="Stop for now").click()
    expect(page.get_by_text("Done for now.").first).to_be_focused()
    expect(_counts(page)).to_have_text("Due: 0. New: 2. Missed exercises: 0.")
    expect(page.locator("#card-0")).to_be_visible()


def test_what_is_due_is_told_elsewhere_too(page: Page, modes: str) -> None:
    """Beside links to the review and on the page of progress, until the topic is cleared."""
    _open(page, modes)
    _start(page)
    for _ in range(3):
        _grade(page, "At once")
    page.goto(modes + "/layers/try/")
    expect(page.locator("keyproof-page summary")).to_be_visible()
    expect(page.locator(".kp-due")).to_have_count(0)
    page.clock.set_system_time("2026-03-10T12:00:00Z")
    page.goto(modes + "/layers/try/")
    mark = page.locator(".kp-modes .kp-due")
    expect(mark).to_have_text("3")
    expect(mark).to_have_attribute("title", "Due for review: 3")
    page.goto(modes + "/progress/")
    told = page.get_by_role("link", name="Due for review: 3")
    page.get_by_role("button", name="Clear this topic").first.click()
    expect(told).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    told.click()
    expect(_counts(page)).to_have_text("Due: 3. New: 0. Missed exercises: 0.")


def test_edited_card(page: Page, modes: str) -> None:
    """A card that was edited keeps its place in time, and says that it has changed."""
    _open(page, modes)
    _start(page)
    _grade(page, "Not at all")
    page.evaluate("""() => {
        const key = Object.keys(localStorage).find(key => key.endsWith('review:card-0'));
        const card = JSON.parse(localStorage.getItem(key));
        localStorage.setItem(key, JSON.stringify({...card, digest: 'another'}));
    }""")
    page.clock.set_system_time("2026-03-02T10:00:00Z")
    page.reload()
    expect(_counts(page)).to_contain_text("Due: 1. New: 2.")
    _start(page)
    expect(page.get_by_text("This card has changed since you saw it last.")).to_be_visible()


def test_a_link_to_a_missed_exercise_forgets_nothing(page: Page, modes: str) -> None:
    """What was answered stays until the reader tries again; so does the exercise in the list."""
    _miss(page, modes)
    kept = page.evaluate("localStorage.getItem('keyproof:1:try-shapes')")
    _open(page, modes)
    page.get_by_role("link", name="Question try-shapes").click()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert kept == page.evaluate("localStorage.getItem('keyproof:1:try-shapes')")


@pytest.mark.parametrize("height", [500, 900])
def test_a_link_to_a_question_of_a_test_leads_to_it(
    height: int, open_page: OpenPage, modes: str
) -> None:
    """After a test that asked it, the question stands at the top of the window, however it is come to."""
    page = open_page(origin=modes, viewport={"width": 1280, "height": height})
    page.goto(f"{modes}/small/test/")
    page.get_by_role("button", name="Start the test").click()
    page.get_by_role("button", name="End the test").click()
    page.get_by_role("button", name="End it now").click()
    exercise = page.locator('.keyproof[data-kp-id="few-1"]')
    exercise.get_by_role("button", name="Show solution").click()
    expect(exercise.get_by_role("status")).to_contain_text("Solution shown")
    for start in (f"{modes}/layers/review/", f"{modes}/small/test/"):
        page.goto(start)
        if start.endswith("review/"):
            page.get_by_role("link", name="Question few-1").click()
        else:
            page.evaluate("location.hash = 'few-1'")
        expect(page.locator('.kp-series[data-kp-state="done"]')).to_be_visible()
        expect(exercise).to_be_in_viewport()
        page.wait_for_function(
            "() => {const {top} = document.querySelector('[data-kp-id=few-1].keyproof')"
            ".getBoundingClientRect(); return top >= 40 && top < 200}"
        )


@pytest.mark.parametrize("path", ["layers/test", "layers/challenge", "layers/review", "layers/try"])
@pytest.mark.parametrize("fragment", ["#%zz", "#%E0%A4%A"])
def test_a_malformed_address_changes_nothing(
    path: str, fragment: str, page: Page, modes: str
) -> None:
    """What follows the # is never decoded: the page begins as it does without it."""
    page.goto(f"{modes}/{path}/{fragment}")
    expect(page.locator(".md-content button:visible").first).to_be_visible()


@pytest.mark.parametrize("mode", ["test", "challenge"])
def test_a_series_that_cannot_begin_is_a_workbook(
    mode: str, browser: Browser, modes: str
) -> None:
    """Whatever fails while it begins, every exercise is there to be read and answered."""
    context = browser.new_context(**DESKTOP)
    context.add_init_script(
        "const {append} = Element.prototype; Element.prototype.append = function (...parts) {"
        "if (parts.some(one => one.className === 'kp-foot')) throw new Error('planted');"
        "append.apply(this, parts)}"
    )
    page = context.new_page()
    page.goto(f"{modes}/layers/{mode}/")
    count = page.locator(".kp-series > .keyproof").count()
    assert count > 0
    expect(page.locator(".kp-series > .keyproof:visible")).to_have_count(count)
    context.close()


def test_missed_exercises(page: Page, modes: str) -> None:
    """A missed exercise is listed; solved again it is gone, and back when it is due."""
    _miss(page, modes)
    _open(page, modes)
    expect(_counts(page)).to_contain_text("Missed exercises: 1.")
    exercise = page.locator('.keyproof[data-kp-id="try-shapes"]')
    # Solved once it is learned for minutes, twice for days.
    for _ in range(2):
        page.get_by_role("link", name="Question try-shapes").click()
        expect(page).to_have_url(re.compile("/layers/try/#try-shapes$"))
        page.clock.run_for(60_000)
        exercise.get_by_role("button", name="Try again").click()
        exercise.locator(".kp-option", has_text="Right").click()
        exercise.get_by_role("button", name="Check").click()
        expect(exercise.get_by_role("status")).to_contain_text("Solved")
        _open(page, modes)
    expect(_counts(page)).to_contain_text("Missed exercises: 0.")
    page.clock.set_system_time("2026-04-30T09:00:00Z")
    page.reload()
    expect(_counts(page)).to_contain_text("Missed exercises: 1.")


def test_what_was_solved_at_once_is_not_repeated(page: Page, modes: str) -> None:
    """An exercise that was never missed is none of the review's business."""
    page.goto(f"{modes}/layers/try/")
    page.locator(".kp-option", has_text="Right").click()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status").filter(has_text="Solved")).to_be_visible()
    _open(page, modes)
    page.clock.set_system_time("2027-03-02T09:00:00Z")
    page.reload()
    expect(_counts(page)).to_contain_text("Missed exercises: 0.")


def test_two_tabs(open_page: OpenPage, modes: str) -> None:
    """What is graded in one tab is no longer due in the other."""
    here = open_page(origin=modes)
    there = open_page(reader=here.context, origin=modes)
    _open(here, modes)
    _open(there, modes)
    _start(here)
    _grade(here, "At once")
    expect(_counts(there)).to_contain_text("New: 2.")


def test_garbage_in_the_storage(page: Page, modes: str) -> None:
    """Whatever stands in our places, the cards are there to be learned."""
    _open(page, modes)
    for garbage in ("{", "null", '{"due":"x","state":9}'):
        page.evaluate("text => localStorage.setItem('keyproof:1:review:card-0', text)", garbage)
        page.reload()
        expect(_counts(page)).to_contain_text("New: 3.")
    _start(page)
    _grade(page, "Well")


def test_blocked_storage(browser: Browser, modes: str) -> None:
    """Where nothing can be kept, a session still comes to its end."""
    context = browser.new_context(**DESKTOP)
    context.add_init_script(BLOCK)
    page = context.new_page()
    _open(page, modes)
    _start(page)
    for _ in range(3):
        _grade(page, "At once")
    expect(page.get_by_text("Done for now.").first).to_be_visible()
    context.close()


def test_keyboard_alone(page: Page, modes: str) -> None:
    """A session by Tab and Enter: the focus goes from the front to the back and to the next card."""
    _open(page, modes)
    page.get_by_role("button", name="Start the review").focus()
    page.keyboard.press("Enter")
    for number in range(3):
        expect(_board(page).get_by_role("heading", name=f"Card card-{number}")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Show the back")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".kp-turned")).to_be_focused()
        for _ in range(4):
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=re.compile("^At once"))).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_text("Done for now.").first).to_be_focused()


def test_the_focus_stays_when_the_list_of_missed_exercises_comes_late(page: Page, modes: str) -> None:
    """Who is at the button already when the course's index arrives need not look for it again."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/keyproof/course.json", hold)
    _miss(page, modes)
    _open(page, modes)
    start = page.get_by_role("button", name="Start the review")
    start.focus()
    page.clock.set_system_time("2027-03-02T09:00:00Z")
    waiting[-1].continue_()
    expect(_counts(page)).to_contain_text("Missed exercises: 1.")
    expect(start).to_be_focused()


def test_leaving_in_the_middle(page: Page, modes: str) -> None:
    """Who walks to another page and back finds the rest of the session still due."""
    _open(page, modes)
    _start(page)
    _grade(page, "At once")
    page.get_by_role("link", name="Learn", exact=True).first.click()
    expect(page.get_by_role("heading", name="Learn")).to_be_visible()
    page.get_by_role("link", name="Review", exact=True).first.click()
    expect(_counts(page)).to_contain_text("New: 2.")


def test_without_script_all_can_be_read(open_page: OpenPage, modes: str) -> None:
    """Without JavaScript every card is there, and its back opens."""
    page = open_page(origin=modes, java_script_enabled=False)
    page.goto(f"{modes}/layers/review/")
    expect(page.locator(".kp-card:visible")).to_have_count(3)
    page.locator(".kp-back summary").first.click()
    expect(page.locator(".kp-card").get_by_text("Back of card-0.")).to_be_visible()


def test_accessibility(open_page: OpenPage, modes: str) -> None:
    """axe finds nothing before, during and after a session, nor in the list of missed exercises."""
    page = open_page(origin=modes)
    _miss(page, modes)
    _open(page, modes)
    assert [] == violations(page)
    _start(page)
    assert [] == violations(page)
    page.get_by_role("button", name="Show the back").click()
    assert [] == violations(page)
    page.get_by_role("button", name=re.compile("^At once")).click()
    for _ in range(2):
        _grade(page, "At once")
    assert [] == violations(page)


@pytest.mark.parametrize("width", [320, 390])
def test_small_screens(width: int, open_page: OpenPage, modes: str) -> None:
    """Nothing makes the page scroll sideways, and every target is 24 pixels or more."""
    page = open_page(origin=modes, viewport={"width": width, "height": 800})
    _open(page, modes)
    _start(page)
    page.get_by_role("button", name="Show the back").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for target in page.locator("keyproof-review button:visible").all():
        box = target.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24
