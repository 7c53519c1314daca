"""What do readers of other quiz plugins load and get, on the same ten items?

In: mkdocs-quiz, mkdocs-mcq and jupyterquiz from PyPI, in an environment of their own. Out: one table.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks.contenders import scratch
from benchmarks.lighthouse import Serving
from benchmarks.table import Table

PACKAGES = ("mkdocs-material==9.8.1", "mkdocs-quiz==1.7.1", "mkdocs-mcq==0.2.0", "jupyterquiz==2.9.6.4")
ITEMS = 10
TABS = 150
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
SETTINGS = """\
site_name: Peers
theme: {{name: material, font: false}}
plugins: [{plugin}]
markdown_extensions: [md_in_html, attr_list, pymdownx.superfences]
"""
OPTIONS = [(0, "The {n} was left out."), (4, ""), (5, "One too many.")]


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A way to put a question on a page."""

    plugin: str
    item: Callable[[int], str]
    selector: str
    """Of one item on the page."""


def _ours(n: int) -> str:
    rows = "\n".join(
        f"- [{'x' if not why else ' '}] `{n + more}`{f' : {why.format(n=n)}' if why else ''}"
        for more, why in OPTIONS
    )
    head = f"## Item {n} {{#item-{n} .choice .easy}}\n\nWhat is {n} plus 4?"
    return f"{head}\n\n{rows}\n\n```python check\nassert answer == {n} + 4\n```\n"


def _quiz(n: int) -> str:
    rows = "\n".join(f"- [{'x' if not why else ' '}] `{n + more}`" for more, why in OPTIONS)
    return f"## Item {n}\n\n<quiz>\nWhat is {n} plus 4?\n{rows}\n\nIt is {n + 4}.\n</quiz>\n"


def _mcq(n: int) -> str:
    rows = "\n".join(
        f"- [{'x' if not why else ' '}] `{n + more}`\n  > {why.format(n=n) or 'Right.'}\n"
        for more, why in OPTIONS
    )
    return f"## Item {n}\n\n```mcq\n---\ntype: single\nquestion: What is {n} plus 4?\n---\n\n{rows}```\n"


def _plain(n: int) -> str:
    return f"## Item {n}\n\nWhat is {n} plus 4?\n"


CONTENDERS: Mapping[str, Contender] = {
    "plain Material": Contender(plugin="", item=_plain, selector="h2"),
    "Keyproof": Contender(plugin="keyproof: {seeds: 1}", item=_ours, selector=".keyproof"),
    "mkdocs-quiz 1.7.1": Contender(plugin="mkdocs_quiz", item=_quiz, selector=".quiz"),
    "mkdocs-mcq 0.2.0": Contender(plugin="mcq", item=_mcq, selector=".mcq-container"),
}

NOTEBOOK = """
import json, sys, types
made = []
class Shown(str):
    def __new__(cls, data="", **_): return super().__new__(cls, data)
module = types.ModuleType("IPython.display")
module.display = lambda *parts, **_: made.extend(parts)
module.HTML = Shown
module.Javascript = lambda data="", **_: "<script>" + data + "</script>"
sys.modules["IPython"] = types.ModuleType("IPython")
sys.modules["IPython.display"] = module
from jupyterquiz import display_quiz
for n in range(1, int(sys.argv[1]) + 1):
    answers = [{"answer": str(n + more), "correct": more == 4, "feedback": "."} for more in (0, 4, 5)]
    display_quiz([{"question": f"What is {n} plus 4?", "type": "multiple_choice", "answers": answers}])
print("<!doctype html><html lang=en><title>Quiz</title><main>" + "".join(map(str, made)) + "</main></html>")
"""


def measure(*, quick: bool) -> Table:
    """Build a page with each, and look at it as readers do."""
    del quick
    with scratch() as folder, sync_playwright() as playwright:
        python = _environment(folder)
        pages = {name: _build(folder, name, one, python) for name, one in CONTENDERS.items()}
        notebook = folder / "notebook"
        notebook.mkdir()
        made = subprocess.run(
            [python, "-c", NOTEBOOK, str(ITEMS)], check=True, capture_output=True, text=True
        )
        (notebook / "index.html").write_text(made.stdout, encoding="utf-8")
        pages["jupyterquiz 2.9.6.4"] = (notebook, ".Quiz")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rows = {name: _look(browser, site, selector) for name, (site, selector) in pages.items()}
        browser.close()
    return _table(rows)


def _table(rows: Mapping[str, dict[str, Any]]) -> Table:
    names = list(next(iter(rows.values())))
    table = Table(title=f"The same {ITEMS} items", head=("page with", *names))
    for name, found in rows.items():
        table.rows.append((name, *(str(found[column]) for column in names)))
    return table


def _environment(folder: Path) -> str:
    home = folder / "environment"
    venv.create(home, with_pip=True)
    python = str(home / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True, stderr=subprocess.DEVNULL)
    return python


def _build(folder: Path, name: str, one: Contender, python: str) -> tuple[Path, str]:
    root = folder / name.split(maxsplit=1)[0]
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(SETTINGS.format(plugin=one.plugin), encoding="utf-8")
    text = "# Items\n\n" + "\n".join(one.item(n) for n in range(1, ITEMS + 1))
    (root / "docs" / "index.md").write_text(text, encoding="utf-8")
    own = sys.executable if "keyproof" in one.plugin else python
    command = [own, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return root / "site", one.selector


def _look(browser: Browser, site: Path, selector: str) -> dict[str, Any]:
    with Serving(site) as address:
        context = browser.new_context()
        page = context.new_page()
        weight = {"document": 0, "script": 0, "stylesheet": 0}
        asked: list[str] = []

        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + "/", wait_until="networkidle")
        for answer in answers:
            kind = answer.request.resource_type
            if answer.ok and kind in weight and answer.url.startswith(address):
                weight[kind] += len(gzip.compress(answer.body(), 9))
        others = {
            one.split("/")[2] for one in asked if one.startswith("http") and not one.startswith(address)
        }
        found: dict[str, Any] = {
            **{f"{kind}, gzip": f"{size:,}" for kind, size in weight.items()},
            "requests": len(asked),
            "other hosts": ", ".join(sorted(others)) or "none",
            "items": page.locator(selector).count(),
            "axe violations": _violations(page),
            "items by Tab": _reached(page, selector),
        }
        found["kept on reload"] = _kept(page, selector)
        context.close()
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + "/")
        texts = page.locator(selector).all_inner_texts()
        found["readable without script"] = sum(f"{n + 5}" in text for n, text in enumerate(texts, 1))
        context.close()
    return found


def _violations(page: Page) -> int:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    part = ".md-content" if page.locator(".md-content").count() else "main"
    rules = "{rules: {'landmark-unique': {enabled: false}}}"
    return int(
        page.evaluate(
            f"axe.run('{part}', {rules}).then(f => f.violations.reduce((n, v) => n + v.nodes.length, 0))"
        )
    )


def _reached(page: Page, selector: str) -> int:
    reached = set()
    place = """selector => [...document.querySelectorAll(selector)]
        .findIndex((one) => one.contains(document.activeElement)
            && document.activeElement.matches('button, input, [tabindex]'))"""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(place, selector))
    return len(reached - {-1})


def _kept(page: Page, selector: str) -> str:
    first = page.locator(selector).first
    # Sorted: some shuffle their options at each visit.
    state = """one => one.innerText.split(/\\s+/).sort().join(' ')
        + [...one.querySelectorAll('input')].filter((input) => input.checked).length"""
    if not first.locator("input, button").count():
        return "-"
    before = first.evaluate(state)
    first.locator("label, .kp-option").nth(1).click(timeout=3000)
    submit = first.get_by_role("button", name="Check").or_(first.get_by_role("button", name="Submit"))
    if submit.count():
        submit.first.click(timeout=3000)
    page.reload(wait_until="networkidle")
    return "yes" if page.locator(selector).first.evaluate(state) != before else "no"
