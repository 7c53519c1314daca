"""Pieces of a program, put in order by every hand; in a test too, without a script, and in a narrow window.

In: the project of `modes_course`, built and served. Out: where the pieces stand, and what is said.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe import violations
from conftest import PHONE, OpenPage
from exercise import Exercise
from hands import ready_to_drag
from playwright.sync_api import Locator, Page, expect

FIRST, SECOND, THIRD = "first = 1", "second = first + 1", "third = second + 1"
RIGHT = (FIRST, SECOND, THIRD)


def _open(page: Page, modes: str, *, path: str = "practice", name: str = "lines") -> Exercise:
    page.goto(f"{modes}/own/{path}/")
    exercise = Exercise(page, name)
    if path == "practice":
        expect(exercise.button("Check")).to_be_visible()
    return exercise


def _rows(exercise: Exercise) -> Locator:
    return exercise.root.get_by_role("list", name="Pieces of the program").get_by_role("listitem")


def _row(exercise: Exercise, line: str) -> Locator:
    return _rows(exercise).filter(has_text=line)


def _places(exercise: Exercise) -> list[int]:
    """Where each line of the right order stands."""
    texts = _rows(exercise).all_inner_texts()
    return [next(place for place, text in enumerate(texts) if line in text) for line in RIGHT]


def _click(exercise: Exercise, line: str, to: int) -> None:
    while (place := _places(exercise)[RIGHT.index(line)]) != to:
        _row(exercise, line).get_by_role("button", name="Move up" if place > to else "Move down").click()


def _press(exercise: Exercise, line: str, to: int) -> None:
    _row(exercise, line).get_by_role("button", name="Move up").focus()
    while (place := _places(exercise)[RIGHT.index(line)]) != to:
        exercise.page.keyboard.press("ArrowUp" if place > to else "ArrowDown")
        # Whoever moves a piece on has not to look for it again.
        expect(_row(exercise, line).get_by_role("button", name="Move up")).to_be_focused()


def _drag(exercise: Exercise, line: str, to: int) -> None:
    # By the letter: that is where a finger drags too.
    start, end = (
        one.locator(".kp-letter").bounding_box() for one in (_row(exercise, line), _rows(exercise).nth(to))
    )
    assert start and end
    mouse = exercise.page.mouse
    mouse.move(start["x"] + 5, start["y"] + start["height"] / 2)
    mouse.down()
    ready_to_drag(exercise.page)
    mouse.move(end["x"] + 5, end["y"] + end["height"] / 2, steps=5)
    mouse.up()


@pytest.mark.parametrize("move", [_click, _press, _drag])
def test_pieces_are_moved(
    move: Callable[[Exercise, str, int], None], open_page: OpenPage, modes: str
) -> None:
    """Each hand brings them into a right order, however they stood; and that is what is graded."""
    exercise = _open(open_page(origin=modes), modes)
    for place, line in enumerate(RIGHT):
        move(exercise, line, place)
    assert [0, 1, 2] == _places(exercise)
    expect(exercise.root.locator(".kp-unseen[aria-live]")).to_contain_text("now in place")
    exercise.button("Check").click()
    exercise.expect_said("Solved at the first attempt", "third == 3 holds.")
    expect(_rows(exercise).get_by_role("button").first).to_be_disabled()


def test_a_wrong_order_is_told_what_it_did(open_page: OpenPage, modes: str) -> None:
    """Nothing moved costs nothing; a wrong order is told what failed and why, and is there after a reload."""
    page = open_page(origin=modes)
    exercise = _open(page, modes)
    exercise.button("Check").click()
    exercise.expect_said("Move a piece first. No attempt was used.")
    _click(exercise, SECOND, 0)
    _click(exercise, FIRST, 1)
    exercise.button("Check").click()
    exercise.expect_said(
        "NameError: name 'first' is not defined", "first is made only by first = 1, which comes later."
    )
    expect(exercise.left).to_have_text("2 attempts left")
    page.reload()
    expect(exercise.button("Check")).to_be_visible()
    assert [1, 0, 2] == _places(exercise)
    exercise.button("Show solution").click()
    expect(exercise.button("Try again")).to_be_visible()
    assert [0, 1, 2] == _places(exercise)
    exercise.button("Try again").click()
    expect(exercise.button("Check")).to_be_visible()
    assert [0, 1, 2] != _places(exercise)


def test_in_a_test(open_page: OpenPage, modes: str) -> None:
    """It is asked without feedback, its answer is kept, and it counts at the end."""
    page = open_page(origin=modes)
    exercise = _open(page, modes, path="test", name="asked")
    page.get_by_role("button", name="Start the test").click()
    expect(exercise.root).to_be_visible()
    for place, line in enumerate(RIGHT):
        _click(exercise, line, place)
    page.reload()
    expect(exercise.root).to_be_visible()
    assert [0, 1, 2] == _places(exercise)
    page.get_by_role("button", name="End the test").first.click()
    expect(page.get_by_role("heading", name="1 of 1 right")).to_be_visible()


def test_without_a_script_and_in_a_narrow_window(open_page: OpenPage, modes: str) -> None:
    """The pieces stand there with what is asked and the solution; with a script nothing is too wide."""
    page = open_page(origin=modes, java_script_enabled=False)
    page.goto(f"{modes}/own/practice/")
    exercise = Exercise(page, "lines")
    expect(_rows(exercise)).to_have_count(3)
    expect(exercise.root.get_by_text("In which order does it run and pass its check?")).to_be_visible()
    exercise.solution.locator("summary").click()
    expect(exercise.solution.locator("pre")).to_contain_text(THIRD)

    page = open_page(origin=modes, **{**PHONE, "viewport": {"width": 320, "height": 700}})
    exercise = _open(page, modes)
    assert 320 == page.evaluate("document.documentElement.scrollWidth")
    assert [] == violations(page, ".kp-order")
