"""The course's own programs, run in its pages.

In: the built site. Out: whether a program of each page prints there what the build recorded.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

RECORDED = '.kp-run:has(keyproof-run:not([data-long], [data-before*="range("])) + .highlight'
"""Output of a program, beneath its buttons; of one that takes a moment."""


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
