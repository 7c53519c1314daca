"""A layer's forward call step by step, on pages that hold nothing else of ours.

In: a small project, built and served under the site's policy. Out: what readers find.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from conftest import OpenPage, build_site
from playwright.sync_api import Locator, Page, expect
from policy import NAME, policy
from serving import Server

SETTINGS = """\
site_name: Steps
site_url: !ENV SITE_URL
theme:
  name: material
  font: false
  features: [navigation.instant]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
plugins: [search, {keyproof: {exercises: exercises}}]
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.superfences]
"""

PAGE = """\
# Steps

```python stepper
torch.manual_seed(1)
rnn = nn.RNN(2, 8)
x = torch.tensor([[1.0, 0.0], [0.5, -1.0], [-1.0, 2.0]])
```
"""

SHIFTS = """window.shifts = 0; new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
}).observe({type: 'layout-shift', buffered: true});"""


@pytest.fixture(scope="module", name="steps")
def _steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the course."""
    folder: Path = tmp_path_factory.mktemp("steps")
    files = {"mkdocs.yml": SETTINGS, "docs/index.md": "# Home\n\n[Steps](steps.md)\n", "docs/steps.md": PAGE}
    for name, text in {**files, "exercises/one/topic.yml": "title: One\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    server = Server(folder / "site")
    build_site(folder, folder / "site", site_url=server.address + "/")
    server.headers[NAME] = policy(folder / "site")
    with server.running() as address:
        yield address


def _shown(page: Page) -> Locator:
    """The row of the state in the step that is shown."""
    return page.locator("keyproof-stepper .kp-after")


def _all(page: Page) -> list[str]:
    """The row of the state in every step."""
    return page.locator(".kp-all .kp-after").all_text_contents()


def test_steps_are_gone_through_by_keyboard(open_page: OpenPage, steps: str) -> None:
    """After a link without a reload: buttons, arrow keys, Home and End; each step is said, with its state."""
    page = open_page(origin=steps)
    page.goto(steps)
    page.locator(".md-content").get_by_role("link", name="Steps").click()
    said = page.locator("keyproof-stepper [role=status]")
    expect(said).to_contain_text("Step 1 of 3")
    every = _all(page)
    page.get_by_role("button", name="Next").focus()
    keys = [("Enter", 1), ("ArrowLeft", 0), ("ArrowLeft", 0), ("End", 2), ("Enter", 2), ("Home", 0)]
    for key, place in keys:
        page.keyboard.press(key)
        expect(said).to_contain_text(f"Step {place + 1} of 3State {place + 1}: ")
        expect(_shown(page)).to_have_text(every[place])
        expect(page.get_by_role("button", name="Next")).to_be_focused()
    expect(page.get_by_role("button", name="First")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".kp-all")).not_to_have_attribute("open", "")


def test_rules_hold_on_a_narrow_screen(open_page: OpenPage, steps: str) -> None:
    """In both colour schemes, at 320 px, all steps open; eight units scroll in a box of their own."""
    page = open_page(origin=steps, viewport={"width": 320, "height": 800})
    page.goto(f"{steps}/steps/")
    page.get_by_role("button", name="Last").click()
    page.locator(".kp-all summary").click()

    assert [] == violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("keyproof-stepper .kp-scroll").evaluate("one => one.scrollWidth > one.clientWidth")


def test_without_a_script_every_step_is_there(open_page: OpenPage, steps: str) -> None:
    """The table of all steps is open, and there is nothing dead."""
    page = open_page(origin=steps, java_script_enabled=False)
    page.goto(f"{steps}/steps/")
    expect(page.locator("keyproof-stepper")).to_be_hidden()
    for row in page.locator(".kp-all .kp-after").all():
        expect(row).to_be_visible()


def test_on_paper_every_step_is_there(open_page: OpenPage, steps: str) -> None:
    """Folded up on the screen or not; no buttons."""
    page = open_page(origin=steps)
    page.goto(f"{steps}/steps/")
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Next")).to_be_hidden()
    for row in page.locator(".kp-all .kp-after").all():
        assert row.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")


def test_nothing_moves_when_the_script_comes(open_page: OpenPage, steps: str) -> None:
    """The first step stands there before, and what is folded up takes no room before either."""
    page = open_page(origin=steps)
    page.add_init_script(SHIFTS)
    page.goto(f"{steps}/steps/", wait_until="networkidle")
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    page.wait_for_timeout(300)

    assert 0 == round(page.evaluate("window.shifts"), 3)
