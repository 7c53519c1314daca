"""The challenge of a topic: problems against a clock that waits for the reader.

In: the project of `modes_course`, built and served, and a clock that the test moves. Out: whether it is fair.
"""

from __future__ import annotations

import re

import pytest
from axe import violations
from conftest import DESKTOP, OpenPage
from playwright.sync_api import Browser, Locator, Page, expect

BLOCK = "Object.defineProperty(window, 'localStorage', {get() {throw new DOMException('', 'SecurityError')}})"


@pytest.fixture(name="page")
def _page(open_page: OpenPage, modes: str) -> Page:
    """A page of a reader who was never here before; its clock moves only when a test says so."""
    page = open_page(origin=modes)
    page.clock.install()
    return page


def _open(page: Page, modes: str) -> None:
    page.goto(f"{modes}/layers/challenge/")
    expect(page.locator(".kp-series[data-kp-state]")).to_be_visible()


def _start(page: Page, pace: str = "The usual time") -> None:
    page.get_by_label(pace).check()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(_shown(page)).to_have_count(1)


def _shown(page: Page) -> Locator:
    return page.locator(".kp-series > .keyproof:visible")


def _timer(page: Page) -> Locator:
    return page.get_by_role("timer")


def _answer(page: Page, text: str) -> None:
    _shown(page).locator(".kp-option", has_text=text).click()
    _shown(page).get_by_role("button", name="Check").click()


def _next(page: Page) -> None:
    page.locator(".kp-foot .kp-next").click()


def _solve_all(page: Page) -> None:
    for _ in range(3):
        _answer(page, "Right")
        _next(page)


def _said(page: Page) -> Locator:
    return page.locator(".kp-stage [role=status]")


def test_nothing_runs_before_start(page: Page, modes: str) -> None:
    """The countdown begins when the reader says so, at the time of each problem's author."""
    _open(page, modes)
    page.clock.run_for(120_000)
    expect(_shown(page)).to_have_count(0)
    _start(page)
    expect(_timer(page)).to_have_text("1:00")
    expect(_said(page)).to_have_text("Problem 1 of 3 60 seconds left")
    expect(_shown(page).get_by_role("heading")).to_be_focused()
    page.clock.run_for(10_000)
    expect(_timer(page)).to_have_text("0:50")
    _next(page)
    expect(_timer(page)).to_have_text("0:03")


def test_two_attempts(page: Page, modes: str) -> None:
    """The second wrong answer ends a problem and its countdown."""
    _open(page, modes)
    _start(page)
    expect(_shown(page).locator(".kp-left")).to_have_text("2 attempts")
    _answer(page, "one.")
    expect(_timer(page)).to_be_visible()
    _answer(page, "two.")
    expect(_timer(page)).to_be_hidden()
    expect(page.locator(".kp-foot .kp-next")).to_have_text("Next problem")


def test_time_runs_out(page: Page, modes: str) -> None:
    """When time is up the problem counts as missed, is not locked away, and a late answer changes nothing."""
    _open(page, modes)
    _start(page)
    _answer(page, "Right")
    _next(page)
    page.clock.run_for(4_000)
    expect(_said(page)).to_contain_text("Time is up")
    expect(page.locator(".kp-note")).to_contain_text("You can still answer it.")
    _answer(page, "Right")
    expect(_shown(page).get_by_role("status")).to_contain_text("Solved")
    _next(page)
    _answer(page, "Right")
    _next(page)
    expect(page.get_by_role("heading", name="2 of 3 right")).to_be_focused()
    expect(page.get_by_role("img", name="Badge")).to_have_count(0)


def test_more_time(page: Page, modes: str) -> None:
    """Half as much time can be had before the start and, as often as wanted, during a problem."""
    _open(page, modes)
    _start(page, "Half as much time again")
    expect(_timer(page)).to_have_text("1:30")
    page.get_by_role("button", name="30 seconds more").click()
    expect(_timer(page)).to_have_text("2:00")
    expect(_said(page)).to_have_text("120 seconds left")
    page.clock.run_for(5_000)
    page.get_by_role("button", name="30 seconds more").click()
    expect(_timer(page)).to_have_text("2:25")


def test_warning_in_time(page: Page, modes: str) -> None:
    """Twenty seconds before the end a screen reader hears of it, and of how to get more time."""
    _open(page, modes)
    _start(page)
    page.clock.run_for(39_000)
    expect(_said(page)).not_to_contain_text("adds time")
    page.clock.run_for(1_500)
    expect(_said(page)).to_contain_text("20 seconds left. A button beside the clock adds time.")


def test_no_time_limit(page: Page, modes: str) -> None:
    """The countdown can be switched off before the start or during a problem, for good and for the badge."""
    _open(page, modes)
    _start(page)
    page.get_by_role("button", name="No time limit").click()
    expect(_timer(page)).to_be_hidden()
    page.clock.run_for(600_000)
    page.reload()
    expect(_shown(page)).to_have_count(1)
    _solve_all(page)
    badge = page.get_by_role("img", name="Badge: Layers & more. All 3 problems right.")
    expect(badge).to_be_visible()


def test_badge(page: Page, modes: str) -> None:
    """All right in time gives a badge with topic, score and date, which can be saved and stays."""
    _open(page, modes)
    page.clock.set_system_time("2026-03-08T10:00:00Z")
    _start(page)
    _solve_all(page)
    badge = page.get_by_role("img", name="Badge: Layers & more. All 3 problems right. March 8, 2026")
    expect(badge).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the badge").click()
    assert "layers.svg" == saved.value.suggested_filename
    text = saved.value.path().read_text(encoding="utf-8")
    assert "Layers &amp; more" in text and 'xmlns="http://www.w3.org/2000/svg"' in text
    page.reload()
    expect(badge).to_be_visible()


def test_printing_the_badge_prints_it_alone(page: Page, modes: str) -> None:
    """What is printed then is the badge and nothing else; afterwards the page prints as before."""
    _open(page, modes)
    _start(page)
    _solve_all(page)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print the badge").click()
    page.emulate_media(media="print")
    assert "visible" == page.locator(".kp-badge").evaluate("one => getComputedStyle(one).visibility")
    assert "hidden" == page.locator("h1").evaluate("one => getComputedStyle(one).visibility")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert "visible" == page.locator("h1").evaluate("one => getComputedStyle(one).visibility")


def test_clock_waits_after_a_reload(page: Page, modes: str) -> None:
    """A reload in the middle of a countdown finds it standing still, at the time that was left."""
    _open(page, modes)
    _start(page)
    page.clock.run_for(20_000)
    page.reload()
    waiting = re.compile("The countdown stands still at problem 1 of 3, with 0:(39|40|41) left.")
    expect(page.get_by_text(waiting)).to_be_visible()
    expect(_shown(page)).to_have_count(0)
    page.clock.run_for(60_000)
    page.get_by_role("button", name="Go on").click()
    expect(_timer(page)).to_have_text(re.compile("0:(39|40|41)"))


def test_clock_waits_on_another_page(page: Page, modes: str) -> None:
    """Who walks to another page and back, without a reload, has lost no time and nothing ran on unseen."""
    _open(page, modes)
    _start(page)
    page.clock.run_for(5_000)
    page.get_by_role("link", name="Learn", exact=True).first.click()
    expect(page.get_by_role("heading", name="Learn")).to_be_visible()
    page.clock.run_for(300_000)
    page.get_by_role("link", name="Challenge", exact=True).first.click()
    expect(page.get_by_text(re.compile("with 0:5[3-6] left."))).to_be_visible()


def test_sleep_and_clock_changes_cost_nothing(page: Page, modes: str) -> None:
    """A machine that slept for an hour, and a clock that is set anew, take no more than a moment."""
    _open(page, modes)
    _start(page)
    page.clock.fast_forward(3_600_000)
    expect(_timer(page)).to_have_text(re.compile("0:5[89]|1:00"))
    page.clock.set_system_time("2020-01-01T00:00:00Z")
    page.clock.run_for(1_000)
    expect(_timer(page)).to_have_text(re.compile("0:5[6-9]"))


def test_hidden_page_costs_nothing(page: Page, modes: str) -> None:
    """While another tab is in front the countdown stands still."""
    _open(page, modes)
    _start(page)
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.clock.run_for(30_000)
    expect(_timer(page)).to_have_text("1:00")
    page.evaluate("delete document.hidden")
    page.clock.run_for(2_000)
    expect(_timer(page)).to_have_text("0:58")


def test_two_tabs(open_page: OpenPage, modes: str) -> None:
    """In two tabs one countdown runs, and only once; going on in one lets it stand still in the other."""
    here = open_page(origin=modes)
    there = open_page(reader=here.context, origin=modes)
    here.clock.install()
    for one in (here, there):
        _open(one, modes)
    _start(here)
    expect(there.get_by_text("The countdown of problem 1 of 3 runs in another tab.")).to_be_visible()
    here.clock.run_for(10_000)
    expect(_timer(here)).to_have_text(re.compile("0:(49|50)"))
    there.get_by_role("button", name="Go on").click()
    expect(here.get_by_text("The countdown of problem 1 of 3 runs in another tab.")).to_be_visible()
    expect(_timer(there)).to_have_text(re.compile("0:4[6-9]|0:50"))
    _answer(there, "Right")
    expect(here.locator(".kp-foot .kp-next")).to_have_text("Next problem")


def test_clock_leaves_other_tabs_alone(open_page: OpenPage, modes: str) -> None:
    """A running countdown is stored every ten seconds at most; what has the focus in other tabs keeps it."""
    here = open_page(origin=modes)
    there = open_page(reader=here.context, origin=modes)
    progress = open_page(reader=here.context, origin=modes)
    here.clock.install()
    for one in (here, there):
        _open(one, modes)
    _start(here)
    progress.goto(f"{modes}/progress/")
    there.get_by_role("button", name="Go on").focus()
    progress.get_by_role("button", name="Save to a file").focus()
    for one in (there, progress):
        one.evaluate("window.heard = 0; addEventListener('storage', () => heard += 1)")
    here.clock.run_for(25_000)
    expect(_timer(here)).to_have_text(re.compile("0:3[3-5]"))
    for one in (there, progress):
        one.wait_for_function("() => heard > 0")
        assert one.evaluate("heard") <= 3
    expect(there.get_by_role("button", name="Go on")).to_be_focused()
    expect(progress.get_by_role("button", name="Save to a file")).to_be_focused()
    here.reload()
    expect(there.get_by_text(re.compile("stands still at problem 1 of 3, with 0:3[3-5]"))).to_be_visible()


def test_phone_sees_clock_and_heading(open_page: OpenPage, modes: str) -> None:
    """On a phone the clock with its buttons and, below it, the heading stand under the theme's header."""
    page = open_page(origin=modes, viewport={"width": 360, "height": 740})
    _open(page, modes)
    _start(page)
    for place in range(3):
        header, bar, heading = (
            found.bounding_box()
            for found in (page.locator(".md-header"), page.locator(".kp-clock"), _shown(page).locator("h2"))
        )
        assert header and bar and heading
        assert header["height"] <= bar["y"]
        assert bar["y"] + bar["height"] <= heading["y"] < 400
        expect(page.get_by_role("button", name="more")).to_be_in_viewport(ratio=1)
        page.locator(".kp-foot .kp-next").scroll_into_view_if_needed()
        expect(_timer(page)).to_be_in_viewport(ratio=1)
        if place < 2:
            _next(page)


def test_focus_when_time_runs_out(page: Page, modes: str) -> None:
    """When the buttons beside the clock go away under the focus, it goes to the line that says why."""
    _open(page, modes)
    _start(page)
    page.get_by_role("button", name="seconds more").focus()
    page.clock.run_for(61_000)
    expect(page.locator(".kp-note")).to_be_focused()


def test_start_again(page: Page, modes: str) -> None:
    """Another round begins with empty problems and whole countdowns."""
    _open(page, modes)
    _start(page)
    _solve_all(page)
    page.get_by_role("button", name="Start again").click()
    _start(page)
    expect(_timer(page)).to_have_text("1:00")
    expect(_shown(page).locator("input:checked")).to_have_count(0)


def test_keyboard_alone(page: Page, modes: str) -> None:
    """From the start to the result with Tab, arrows, Space and Enter; no step traps the focus."""
    _open(page, modes)
    page.get_by_label("The usual time").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("No time limit")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(3):
        expect(_shown(page).get_by_role("heading")).to_be_focused()
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.kp-foot .kp-next')"):
                break
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="0 of 3 right")).to_be_focused()


def test_blocked_storage(browser: Browser, modes: str) -> None:
    """Where nothing can be kept, a challenge works to its end as long as the page is open."""
    context = browser.new_context(**DESKTOP)
    context.add_init_script(BLOCK)
    page = context.new_page()
    _open(page, modes)
    _start(page)
    _solve_all(page)
    expect(page.get_by_role("img", name="Badge")).to_be_visible()
    context.close()


def test_without_script_all_can_be_read(open_page: OpenPage, modes: str) -> None:
    """Without JavaScript the problems are ordinary exercises, one below the other."""
    page = open_page(origin=modes, java_script_enabled=False)
    page.goto(f"{modes}/layers/challenge/")
    expect(_shown(page)).to_have_count(3)


def test_accessibility(open_page: OpenPage, modes: str) -> None:
    """axe finds nothing before, during, between and after the problems of a challenge."""
    page = open_page(origin=modes)
    _open(page, modes)
    assert [] == violations(page)
    _start(page)
    assert [] == violations(page)
    page.reload()
    assert [] == violations(page)
    page.get_by_role("button", name="No time limit").click()
    _solve_all(page)
    assert [] == violations(page)


@pytest.mark.parametrize("width", [320, 390])
def test_small_screens(width: int, open_page: OpenPage, modes: str) -> None:
    """Nothing makes the page scroll sideways, and every target is 24 pixels or more."""
    page = open_page(origin=modes, viewport={"width": width, "height": 800})
    _open(page, modes)
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for target in page.locator(".kp-series :is(button, label.kp-pace):visible").all():
            box = target.bounding_box()
            assert box and min(box["width"], box["height"]) >= 24
        if page.get_by_role("button", name="Start", exact=True).count():
            _start(page)
