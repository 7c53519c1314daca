"""How long does a reader on a slow machine wait for feedback, and what does a page load of ours?

In: a generated page of 60 exercises in Chromium, its processor slowed down four times. Out: a table of times
from pressing Check to the frame that shows the verdict, and of bytes.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.contenders import scratch
from benchmarks.table import Table, spread, verdict

EXERCISES, QUICK = 60, 20
SLOW = 4
BAR = 0.050
"""Seconds from the press to the frame."""
WEIGHT = 10 * 1024
"""Bytes after gzip -9."""

SETTINGS = """\
site_name: Bench
use_directory_urls: false
theme: {name: material, font: false}
plugins: [keyproof: {seeds: 1}]
"""

WAIT = """async (exercise) => {
    const check = exercise.querySelector('.kp-check'), verdict = exercise.querySelector('.kp-verdict');
    const told = new Promise((resolve) =>
        new MutationObserver(resolve).observe(verdict, { childList: true }));
    const begin = performance.now();
    check.click();
    await told;
    await new Promise(requestAnimationFrame);
    return (performance.now() - begin) / 1000;
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def measure(*, quick: bool) -> Table:
    """Answer every exercise of the page once, the first of them right after the page has come."""
    count = QUICK if quick else EXERCISES
    with scratch() as folder:
        _build(folder, count)
        handler = functools.partial(_Quiet, directory=str(folder / "site"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        times, loaded = _answer(f"http://127.0.0.1:{server.server_address[1]}/index.html", count)
        server.shutdown()
    table = Table(title="What a reader waits for, and loads", head=("what", "measured", "bar"))
    met = verdict(met=statistics.median(times) <= BAR)
    table.rows.append(("from Check to its verdict, ms", spread(times, scale=1000), f"{BAR * 1000:.0f} {met}"))
    weight = sum(loaded.values())
    met = verdict(met=weight <= WEIGHT)
    table.rows.append(("script and style sheet, bytes", f"{weight:,}", f"{WEIGHT:,} {met}"))
    table.notes.append(
        f"A page of {count} exercises in Chromium at {SLOW}x CPU slow-down; the time ends with the frame "
        "after the verdict. Bytes after gzip -9, of what the page loads before its reader does anything."
    )
    return table


def _build(folder: Path, count: int) -> None:
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    tasks = "".join(_task(number) for number in range(count))
    (folder / "docs" / "index.md").write_text(f"# Bench\n{tasks}", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)


def _task(number: int) -> str:
    options = "".join(f"- [{'x' if one == 1 else ' '}] `{number + one}`\n" for one in range(4))
    return (
        f"\n## Task {number} {{#task-{number} .choice .easy}}\n\nWhich is {number + 1}?\n\n{options}\n"
        f"```python check\nassert answer == {number + 1}\n```\n"
    )


def _answer(address: str, count: int) -> tuple[list[float], dict[str, int]]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        loaded = _watch(page)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
        page.goto(address, wait_until="networkidle")
        at_first = dict(loaded)
        times = []
        for number in range(count):
            exercise = page.locator(f'[data-kp-id="task-{number}"]')
            exercise.locator("input").nth(number % 4).check()
            times.append(exercise.evaluate(WAIT))
        browser.close()
    return times, at_first


def _watch(page: Page) -> dict[str, int]:
    loaded: dict[str, int] = {}

    def note(answer: Any) -> None:
        if "/assets/keyproof/" in answer.url:
            loaded[answer.url] = len(gzip.compress(answer.body(), 9))

    page.on("response", note)
    return loaded
