"""Takes pictures of the built site for people to look at: `python site_tests/pictures.py FOLDER`, by hand.

In: a folder to write to. Out: PNG files in it: whole pages, and every kind answered wrong and right.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from answers import PRACTICE, TASKS, TRY, Answer, Task
from conftest import DESKTOP, PHONE, ROOT, build_site, launch
from exercise import start
from hands import HANDS
from playwright.sync_api import Browser, sync_playwright
from serving import Server

SMALL = {**PHONE, "viewport": {"width": 360, "height": 740}}
READERS: dict[str, dict[str, Any]] = {
    "light": DESKTOP,
    "dark": {**DESKTOP, "color_scheme": "dark"},
    "360": SMALL,
    "360-dark": {**SMALL, "color_scheme": "dark"},
    "plain": {**DESKTOP, "java_script_enabled": False},
}
PAGES = {
    "home": "/",
    "try": TRY,
    "practice": PRACTICE,
    "topic": "/rnn-layer/",
    "as-published": "/as-published/",
}


def _take_page(browser: Browser, site: str, folder: Path, *, reader: str, name: str) -> None:
    context = browser.new_context(**READERS[reader])
    page = context.new_page()
    page.goto(site + PAGES[name], wait_until="networkidle")
    page.screenshot(path=folder / f"page-{name}-{reader}.png", full_page=True)
    context.close()


def _take_task(browser: Browser, site: str, folder: Path, *, reader: str, task: Task) -> None:
    context = browser.new_context(**READERS[reader])
    exercise = start(context.new_page(), site, task)
    # What the theme keeps on the screen would hide parts of a tall exercise.
    exercise.page.add_style_tag(content=".md-header, .md-top { display: none !important; }")

    def answer(given: Answer) -> None:
        HANDS["mouse"].give(exercise, task, given)
        exercise.button("Check").click()
        exercise.expect_said(*given.says)

    def take(state: str) -> None:
        exercise.root.screenshot(path=folder / f"task-{task.id}-{reader}-{state}.png")

    answer(task.wrong[0])
    take("wrong")
    answer(task.right)
    exercise.solution.locator("summary").click()
    exercise.root.get_by_text("Show all answers").click()
    take("right")
    exercise.button("Try again").click()
    for wrong in task.wrong:
        answer(wrong)
    take("used-up")
    context.close()


def main(folder: Path) -> None:
    """Build and serve the site, and take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as built, sync_playwright() as playwright:
        build_site(ROOT, Path(built))
        browser = launch(playwright)
        with Server(Path(built)).running() as site:
            for reader in READERS:
                for name in PAGES:
                    _take_page(browser, site, folder, reader=reader, name=name)
            for reader in ("light", "dark", "360"):
                for task in TASKS:
                    _take_task(browser, site, folder, reader=reader, task=task)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
