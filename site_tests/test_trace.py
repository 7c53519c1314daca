"""The numbers of a layer, filled in step by step; in a narrow window and without a script too.

In: the project of `modes_course`, built and served. Out: what is said, and which fields are marked.
"""

from __future__ import annotations

from axe import violations
from conftest import PHONE, OpenPage
from exercise import Exercise
from playwright.sync_api import Page, expect

RIGHT = ("0.8", "1.1", "0.664", "0.8005", "-2.668", "0.166", "-0.990", "0.165")


def _open(page: Page, modes: str) -> Exercise:
    page.goto(f"{modes}/own/practice/#numbers")
    exercise = Exercise(page, "numbers")
    expect(exercise.button("Check")).to_be_visible()
    return exercise


def _fill(exercise: Exercise, *numbers: str) -> None:
    for field, number in zip(exercise.field.all(), numbers, strict=False):
        field.fill(number)


def _marked(exercise: Exercise) -> list[str | None]:
    marked = exercise.root.locator("input[aria-invalid=true]")
    return [field.get_attribute("aria-label") for field in marked.all()]


def test_the_first_step_that_is_not_right(open_page: OpenPage, modes: str) -> None:
    """It is named with the slip that gives its numbers, its fields are marked, a reload changes nothing."""
    page = open_page(origin=modes)
    exercise = _open(page, modes)
    _fill(exercise, "0.8")
    exercise.button("Check").click()
    exercise.expect_said("Fill in every number first. No attempt was used.")
    _fill(exercise, "1.1", "0.7", *RIGHT[2:])
    page.keyboard.press("Enter")
    exercise.expect_said("Step 1 is the first that is not right: sum[0] sum[1].", "without b_hh.")
    assert ["Step 1, sum[0]", "Step 1, sum[1]"] == _marked(exercise)
    page.reload()
    expect(exercise.left).to_have_text("2 attempts left")
    expect(exercise.field.first).to_have_value("1.1")
    _fill(exercise, "0,8", *RIGHT[1:])
    exercise.button("Check").click()
    exercise.expect_said("Solved in 2 attempts", "nn.RNN gives these numbers too.")
    assert [] == _marked(exercise)
    exercise.expect_locked()


def test_without_a_script_and_in_a_narrow_window(open_page: OpenPage, modes: str) -> None:
    """Everything given and every part of the solution stands there; with a script nothing is too wide."""
    page = open_page(origin=modes, java_script_enabled=False)
    page.goto(f"{modes}/own/practice/")
    exercise = Exercise(page, "numbers")
    expect(exercise.root.get_by_text("[[0.5, -1], [0.25, 0.5]]")).to_be_visible()
    expect(exercise.field).to_have_count(8)
    exercise.solution.locator("summary").click()
    expect(exercise.solution.get_by_role("table")).to_contain_text("[0.664, 0.8005]")

    page = open_page(origin=modes, **{**PHONE, "viewport": {"width": 320, "height": 700}})
    exercise = _open(page, modes)
    exercise.button("Show solution").click()
    exercise.solution.locator("summary").click()
    assert 320 == page.evaluate("document.documentElement.scrollWidth")
    assert [] == violations(page, ".kp-trace")
