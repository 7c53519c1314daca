"""Makes the two pictures of the README: `python site_tests/readme_pictures.py`, by hand, when they change.

Both are what really happens: an exercise of the built site answered wrong, and the report of a course
whose key was planted wrong.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from conftest import CHROMIUM_ARGUMENTS, CHROMIUM_NAMES, ROOT, build_site
from playwright.sync_api import Browser, sync_playwright
from serving import Server

IMAGES = ROOT / "docs" / "images"
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #1d1f21; }}
pre {{ margin: 0; padding: 20px 24px; font: 14px/1.5 "DejaVu Sans Mono", monospace; color: #e4e6e8;
       width: 820px; white-space: pre-wrap; }}
b {{ color: #ff8f80; font-weight: 600; }} i {{ color: #9fb4c7; font-style: normal; }}
</style><pre>{text}</pre>"""


def main() -> None:
    """Build, answer, plant, and save."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        _exercise(browser, Path(folder) / "site")
        _failing_build(browser, Path(folder) / "planted")
        browser.close()


def _exercise(browser: Browser, folder: Path) -> None:
    build_site(ROOT, folder)
    with Server(folder).running() as site:
        page = browser.new_page(viewport={"width": 760, "height": 1400}, device_scale_factor=2)
        page.goto(f"{site}/rnn-layer/try/")
        exercise = page.locator(".keyproof[data-kp-id=create-layer]")
        exercise.get_by_role("button", name="30", exact=True).click()
        exercise.get_by_role("button", name="Check").click()
        page.mouse.move(0, 0)
        exercise.screenshot(path=IMAGES / "exercise.png")


def _failing_build(browser: Browser, folder: Path) -> None:
    shutil.copytree(ROOT / "exercises", folder / "exercises")
    page = folder / "exercises" / "rnn-layer" / "practice.md"
    text = page.read_text(encoding="utf-8")
    wrong, right = "- [ ] `nn.RNN(20, 10)`", "- [x] `nn.RNN(10, 20)`"
    assert wrong in text and right in text
    planted = text.replace(wrong, wrong.replace("[ ]", "[x]")).replace(right, right.replace("[x]", "[ ]"))
    page.write_text(planted, encoding="utf-8")
    report = html.escape(_run("keyproof", "check", folder=folder), quote=False)
    lines = [f"<i>$ keyproof check</i>\n{report}"]
    shown = browser.new_page(viewport={"width": 868, "height": 300}, device_scale_factor=2)
    shown.set_content(TERMINAL.format(text="\n".join(lines).replace("wrong-key:", "<b>wrong-key:</b>")))
    shown.locator("pre").screenshot(path=IMAGES / "failing-build.png")


def _run(program: str, *arguments: str, folder: Path) -> str:
    command = [sys.executable, "-m", program, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


if __name__ == "__main__":
    main()
