"""axe-core, let loose on a part of a page.

In: a page. Out: what breaks a rule of WCAG 2.2 AA that a machine can check.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from conftest import ROOT
from playwright.sync_api import Page

AXE = ROOT / "generator" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, part: str = ".md-content") -> list[str]:
    """Tell what breaks a rule in a part of the page, in the light colours and in the dark ones."""
    if not page.evaluate("'axe' in window"):
        # Not as an element: the site's policy forbids scripts that were not written by its build.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = _run(page, part, RULES)
    light = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    dye = "scheme => document.body.setAttribute('data-md-color-scheme', scheme)"
    page.evaluate(dye, "slate")
    found += _run(page, part, ["color-contrast"])
    page.evaluate(dye, light)
    return found


def _run(page: Page, part: str, rules: Sequence[str]) -> list[str]:
    # A colour that is still fading in would be measured half way.
    page.evaluate(
        """for (const one of document.getAnimations())
        if (one.effect.getComputedTiming().iterations !== Infinity) one.finish()"""
    )
    found: dict[str, Any] = page.evaluate(
        """([part, rules]) => axe.run(part, {runOnly: rules, resultTypes: ['violations'],
        // The theme makes a landmark of each of its copy buttons.
        rules: {'landmark-unique': {enabled: false}}})""",
        [part, rules],
    )
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
