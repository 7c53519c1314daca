"""Exercises that only their reader can judge: what is written is kept, and done is not solved.

In: the project of `own_course`, built and served. Out: what a reader finds on coming back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import own_course
import pytest
from axe import violations
from conftest import OpenPage, build_site
from playwright.sync_api import Browser, Locator, Page, expect
from policy import NAME, policy
from serving import Server


@pytest.fixture(scope="module", name="own")
def _own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the course, in Arabic: whatever holds there from the right holds from the left."""
    folder: Path = tmp_path_factory.mktemp("own")
    own_course.write(folder, language="ar")
    server = Server(folder / "site")
    build_site(folder, folder / "site", site_url=server.address + "/")
    server.headers[NAME] = policy(folder / "site")
    with server.running() as address:
        yield address


@pytest.fixture(name="page")
def _page(open_page: OpenPage, own: str) -> Page:
    return open_page(origin=own, viewport={"width": 320, "height": 800})


def _task(page: Page, id_: str) -> Locator:
    return page.locator(f'.keyproof[data-kp-id="{id_}"]')


def _open(page: Page, own: str) -> None:
    page.goto(f"{own}/layers/try/")
    expect(page.locator("keyproof-own[data-kp-ready]").first).to_be_attached()


def test_what_is_written_and_ticked_is_there_after_a_reload(page: Page, own: str) -> None:
    """By keyboard alone; it counts as done, and not as solved."""
    _open(page, own)
    task = _task(page, "make")
    field = task.get_by_role("textbox")
    field.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("def make(size): return s")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(task.get_by_role("checkbox")).to_be_checked()
    expect(task.get_by_role("status")).not_to_be_empty()
    page.reload()
    expect(field).to_have_value("def make(size): return s")
    expect(task.get_by_role("checkbox")).to_be_checked()
    page.goto(f"{own}/progress/")
    row = page.locator("keyproof-progress .kp-sum").first
    expect(row).to_contain_text("حُلّ 0 من 1، وأُنجز 1 من 2")


def test_points_of_a_model_answer_are_ticked_and_kept(page: Page, own: str) -> None:
    """By keyboard alone, in a field that takes words from the right; they are there after a reload."""
    _open(page, own)
    task = _task(page, "why-none")
    field = task.get_by_role("textbox")
    field.fill("الحالة الأخيرة")
    assert "rtl" == field.evaluate("one => getComputedStyle(one).direction")
    task.locator(".kp-solution > summary").press("Enter")
    points = task.locator(".kp-points").get_by_role("checkbox")
    points.nth(1).press("Space")
    assert [] == violations(page)
    assert 320 == page.evaluate("document.documentElement.scrollWidth")
    page.reload()
    task.locator(".kp-solution > summary").click()
    expect(points.nth(1)).to_be_checked()
    expect(points.nth(0)).not_to_be_checked()
    expect(field).to_have_value("الحالة الأخيرة")


def test_hints_come_one_by_one(page: Page, own: str) -> None:
    """And the solution, with what the wrong one did, opens whenever its reader wants."""
    _open(page, own)
    hints = _task(page, "make").locator(".kp-hint")
    expect(hints.nth(1)).to_be_hidden()
    hints.nth(0).locator("summary").click()
    expect(hints.nth(1)).to_be_visible()
    solution = _task(page, "make").locator(".kp-solution")
    solution.locator("> summary").click()
    expect(solution.get_by_text("return nn.RNN(10, size)")).to_be_visible()
    assert [] == violations(page)


def test_it_fits_a_narrow_page_and_programs_run_from_the_left(page: Page, own: str) -> None:
    """At 320 px nothing of the page has to be scrolled sideways; the field scrolls its own lines."""
    _open(page, own)
    assert 320 == page.evaluate("document.documentElement.scrollWidth")
    directions = page.locator("body, textarea.kp-code").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).direction)"
    )
    assert ["rtl", "ltr"] == directions


def test_nothing_moves_when_the_script_comes(open_page: OpenPage, own: str) -> None:
    """Field, tick and what stands beneath are where a page without scripts has them."""
    boxes = []
    for scripts in (False, True):
        page = open_page(origin=own, java_script_enabled=scripts)
        page.goto(f"{own}/layers/try/")
        if scripts:
            expect(page.locator("keyproof-own[data-kp-ready]").first).to_be_attached()
        parts = page.locator("#make, .kp-write :is(textarea, .kp-done, .kp-self)").all()
        boxes.append([part.bounding_box() for part in parts])
    heads = [found[0] for found in boxes]

    # Above them the line of progress comes with the script, in a place that is kept for it.
    moved = [
        [(box["y"] - head["y"], box["height"]) for box in found if box and head]
        for found, head in zip(boxes, heads, strict=True)
    ]
    assert moved[0] == moved[1]
    assert 4 == len(moved[0])


def test_there_is_room_to_write_on_paper(page: Page, own: str) -> None:
    """The field is printed, wide and high; the note about ticking is not."""
    _open(page, own)
    page.emulate_media(media="print")
    box = _task(page, "make").get_by_role("textbox").bounding_box()
    assert box is not None and box["height"] > 160
    expect(_task(page, "make").locator(".kp-self")).to_be_hidden()


def test_a_browser_that_keeps_nothing_says_so(browser: Browser, own: str) -> None:
    """Whoever writes for an hour has to know before leaving the page."""
    # The theme itself complains of such a browser, so nobody watches this page.
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() {throw new DOMException('', 'SecurityError')}})"
    )
    _open(page, own)
    task = _task(page, "make")
    task.get_by_role("textbox").fill("x = 1")
    expect(task.get_by_role("status")).to_contain_text("لا يحفظ هذا المتصفح شيئًا")
    expect(task.get_by_role("textbox")).to_have_value("x = 1")
    context.close()
