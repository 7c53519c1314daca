"""Rules of WCAG 2.2 AA that a machine can check, on each sort of page, in light and dark.

In: the built site and axe-core. Out: violations in our part of the page; the theme's frame is not ours.
"""

from __future__ import annotations

from typing import Any

import pytest
from answers import CHOICE, LEARN, NUMBER, ONE_BLANK, PRACTICE, SEVERAL, TRY, TWO_BLANKS
from conftest import ROOT, OpenPage
from exercise import Exercise, start
from hands import HANDS
from playwright.sync_api import Page, expect

AXE = ROOT / "generator" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["/", "/study/", "/author/", "/as-published/", "/rnn-layer/", LEARN, TRY, PRACTICE]


def _violations(page: Page, part: str = ".md-content") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    # A colour that is still fading in would be measured half way.
    page.evaluate(
        """for (const one of document.getAnimations())
        if (one.effect.getComputedTiming().iterations !== Infinity) one.finish()"""
    )
    found: dict[str, Any] = page.evaluate(
        """([part, rules]) => axe.run(part, {runOnly: rules, resultTypes: ['violations'],
        // The theme makes a landmark of each of its copy buttons.
        rules: {'landmark-unique': {enabled: false}}})""",
        [part, RULES],
    )
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_as_they_come(path: str, scheme: str, open_page: OpenPage, site: str) -> None:
    """Every sort of page keeps the rules in both colour schemes, with everything that can be opened open."""
    page = open_page(color_scheme=scheme)
    page.goto(site + path)
    page.wait_for_function(
        "[...document.querySelectorAll('keyproof-exercise')].every(one => one.childElementCount)"
    )
    page.evaluate("for (const one of document.querySelectorAll('.keyproof details')) one.open = true")
    assert [] == _violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_exercises_in_use(scheme: str, open_page: OpenPage, site: str) -> None:
    """Wrong, used up with all answers listed, and solved: the rules hold in every state of every kind."""
    page = open_page(color_scheme=scheme)
    hand = HANDS["mouse"]
    for task in (ONE_BLANK, TWO_BLANKS, CHOICE, SEVERAL, NUMBER):
        exercise = start(page, site, task)
        part = f'[data-kp-id="{task.id}"]'
        for place, answer in enumerate(task.wrong):
            hand.give(exercise, task, answer)
            exercise.button("Check").click()
            exercise.expect_said(*answer.says)
            if place == 0:
                assert [] == _violations(page, part), f"{task.id}: wrong"
        exercise.root.get_by_text("Show all answers").click()
        assert [] == _violations(page, part), f"{task.id}: used up"
        exercise.button("Try again").click()
        hand.give(exercise, task, task.right)
        exercise.button("Check").click()
        exercise.expect_said(*task.right.says)
        assert [] == _violations(page, part), f"{task.id}: solved"


def test_in_a_narrow_window(open_page: OpenPage, site: str) -> None:
    """The rules hold where the window is narrow or the text is enlarged, and parts stand elsewhere."""
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(site + TRY)
    expect(Exercise(page, ONE_BLANK.id).button("Check")).to_be_visible()
    assert [] == _violations(page)
