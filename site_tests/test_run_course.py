"""The course's own programs, run in its pages.

In: the built site. Out: whether a program of each page prints there what the build recorded.
"""

from __future__ import annotations

import json
from pathlib import Path

from conftest import ROOT
from playwright.sync_api import Page, expect

RECORDED = '.kp-run:has(keyproof-run:not([data-long], [data-before*="range("])) + .highlight'
"""Output of a program, beneath its buttons; of one that takes a moment."""

WITHOUT = ("name=radius", "name=meta")
"""What the runtime has not got: eigenvalues, and tensors that are shapes alone."""


def test_every_program_is_offered_but_those_that_pages_cannot_run(site: str, site_folder: Path) -> None:
    """One that ends otherwise in the page than in PyTorch is a program to mend, or a slip of the runtime."""
    assert site
    report = json.loads((site_folder / "verification.json").read_text(encoding="utf-8"))
    refused = [one for one in report["in_page"]["programs"] if one["refused"]]
    fences = [
        (ROOT / one["path"]).read_text(encoding="utf-8").splitlines()[one["line"] - 1].split()[-1]
        for one in refused
    ]

    assert list(WITHOUT) == fences, refused


def test_a_program_of_each_page_prints_what_was_recorded(page: Page, site: str) -> None:
    """Python is loaded once, for the first of them; the others are reached by the links of the topic."""
    with page.expect_response("**/sitemap.xml"):
        page.goto(site + "/rnn-layer/learn/")
    modes = page.locator(".kp-modes a")
    loaded: list[str] = []
    page.on("response", lambda answer: loaded.append(answer.url))
    seen: set[str] = set()
    for name in modes.all_text_contents():
        modes.get_by_text(name, exact=True).click()
        expect(page.locator(".kp-modes [aria-current]")).to_have_text(name)
        output = page.locator(RECORDED).first
        if output.count():
            program = output.locator("xpath=preceding-sibling::*[1]")
            program.get_by_role("button", name="Run", exact=True).click()
            expect(program.locator(".kp-run-status")).to_contain_text("Ran to its end")
            printed = program.locator(".kp-run-out").text_content()
            assert output.locator("code").text_content() == printed, name
            seen.add(name)

    assert {"Learn", "Deep dive"} <= seen
    assert 1 == len([url for url in loaded if url.endswith("/pyodide.asm.wasm")])
