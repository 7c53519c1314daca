"""What a reader's browser really loads of ours, in bytes after gzip -9, and that nothing moves while it does.

In: the built site. Out: whether the bars hold for pages with exercises and without.
"""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from answers import LEARN, ONE_BLANK, PRACTICE, TRY
from conftest import PHONE, OpenPage
from exercise import start
from hands import HANDS
from playwright.sync_api import Page, Response, expect

KB = 1024
SHIFTS = """window.shifts = 0; new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
}).observe({type: 'layout-shift', buffered: true});"""


def _zipped(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def _loaded(page: Page, address: str) -> dict[str, int]:
    """Load a page and give what it asked for in our folder, by name."""
    found: dict[str, int] = {}

    def note(answer: Response) -> None:
        if "/assets/keyproof/" in answer.url and answer.ok:
            found[answer.url.rsplit("/", 1)[1]] = _zipped(answer.body())

    # What the page before still asks for is not this one's, and what is kept of it would not be asked for.
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    return found


@pytest.mark.parametrize("path", ["/", LEARN, TRY, PRACTICE])
def test_a_page_with_exercises_loads_two_files(path: str, page: Page, site: str) -> None:
    """One script and one style sheet, at most 10 KB together, and nothing for what nobody has done yet.

    Two more where programs can be run, at most 2 KB: the buttons, and nothing of what they will load.
    """
    loaded = _loaded(page, site + path)
    runs = {name: loaded.pop(name) for name in ("run.js", "run.css") if name in loaded}

    assert {"keyproof.js", "keyproof.css"} == set(loaded)
    assert sum(loaded.values()) <= 10 * KB
    assert 2 * bool(page.locator("keyproof-run").count()) == len(runs)
    assert sum(runs.values()) <= 2 * KB


@pytest.mark.parametrize("path", ["/study/", "/rnn-layer/", "/author/"])
def test_a_page_without_exercises_loads_nothing(path: str, page: Page, site: str) -> None:
    """Not a byte."""
    assert {} == _loaded(page, site + path)


def test_a_reader_who_comes_back_loads_little_more(page: Page, site: str) -> None:
    """Words for the answers that are there, and marks in the navigation."""
    exercise = start(page, site, ONE_BLANK)
    HANDS["mouse"].give(exercise, ONE_BLANK, ONE_BLANK.right)
    exercise.button("Check").click()
    expect(exercise.button("Try again")).to_be_visible()
    loaded = _loaded(page, site + TRY)
    for name in ("course.json", "run.js", "run.css"):
        loaded.pop(name, 0)

    assert sum(loaded.values()) <= 15 * KB


@pytest.mark.parametrize("path", [LEARN, TRY, PRACTICE])
def test_an_exercise_costs_little_html(path: str, open_page: OpenPage, site: str) -> None:
    """What a page's file loses without its exercises, for each of them: at most 1.2 KB."""
    page = open_page(java_script_enabled=False)
    page.goto(site + path)
    source = page.evaluate("document.documentElement.outerHTML")
    blocks = page.locator(".md-content .keyproof").evaluate_all("all => all.map(one => one.outerHTML)")
    sheet = page.locator(".kp-key").evaluate("one => one.outerHTML")
    bare = source
    for block in [*blocks, sheet]:
        assert block in bare
        bare = bare.replace(block, "")
    cost = (_zipped(source.encode()) - _zipped(bare.encode())) / len(blocks)

    assert len(bare) < len(source)
    assert cost <= 1.2 * KB


@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize("path", ["/", LEARN, TRY, PRACTICE])
def test_nothing_moves_while_a_page_comes(path: str, device: str, open_page: OpenPage, site: str) -> None:
    """The upgrade of the exercises shifts nothing of what is in view, even when the script comes late."""
    options: dict[str, Any] = PHONE if device == "phone" else {}
    page = open_page(**options)
    page.add_init_script(SHIFTS)

    def late(route: Any) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/keyproof.js", late)
    page.goto(site + path, wait_until="networkidle")
    expect(page.locator("keyproof-exercise .kp-check").first).to_be_attached()
    page.wait_for_timeout(300)

    assert 0 == round(page.evaluate("window.shifts"), 4)
