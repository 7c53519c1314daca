"""The site without JavaScript: a workbook to read, with the solutions at hand.

In: the built site and a browser that runs no script. Out: whether everything is there and nothing is dead.
"""

from __future__ import annotations

import pytest
from answers import FILLS, TASKS, TWO_BLANKS, Task
from conftest import OpenPage
from exercise import Exercise
from playwright.sync_api import Page, expect


@pytest.fixture(name="plain")
def _plain(open_page: OpenPage) -> Page:
    return open_page(java_script_enabled=False)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_everything_is_there(task: Task, plain: Page, site: str) -> None:
    """Heading, program, options, hints, solution and final answer can all be read."""
    plain.goto(site + task.path)
    exercise = Exercise(plain, task.id)
    expect(exercise.root.get_by_role("heading").first).to_be_visible()
    for answer in (*task.wrong, task.right):
        if task.way in ("choose", "tick"):
            for text in answer.gives:
                expect(exercise.option(text)).to_be_visible()
        elif task.way == "fill":
            for text in answer.gives:
                expect(
                    exercise.root.get_by_role("list", name="Options").get_by_text(text, exact=True)
                ).to_be_visible()
    if task.way == "fill":
        expect(exercise.root.locator(".kp-program")).to_be_visible()
        expect(exercise.root.locator(".kp-program .kp-blank").first).to_have_text("[1]")
    for details in (*exercise.hints.all(), exercise.solution):
        expect(details.locator(":scope > :not(summary)").first).to_be_hidden()
        details.locator("summary").click()
        expect(details.locator(":scope > :not(summary)").first).to_be_visible()
    expect(exercise.final).to_be_visible()
    expect(exercise.final).to_contain_text(task.final)


def test_nothing_is_dead(plain: Page, site: str, paths: list[str]) -> None:
    """There is no button that does nothing, no empty box, no pager, and no hidden question."""
    for path in paths:
        plain.goto(site + path)
        assert 0 == plain.locator(".keyproof, .keyproof-set").get_by_role("button").count(), path
        hidden = [
            one.get_attribute("data-kp-id") for one in plain.locator(".keyproof").all() if one.is_hidden()
        ]
        assert [] == hidden, path
        for empty in plain.locator("keyproof-exercise, .kp-pager, keyproof-set").all():
            box = empty.bounding_box()
            assert box is None or box["height"] < 1, path


def test_blanks_are_numbered(plain: Page, site: str) -> None:
    """Blanks are numbered, so that they can be filled on paper, and the final answer names their numbers."""
    plain.goto(site + TWO_BLANKS.path)
    for task in FILLS:
        exercise = Exercise(plain, task.id)
        blanks = exercise.root.locator(".kp-program .kp-blank")
        expect(blanks).to_have_text([f"[{place + 1}]" for place in range(len(task.right.gives))])
