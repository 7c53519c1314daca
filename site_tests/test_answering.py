"""Every kind of exercise, answered wrong and then right, with every device.

In: the built site. Out: whether readers get through, and are told what their very answer did.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from answers import CHOICE, FILLS, ONE_BLANK, SHAPE, TASKS, Task
from conftest import OpenPage
from exercise import Exercise, start
from hands import DRAGGING_HANDS, HANDS, Hand, Keyboard, ready_to_drag
from playwright.sync_api import Page, expect

HANDS_OF = [pytest.param(hand, TASKS, id=name) for name, hand in HANDS.items()]
DRAGS = [pytest.param(hand, FILLS, id=f"{name}-drags") for name, hand in DRAGGING_HANDS.items()]


def wrong_then_right(hand: Hand, exercise: Exercise, task: Task) -> None:
    """Answer wrong, read what is said, answer right, and see the solution open."""
    expect(exercise.status).to_be_empty()
    hand.give(exercise, task, task.wrong[0])
    hand.press(exercise.button("Check"))
    exercise.expect_said("Not right yet", *task.wrong[0].says)
    expect(exercise.left).to_have_text("2 attempts left")
    expect(exercise.solution).to_be_hidden()

    hand.give(exercise, task, task.right)
    hand.press(exercise.button("Check"))
    exercise.expect_said("Solved in 2 attempts", *task.right.says)
    expect(exercise.status).not_to_contain_text("Not right yet")
    exercise.expect_locked()
    expect(exercise.left).to_be_empty()

    expect(exercise.final).to_be_hidden()
    hand.press(exercise.solution.locator("summary"))
    expect(exercise.final).to_contain_text(task.final)


@pytest.mark.parametrize(("hand", "tasks"), [*HANDS_OF, *DRAGS])
def test_wrong_then_right(hand: Hand, tasks: Sequence[Task], lend: OpenPage, site: str) -> None:
    """With any device one can answer wrong, read what the run of that answer did, and then answer right.

    One exercise after the other, as one works through a page; chips can be dragged onto blanks too, by mouse
    and by finger, and replace what was there.
    """
    page = lend(**hand.device)
    for task in sorted(tasks, key=lambda task: task.path):
        wrong_then_right(hand, start(page, site, task), task)


def test_drag_out(page: Page, site: str) -> None:
    """A chip that is dragged out of its blank leaves it empty, and one let go elsewhere fills nothing."""
    exercise = start(page, site, ONE_BLANK)
    hand = DRAGGING_HANDS["mouse"]
    hand.fill(exercise, 0, "30")
    expect(exercise.blanks).to_have_text("30")
    exercise.blanks.hover()
    page.mouse.down()
    ready_to_drag(page)
    page.mouse.move(5, 500, steps=4)
    page.mouse.up()
    expect(exercise.blanks).to_have_text("[1]")
    exercise.chip("30").hover()
    page.mouse.down()
    ready_to_drag(page)
    page.mouse.move(5, 500, steps=4)
    page.mouse.up()
    expect(exercise.blanks).to_have_text("[1]")


def test_delete_key_empties_a_blank(page: Page, site: str) -> None:
    """Delete and Backspace empty the blank that has the focus."""
    exercise = start(page, site, ONE_BLANK)
    hand = Keyboard()
    for key in ("Delete", "Backspace"):
        hand.fill(exercise, 0, "30")
        expect(exercise.blanks).to_have_accessible_name("Blank 1 of 1: 30")
        hand.go_to(exercise.blanks)
        page.keyboard.press(key)
        expect(exercise.blanks).to_have_accessible_name("Blank 1 of 1: empty")


@pytest.mark.parametrize("task", [CHOICE, SHAPE], ids=lambda task: task.id)
def test_enter_checks(task: Task, page: Page, site: str) -> None:
    """Enter in a text field or on an option checks the answer, as it does in a form."""
    exercise = start(page, site, task)
    hand = Keyboard()
    hand.give(exercise, task, task.wrong[0])
    page.keyboard.press("Enter")
    exercise.expect_said(*task.wrong[0].says)


@pytest.mark.parametrize("letters", ["sfpn/.,", "SFPN"])
def test_typing_is_no_shortcut(letters: str, page: Page, site: str) -> None:
    """The theme's single-letter shortcuts stay quiet while the reader is in an exercise."""
    exercise = start(page, site, ONE_BLANK)
    Keyboard().go_to(exercise.blanks)
    address = page.url
    for letter in letters:
        page.keyboard.press(letter)
        expect(exercise.blanks).to_be_focused()
    assert address == page.url


def test_live_region_announces(page: Page, site: str) -> None:
    """The live region is there before the answer, is never replaced, and is then filled with new text."""
    exercise = start(page, site, CHOICE)
    expect(exercise.status).to_have_count(1)
    region = exercise.status.element_handle()
    page.evaluate(
        """region => { window.announced = [];
        new MutationObserver(list => announced.push(...list.flatMap(({addedNodes}) => [...addedNodes])
          .map(node => node.textContent))).observe(region, {childList: true, subtree: true}); }""",
        region,
    )
    hand = HANDS["mouse"]
    hand.give(exercise, CHOICE, CHOICE.wrong[0])
    hand.press(exercise.button("Check"))
    exercise.expect_said(*CHOICE.wrong[0].says)
    announced = " ".join(page.evaluate("announced"))
    assert "Not right yet" in announced
    assert "IndexError" in announced
    assert "2 attempts left" in announced
    assert region.evaluate("region => region.isConnected")
