"""The site where there is little: no network beyond its host, no host at all, paper instead of a screen.

In: the built site, with requests to elsewhere cut, and as files of a disk. Out: if it works or is readable.
"""

from __future__ import annotations

from pathlib import Path

from answers import CHOICE, NUMBER, TASKS, TWO_BLANKS, Task
from conftest import DESKTOP, OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Browser, Page, Route, expect

MOUSE = HANDS["mouse"]


def test_network_is_cut(open_page: OpenPage, site: str) -> None:
    """With all requests beyond the site's own host refused none is made, and exercises and progress work."""
    page = open_page()
    asked: list[str] = []

    def cut(route: Route) -> None:
        if route.request.url.startswith(site + "/"):
            return route.continue_()
        asked.append(route.request.url)
        return route.abort()

    page.route("**/*", cut)
    exercise = start(page, site, CHOICE)
    MOUSE.give(exercise, CHOICE, CHOICE.right)
    exercise.button("Check").click()
    exercise.expect_said(*CHOICE.right.says)
    page.goto(f"{site}/progress/")
    expect(page.locator(".kp-whole .kp-sum")).to_contain_text("1 of ")
    assert [] == asked


def _file(folder: Path, task: Task) -> str:
    return f"{(folder / task.path.removeprefix('/') / 'index.html').as_uri()}#{task.id}"


def test_pages_of_a_disk_can_be_read(site: str, site_folder: Path, browser: Browser) -> None:
    """Opened as a file, where browsers load no modules, a page is the workbook it is without script."""
    assert site
    context = browser.new_context(**DESKTOP)
    # All at once: each waits some seconds for the script, before it shows what the script would.
    tabs = [(task, context.new_page()) for task in TASKS]
    for task, page in tabs:
        page.goto(_file(site_folder, task))
    for task, page in tabs:
        page.bring_to_front()
        exercise = Exercise(page, task.id)
        expect(exercise.root.get_by_role("heading").first).to_be_visible()
        expect(exercise.root.get_by_role("button", name="Check")).to_have_count(0)
        exercise.solution.locator("summary").click()
        expect(exercise.final).to_be_visible()
        expect(exercise.final).to_contain_text(task.final)
    context.close()


def _on_paper(page: Page, site: str, task: Task) -> Exercise:
    exercise = start(page, site, task)
    page.emulate_media(media="print")
    return exercise


def test_room_to_answer(page: Page, site: str) -> None:
    """On paper every open exercise that is typed has a line as wide as a hand needs."""
    exercise = _on_paper(page, site, NUMBER)
    box = exercise.field.bounding_box()
    assert box is not None
    assert box["width"] >= 120
    assert box["height"] >= 24


def test_blanks_have_room(page: Page, site: str) -> None:
    """A blank in a program is wide enough to write into."""
    exercise = _on_paper(page, site, TWO_BLANKS)
    for blank in exercise.blanks.all():
        box = blank.bounding_box()
        assert box is not None
        assert box["width"] >= 24
