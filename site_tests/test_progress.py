"""Progress: on the page, beside links, and on a page of its own; clearing, retrying, saving and loading.

In: the built site. Out: whether counts follow answers everywhere, and whether everything can be taken back.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from answers import CHOICE, LEARN, ONE_BLANK, TRY, TWO_BLANKS, Task
from conftest import DESKTOP, OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Browser, Locator, Page, expect

MOUSE = HANDS["mouse"]


def _solve(page: Page, site: str, task: Task) -> Exercise:
    exercise = start(page, site, task)
    MOUSE.give(exercise, task, task.right)
    exercise.button("Check").click()
    expect(exercise.button("Try again")).to_be_visible()
    return exercise


def _miss(page: Page, site: str, task: Task) -> Exercise:
    exercise = start(page, site, task)
    exercise.button("Show solution").click()
    expect(exercise.button("Try again")).to_be_visible()
    return exercise


def _line(page: Page) -> Locator:
    return page.locator("keyproof-page summary")


def _open_menu(page: Page) -> Locator:
    _line(page).click()
    menu = page.locator("keyproof-page .kp-bar")
    expect(menu.get_by_role("button", name="Clear this page")).to_be_visible()
    return menu


def _overview(page: Page, site: str) -> Locator:
    page.goto(f"{site}/progress/")
    return page.locator("keyproof-progress")


def _solved(count: int) -> re.Pattern[str]:
    """So many solved, of however many the course holds."""
    return re.compile(rf"\b{count} of \d+ solved")


def _counted(text: str) -> int:
    """How many exercises to solve a line of progress counts; a page may have some that are only done."""
    found = re.search(r"\d+ of (\d+) (solved|done)", text)
    assert found, text
    return int(found[1]) if found[2] == "solved" else 0


def test_the_page_counts_what_is_solved(page: Page, site: str) -> None:
    """At once, after a reload, and down again when an exercise begins anew."""
    page.goto(site + TRY)
    expect(_line(page)).to_have_text("0 of 5 solved on this page")
    exercise = _solve(page, site, ONE_BLANK)
    expect(_line(page)).to_have_text("1 of 5 solved on this page")
    page.reload()
    expect(_line(page)).to_have_text("1 of 5 solved on this page")
    exercise.button("Try again").click()
    expect(_line(page)).to_have_text("0 of 5 solved on this page")


def test_links_to_pages_that_were_begun_are_marked(page: Page, site: str) -> None:
    """In words for screen readers, and only while a page with exercises is open."""
    page.goto(site + TRY)
    marks = page.locator("nav .kp-dial")
    expect(_line(page)).to_be_visible()
    expect(marks).to_have_count(0)
    _solve(page, site, ONE_BLANK)
    in_sidebar = page.locator(".md-sidebar--primary").get_by_role("link", name="Try")
    expect(in_sidebar.get_by_role("img", name="1 of 5 solved")).to_be_visible()
    page.goto(site + LEARN)
    expect(in_sidebar.get_by_role("img", name="1 of 5 solved")).to_be_visible()
    expect(page.locator(".md-sidebar--primary .kp-dial")).to_have_count(1)
    page.goto(site + "/study/")
    expect(marks).to_have_count(0)


def test_clearing_a_page_can_be_undone(page: Page, site: str) -> None:
    """Its exercises begin anew where they stand; undone, every answer is there again, in the storage too."""
    other = _solve(page, site, CHOICE)
    solved = _solve(page, site, ONE_BLANK)
    kept = page.evaluate("JSON.stringify({...localStorage})")
    _open_menu(page).get_by_role("button", name="Clear this page").click()
    expect(solved.left).to_have_text("3 attempts")
    expect(_line(page)).to_have_text("0 of 5 solved on this page")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    expect(page.locator("keyproof-page").get_by_role("status")).to_have_text("Cleared.")
    undo.click()
    expect(_line(page)).to_have_text("1 of 5 solved on this page")
    expect(undo).to_have_count(0)
    expect(_line(page)).to_be_focused()
    expect(page.get_by_role("button", name="Clear this page")).to_be_visible()
    solved.expect_locked()
    assert kept == page.evaluate("JSON.stringify({...localStorage})")
    page.goto(site + CHOICE.path)
    expect(other.button("Try again")).to_be_visible()


def test_only_the_missed_are_retried(page: Page, site: str) -> None:
    """They begin anew and stand alone, after a reload too, until the reader wants all again."""
    _solve(page, site, ONE_BLANK)
    missed = _miss(page, site, TWO_BLANKS)
    _open_menu(page).get_by_role("button", name="Retry the missed (1)").click()
    shown = page.locator(".md-content .keyproof").filter(visible=True)
    for _ in range(2):
        expect(missed.left).to_have_text("3 attempts")
        expect(shown).to_have_count(1)
        expect(page.locator(".keyproof-set")).to_be_hidden()
        page.reload()
    MOUSE.give(missed, TWO_BLANKS, TWO_BLANKS.right)
    missed.button("Check").click()
    expect(_line(page)).to_have_text("2 of 5 solved on this page")
    _open_menu(page).get_by_role("button", name="Show all exercises again").click()
    expect(Exercise(page, ONE_BLANK.id).button("Try again")).to_be_visible()
    expect(page.locator(".keyproof-set")).to_be_visible()


def test_the_pager_goes_to_the_missed_only(page: Page, site: str) -> None:
    """Of a set the missed questions are left, with their own numbers."""
    page.goto(f"{site}/rnn-layer/practice/")
    for number in (2, 4):
        page.get_by_role("button", name=f"Question {number} of 5").click()
        page.get_by_role("button", name="Show solution").filter(visible=True).click()
    _open_menu(page).get_by_role("button", name="Retry the missed (2)").click()
    numbers = page.locator(".kp-number").filter(visible=True)
    expect(numbers).to_have_text(["2", "4"])
    expect(page.locator('.kp-number[aria-current="step"]')).to_have_text("2")
    page.get_by_role("button", name="Next").first.click()
    expect(page.locator('.kp-number[aria-current="step"]')).to_have_text("4")
    expect(page.get_by_text("2 / 2")).to_be_visible()
    expect(page.get_by_role("button", name="Next").first).to_be_disabled()
    page.locator('.kp-number[aria-current="step"]').focus()
    for key, number in [("ArrowLeft", "2"), ("Home", "2"), ("End", "4"), ("ArrowRight", "4")]:
        page.keyboard.press(key)
        expect(page.locator(".kp-number:focus")).to_have_text(number)
    expect(page.locator(".keyproof-set > .keyproof").filter(visible=True)).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("4 / 5")).to_be_visible()


def test_the_course_is_counted_on_its_own_page(page: Page, site: str) -> None:
    """Course, topic, page and exercise, with links that lead there."""
    _solve(page, site, ONE_BLANK)
    _miss(page, site, TWO_BLANKS)
    overview = _overview(page, site)
    topic = overview.locator("section").filter(
        has=page.get_by_role("heading", name="The nn.RNN layer")
    )
    expect(topic.locator(".kp-sum")).to_contain_text(_solved(1))
    expect(topic.locator(".kp-sum")).to_contain_text(", 1 missed")
    pages = [_counted(page) for page in topic.locator(".kp-pages > li").all_inner_texts()]
    assert sum(pages) == _counted(topic.locator(".kp-sum").inner_text())
    tried = topic.locator(".kp-pages > li").filter(has_text="Try nn.RNN")
    expect(tried).to_contain_text("1 of 5 solved")
    tried.get_by_text("Exercises").click()
    expect(tried.locator("details li").first).to_contain_text("solved")
    row = tried.locator("details li").filter(has_text="missed")
    row.get_by_role("link").click()
    expect(Exercise(page, TWO_BLANKS.id).button("Try again")).to_be_visible()
    assert page.url.endswith(f"{TRY}#{TWO_BLANKS.id}")


@pytest.mark.parametrize("button", ["Clear this topic", "Clear everything"])
def test_a_topic_and_the_course_are_cleared_and_brought_back(
    button: str, page: Page, site: str
) -> None:
    """What is outside of the topic stays; undoing brings back the rest."""
    _solve(page, site, CHOICE)
    _solve(page, site, ONE_BLANK)
    overview = _overview(page, site)
    whole = overview.locator(".kp-whole .kp-sum")
    expect(whole).to_contain_text(_solved(2))
    overview.get_by_role("button", name=button).first.click()
    expect(whole).to_contain_text(_solved(1 if "topic" in button else 0))
    expect(overview.get_by_role("status")).to_contain_text("Cleared.")
    overview.get_by_role("button", name="Undo").click()
    expect(whole).to_contain_text(_solved(2))


def _keys(page: Page) -> set[str]:
    return set(
        page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('keyproof:1:'))")
    )


EVERYTHING = {
    "keyproof:1:" + key
    for key in ("first", "review:first", "test:layers", "challenge:layers", "set:practice", "gone")
}
ELSEWHERE = {"keyproof:1:few-0", "keyproof:1:review:few-0", "keyproof:1:test:small"}


def _fill(page: Page, modes: str) -> None:
    page.goto(f"{modes}/layers/try/")
    page.evaluate(
        "keys => keys.forEach(key => localStorage.setItem(key, '{\"at\":1}'))",
        sorted(EVERYTHING | ELSEWHERE),
    )


@pytest.mark.parametrize("place", ["progress", "layers/try"])
def test_clearing_a_topic_means_the_same_everywhere(
    place: str, open_page: OpenPage, modes: str
) -> None:
    """Answers of all its pages, when they come back, its test and challenge; all come back."""
    page = open_page(origin=modes)
    _fill(page, modes)
    page.goto(f"{modes}/{place}/")
    if place != "progress":
        _open_menu(page)
    before = _keys(page)
    page.get_by_role("button", name="Clear this topic").first.click()
    gone = {"first", "review:first", "test:layers", "challenge:layers"}
    assert {"keyproof:1:" + key for key in gone} == before - _keys(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert before == _keys(page)


def test_clearing_everything_leaves_nothing(open_page: OpenPage, modes: str) -> None:
    """Every key of ours, even of an exercise that is gone; the button is there as long as one is."""
    page = open_page(origin=modes)
    _fill(page, modes)
    page.goto(f"{modes}/progress/")
    before = _keys(page)
    clear = page.get_by_role("button", name="Clear everything")
    clear.click()
    assert set() == _keys(page)
    expect(clear).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    assert before == _keys(page)
    page.evaluate("localStorage.clear(); localStorage.setItem('keyproof:1:set:practice', '2')")
    page.reload()
    clear.click()
    assert set() == _keys(page)


def test_a_reader_who_may_store_nothing_saves_a_file(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    """What is remembered only until the page is left goes into the file."""
    # Not watched: where `localStorage` throws, the theme's own script does too.
    page = browser.new_context(**DESKTOP).new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() {throw new DOMException('', 'SecurityError')}})"
    )
    _solve(page, site, ONE_BLANK)
    _open_menu(page).get_by_role("link", name="Progress in the whole course").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    file = tmp_path / "file.json"
    download.value.save_as(file)
    assert {"create-layer"} == set(json.loads(file.read_text())["entries"])
    page.context.close()


def test_one_exercise_is_cleared(page: Page, site: str) -> None:
    """Its page then asks it anew; the others keep their answers."""
    _solve(page, site, ONE_BLANK)
    _miss(page, site, TWO_BLANKS)
    overview = _overview(page, site)
    tried = overview.locator(".kp-pages > li").filter(has_text="Try nn.RNN")
    tried.get_by_text("Exercises").click()
    tried.get_by_role("button", name="Clear: Stack two layers").click()
    expect(overview.locator(".kp-whole .kp-sum")).to_contain_text(_solved(1))
    expect(overview.locator(".kp-whole .kp-sum")).not_to_contain_text("missed")
    page.goto(site + TRY)
    expect(Exercise(page, TWO_BLANKS.id).left).to_have_text("3 attempts")
    expect(Exercise(page, ONE_BLANK.id).button("Try again")).to_be_visible()


def test_missed_exercises_of_the_course_are_retried(page: Page, site: str) -> None:
    """The page of progress leads to the pages that have some; there they stand alone."""
    _miss(page, site, TWO_BLANKS)
    overview = _overview(page, site)
    overview.get_by_role("button", name="Retry the missed (1)").first.click()
    overview.get_by_role("status").get_by_role("link", name="Try nn.RNN").click()
    expect(Exercise(page, TWO_BLANKS.id).left).to_have_text("3 attempts")
    expect(page.locator(".md-content .keyproof").filter(visible=True)).to_have_count(1)


def test_progress_moves_to_another_browser(
    open_page: OpenPage, site: str, tmp_path: Path
) -> None:
    """Saved to a file here and loaded there; what is newer there stays."""
    here, there = open_page(), open_page()
    _solve(here, site, ONE_BLANK)
    _miss(here, site, TWO_BLANKS)
    with here.expect_download() as download:
        _overview(here, site).get_by_role("button", name="Save to a file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert {"create-layer", "two-layers"} == set(
        json.loads(file.read_text())["entries"]
    )
    _solve(there, site, TWO_BLANKS)
    overview = _load(there, site, file)
    expect(overview.get_by_role("status")).to_contain_text("Taken from the file: 1.")
    expect(overview.get_by_role("status")).to_contain_text(
        "Not newer than what is here: 1."
    )
    expect(overview.locator(".kp-whole .kp-sum")).to_contain_text(_solved(2))
    there.goto(site + TRY)
    Exercise(there, ONE_BLANK.id).expect_locked()


def _load(page: Page, site: str, file: Path) -> Locator:
    overview = _overview(page, site)
    with page.expect_file_chooser() as chooser:
        overview.get_by_role("button", name="Load from a file").click()
    chooser.value.set_files(file)
    return overview


STRANGE: dict[str, Any] = {
    "no JSON": "not JSON",
    "another file": json.dumps({"entries": {}}),
    "newer": json.dumps({"keyproof": 99, "entries": {}}),
}


@pytest.mark.parametrize("sort", STRANGE)
def test_a_strange_file_changes_nothing(
    sort: str, page: Page, site: str, tmp_path: Path
) -> None:
    """The reader is told, and every answer stays."""
    _solve(page, site, ONE_BLANK)
    file = tmp_path / "file.json"
    file.write_text(STRANGE[sort])
    kept = page.evaluate("JSON.stringify({...localStorage})")
    overview = _load(page, site, file)
    expect(overview.get_by_role("status")).to_contain_text("Nothing was changed.")
    assert kept == page.evaluate("JSON.stringify({...localStorage})")


def test_another_tab_follows(open_page: OpenPage, site: str) -> None:
    """The page of progress counts what another tab answers, and clearing there reaches the exercise."""
    here = open_page()
    there = open_page(reader=here.context)
    overview = _overview(there, site)
    whole = overview.locator(".kp-whole .kp-sum")
    expect(whole).to_contain_text(_solved(0))
    exercise = _solve(here, site, ONE_BLANK)
    expect(whole).to_contain_text(_solved(1))
    overview.get_by_role("button", name="Clear everything").click()
    expect(exercise.left).to_have_text("3 attempts")
    expect(_line(here)).to_have_text("0 of 5 solved on this page")


def test_a_reader_is_told_when_nothing_is_kept(page: Page, site: str) -> None:
    """A full storage is survived, and not in silence."""
    page.add_init_script(
        "Storage.prototype.setItem = () => {throw new DOMException('', 'QuotaExceededError')}"
    )
    exercise = start(page, site, ONE_BLANK)
    expect(page.locator(".kp-lost")).to_be_empty()
    MOUSE.give(exercise, ONE_BLANK, ONE_BLANK.right)
    exercise.button("Check").click()
    expect(page.locator(".kp-lost")).to_contain_text("Your answers are not kept")


def test_the_page_of_progress_works_by_keyboard(page: Page, site: str) -> None:
    """By keyboard alone: a topic is cleared and brought back."""
    _solve(page, site, ONE_BLANK)
    overview = _overview(page, site)
    button = overview.get_by_role("button", name="Clear everything")
    expect(button).to_be_visible()
    for _ in range(60):
        if button.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(overview.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(overview.locator(".kp-whole .kp-sum")).to_contain_text(_solved(1))
