"""What holds for every page of the site: quiet, at home, narrow, discreet.

In: the built site, all pages of it. Out: whether a rule is broken anywhere, and where.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

from answers import LOOP, PACK, TASKS
from conftest import PHONE, OpenPage
from playwright.sync_api import Page, expect

NARROW = 320
"""Width in CSS pixels of the smallest phone, and of a window of 1280 pixels enlarged four times."""

SEES_EXERCISES = (
    "() => [...document.querySelectorAll('keyproof-exercise')].every(one => one.childElementCount)"
)

CONTROLS = """.kp-button, .kp-number, .kp-chip, .kp-blank, .kp-option, .kp-typed input, .keyproof summary"""

SMALL = """controls => controls.filter(one => one.checkVisibility()).map(one => {
  const {width, height} = one.getBoundingClientRect();
  const extra = getComputedStyle(one, '::after');
  // A target may reach beyond what is drawn, by an overlay of its own.
  const more = extra.position === 'absolute' ? Math.max(0, -2 * parseFloat(extra.inset)) || 0 : 0;
  return [one.className, one.textContent, width + more, height + more];
}).filter(([, , width, height]) => width < 24 || height < 24)"""


def _visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(SEES_EXERCISES)


def test_pages_are_quiet_and_stay_at_home(open_page: OpenPage, site: str, paths: list[str]) -> None:
    """No page logs a fault, misses a file or asks another origin (see `open_page`); targets are large enough.

    Everything that can be pressed in an exercise is at least 24 by 24 pixels.
    """
    assert len(paths) >= 9
    small = {}
    # One page comes to rest while the next one is loaded.
    resting, loading = open_page(), open_page()
    for path in [*paths, "/"]:
        _visit(loading, site + path)
        resting.wait_for_load_state("networkidle")
        if found := resting.locator(CONTROLS).evaluate_all(SMALL):
            small[resting.url] = found
        resting, loading = loading, resting
    assert {} == small


def test_pages_are_narrow(open_page: OpenPage, site: str, paths: list[str]) -> None:
    """On the smallest phone no page scrolls sideways, whatever is open, and targets are large enough."""
    page = open_page(**{**PHONE, "viewport": {"width": NARROW, "height": 640}})
    too_wide, small = {}, {}
    for path in paths:
        _visit(page, site + path)
        if found := page.locator(CONTROLS).evaluate_all(SMALL):
            small[path] = found
        for state in ("as it comes", "with everything open"):
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW:
                too_wide[path, state] = width
            page.evaluate(
                """() => { for (const button of document.querySelectorAll('.keyproof .kp-button'))
                if (button.textContent === 'Show solution') button.click();
                for (const one of document.querySelectorAll('.keyproof details')) one.open = true; }"""
            )
    assert ({}, {}) == (too_wide, small)


def _search_index(folder: Path) -> list[dict[str, str]]:
    index = json.loads((folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    return list(index["docs"])


def _words(docs: Iterable[dict[str, str]]) -> str:
    return " ".join(html.unescape(doc["title"] + " " + doc["text"]) for doc in docs)


def test_search_finds_no_answers(site: str, site_folder: Path) -> None:
    """The search index holds stems, but no option, feedback, solution or payload."""
    assert site
    docs = _search_index(site_folder)
    course = [doc for doc in docs if doc["location"].startswith(("rnn-layer/", "#")) or not doc["location"]]
    # A lesson or a cheat sheet may well say what is an option elsewhere.
    prose = tuple(f"rnn-layer/{mode}/" for mode in ("learn", "why", "deep", "trace", "review", "metrics"))
    exercises = [doc for doc in course if not doc["location"].startswith(prose)]
    texts, everything = _words(exercises), _words(course)
    assert "You want the state after the last step" in texts
    options = [PACK, LOOP, "output[:, -1]", "output[:, :, -1]", "inputs.transpose(0, 1)", "nn.RNN(20, 10)"]
    solutions = [
        "The last step is the last index on the axis of time",
        "Final answer",
        "Quick check",
        "Proven:",
    ]
    hints = ["Which axis is time?", "Two sizes are named in the task"]
    feedback = ["That is the last sequence, with all its steps", "The sizes are not added up"]
    for secret in options:
        assert secret not in texts, secret
    for secret in (*solutions, *hints, *feedback, "data-payload", "keyproof-exercise"):
        assert secret not in everything, secret


def test_search_names_a_practice_question_once(site: str, site_folder: Path) -> None:
    """The practice set stands on several pages, and is found on its own."""
    assert site
    places = [doc["location"] for doc in _search_index(site_folder) if doc["title"] == "What the layer does"]
    assert ["rnn-layer/practice/#what-it-does"] == places


def test_source_shows_no_key(site: str, site_folder: Path, paths: list[str]) -> None:
    """A glance at the source of a page does not show which option is right, nor what the feedback says."""
    assert site
    marks = (
        "data-correct",
        "data-key",
        "data-right",
        "data-answer",
        "is-correct",
        "kp-correct",
        '"key"',
        "holds&quot;",
    )
    for path in paths:
        source = (site_folder / path.removeprefix("/") / "index.html") if path.endswith("/") else None
        text = (source or site_folder / path.removeprefix("/")).read_text(encoding="utf-8")
        assert [] == [mark for mark in marks if mark in text], path
        assert not re.search(r"<input[^>]* checked", text.split("<article")[-1]), path
        # What else writes about answers in clear, as the page of evidence does, holds no exercise.
        if "<keyproof-exercise" in text:
            feedback = {
                part for task in TASKS for answer in task.wrong for part in answer.says if len(part) > 40
            }
            assert set() == {part for part in feedback if part in text}, path


def test_right_option_does_not_come_first_everywhere(site: str, open_page: OpenPage) -> None:
    """In the order of the page source the right option is not always in one place."""
    page = open_page(java_script_enabled=False)
    places = set()
    for task in TASKS:
        if task.way in ("choose", "fill"):
            page.goto(site + task.path)
            root = page.locator(f'.keyproof[data-kp-id="{task.id}"]')
            shown = root.locator(".kp-text, .kp-bank li").all_inner_texts()
            places.add([text.strip() for text in shown].index(task.right.gives[0]))
    assert len(places) > 1


def test_not_found_page_works_without_exercises(page: Page, site: str) -> None:
    """The page for wrong addresses is a page like any other."""
    page.goto(site + "/404.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
