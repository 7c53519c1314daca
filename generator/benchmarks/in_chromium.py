"""How long does a reader wait, from the press of Run to what is told of the run, in Chromium?

In: the course's site, built with its runtime. Out: a table beside what the prototype took.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.contenders import scratch
from benchmarks.lighthouse import Serving
from benchmarks.runtime import COLD, FORWARD_BAR, LONG, RESTART, WARM_BAR
from benchmarks.table import Table, spread, verdict

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, QUICK = 5, 2
PATIENCE = 120_000
"""Milliseconds."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
PAGE = "rnn-layer/deep/"
ENDLESS = "while True:\n    pass"
FORWARD = """\
import time
layer, x = nn.RNN(10, 20, batch_first=True), torch.randn(32, 50, 10)
with torch.no_grad():
    begun = time.perf_counter()
    layer(x)
print(time.perf_counter() - begun)"""

PRESS = """place => new Promise((resolve) => {
  const run = [...place.querySelectorAll('button')].find((one) => one.textContent === 'Run')
  const begun = performance.now()
  let began = false
  const look = () => {
    began ||= run.hidden
    if (!began || run.hidden) return
    watch.disconnect()
    resolve([(performance.now() - begun) / 1000, place.querySelector('.kp-run-status').textContent])
  }
  const watch = new MutationObserver(look)
  watch.observe(place, { subtree: true, childList: true, attributes: true })
  run.click()
  look()
})"""
"""From the press to the line that tells how it ended, in seconds, and that line; the output is there then."""


def measure(*, quick: bool) -> Table:
    """Press the buttons of the course's own pages; a reader who is new has nothing in the browser's cache."""
    rounds = QUICK if quick else ROUNDS
    with scratch() as folder, _chromium() as browser:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
        subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        with Serving(folder / "site") as address:
            several = [_visit(browser, f"{address}/{PAGE}") for _ in range(rounds)]
            cold, again, restart, forward = (list(one) for one in zip(*several, strict=True))
            warm = sorted(_warm(browser, address, folder / "site"))
    middle, reads = statistics.median(warm), statistics.median(forward)
    quick_ones = sum(one < WARM_BAR for one in warm)
    return Table(
        title="A program in the page, in Chromium",
        head=("what", "measured", "prototype, or bar"),
        rows=[
            ("a new reader's press of Run to its result, s", spread(cold), f"{COLD} s"),
            ("the same after a reload, s", spread(again), f"{COLD} s"),
            ("Stop of an endless program, and the next one's result, s", spread(restart), f"{RESTART} s"),
            (
                f"the median of the {len(warm)} programs that pages show, warm, ms",
                f"{1000 * middle:.1f}",
                f"{1000 * WARM_BAR:.0f} ms {verdict(met=middle < WARM_BAR)}",
            ),
            ("programs below 100 ms", f"{quick_ones} of {len(warm)}", ""),
            (
                "a layer of 20 reads (32, 50, 10), ms",
                spread(forward, scale=1000, digits=0),
                f"{1000 * FORWARD_BAR:.0f} ms {verdict(met=reads < FORWARD_BAR)}",
            ),
        ],
        notes=[
            f"{rounds} readers, one after the other, and a server on the same machine. The prototype was "
            "timed on a quiet one."
        ],
    )


def _visit(browser: Browser, address: str) -> tuple[float, float, float, float]:
    """One reader: cold, after a reload, after a stop, and the forward pass; in seconds."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    place = _first(page, address)
    cold = _press(place)
    place = _first(page, address)
    again = _press(place)
    _write(place, ENDLESS)
    place.get_by_role("button", name="Run", exact=True).click()
    place.get_by_text("Running…").wait_for()
    begun = page.evaluate("performance.now()")
    place.get_by_role("button", name="Stop", exact=True).click()
    place.get_by_role("button", name="Show the original").click()
    _press(place)
    restart = (page.evaluate("performance.now()") - begun) / 1000
    _write(place, FORWARD)
    _press(place)
    forward = float(place.get_by_role("group", name="Output").inner_text())
    context.close()
    return cold, again, restart, forward


def _warm(browser: Browser, address: str, site: Path) -> Iterator[float]:
    """Press every button that a page shows from its beginning, the second time; one that takes long once."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for file in sorted((site / "rnn-layer").rglob("index.html")):
        page.goto(f"{address}/{file.parent.relative_to(site).as_posix()}/", wait_until="networkidle")
        for number, place in enumerate(_places(page).all()):
            if place.evaluate("one => one.parentElement.previousElementSibling.querySelector('.kp-blank')"):
                continue
            first = _press(place)
            # The first press of a page loads the runtime.
            yield _press(place) if first < LONG or number == 0 else first
    context.close()


def _first(page: Page, address: str) -> Locator:
    page.goto(address, wait_until="networkidle")
    place = _places(page).first
    place.wait_for()
    return place


def _places(page: Page) -> Locator:
    # Hidden while it runs.
    button = page.get_by_role("button", name="Run", exact=True, include_hidden=True)
    return page.locator("keyproof-run:visible").filter(has=button)


def _press(place: Locator) -> float:
    seconds, said = place.evaluate(PRESS)
    assert "Ran to its end" in said or " line " in said, said
    return float(seconds)


def _write(place: Locator, source: str) -> None:
    """Put another program into the editor."""
    edit = place.get_by_role("button", name=re.compile("^Edit"))
    if edit.is_visible():
        edit.click()
    place.get_by_role("textbox", name="Program").focus()
    place.page.keyboard.press("ControlOrMeta+a")
    place.page.keyboard.insert_text(source)


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()
