"""Ways to use an exercise: mouse, dragging, finger, dragging finger, keyboard.

In: an exercise and an answer by its visible text. Out: the same as a reader's hands would do.
Each hand keeps to its own device: the keyboard never clicks, the finger never hovers.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from answers import Answer, Task
from conftest import PHONE
from exercise import Exercise
from playwright.sync_api import CDPSession, Locator, Page, expect


class Hand(ABC):
    """A device and how answers are given with it."""

    device: ClassVar[dict[str, Any]] = {}
    """Options of the browser context that has this device."""

    def give(self, exercise: Exercise, task: Task, answer: Answer) -> None:
        """Put an answer in, whatever stood there before."""
        if task.way == "type":
            self.type(exercise, answer.gives[0])
        elif task.way == "fill":
            for blank, chip in enumerate(answer.gives):
                self.fill(exercise, blank, chip)
        elif task.way == "choose":
            self.choose(exercise, answer.gives[0])
        else:
            self._tick(exercise, answer)

    def _tick(self, exercise: Exercise, answer: Answer) -> None:
        wanted = [exercise.control(text).get_attribute("value") for text in answer.gives]
        for box in exercise.options.locator("input").all():
            if box.is_checked() != (box.get_attribute("value") in wanted):
                self.press(box)

    def choose(self, exercise: Exercise, text: str) -> None:
        """Choose one of several options."""
        self.press(exercise.option(text))

    @abstractmethod
    def press(self, target: Locator) -> None:
        """Activate a button, a box or an option."""

    @abstractmethod
    def fill(self, exercise: Exercise, blank: int, chip: str) -> None:
        """Put a chip into a blank."""

    @abstractmethod
    def type(self, exercise: Exercise, text: str) -> None:
        """Replace the text of the field."""


class Mouse(Hand):
    """Clicks: first the blank, then the chip."""

    def press(self, target: Locator) -> None:
        target.click()

    def fill(self, exercise: Exercise, blank: int, chip: str) -> None:
        exercise.blanks.nth(blank).click()
        exercise.chip(chip).click()

    def type(self, exercise: Exercise, text: str) -> None:
        exercise.field.click(click_count=3)
        exercise.page.keyboard.type(text)


class MouseDrag(Mouse):
    """Chips are dragged onto blanks."""

    def fill(self, exercise: Exercise, blank: int, chip: str) -> None:
        mouse = exercise.page.mouse
        (x, y), (to_x, to_y) = _way(exercise.chip(chip), exercise.blanks.nth(blank))
        mouse.move(x, y)
        mouse.down()
        ready_to_drag(exercise.page)
        mouse.move(to_x, to_y, steps=5)
        mouse.up()


class Finger(Hand):
    """Taps on a phone."""

    device = PHONE

    def press(self, target: Locator) -> None:
        target.tap()

    def fill(self, exercise: Exercise, blank: int, chip: str) -> None:
        exercise.blanks.nth(blank).tap()
        exercise.chip(chip).tap()

    def type(self, exercise: Exercise, text: str) -> None:
        exercise.field.tap()
        exercise.page.keyboard.press("ControlOrMeta+a")
        exercise.page.keyboard.type(text)


class FingerDrag(Finger):
    """Chips are dragged by finger, through the touch events that a phone would send."""

    def fill(self, exercise: Exercise, blank: int, chip: str) -> None:
        (x, y), (to_x, to_y) = _way(exercise.chip(chip), exercise.blanks.nth(blank))
        session = exercise.page.context.new_cdp_session(exercise.page)
        # Dated over a second: Chromium drops a tap that follows a fast drag at once, as no hand could.
        start = time.time() - 1
        _touch(session, "touchStart", [(x, y)], start)
        ready_to_drag(exercise.page)
        for share in (0.2, 0.4, 0.6, 0.8, 1):
            middle = (x + (to_x - x) * share, y + (to_y - y) * share)
            _touch(session, "touchMove", [middle], start + share / 2)
        _touch(session, "touchEnd", [], start + 0.9)
        session.detach()


class Keyboard(Hand):
    """Tab, arrows, Enter and Space; nothing is clicked, and nothing is focused by script."""

    def press(self, target: Locator) -> None:
        self.go_to(target)
        target.page.keyboard.press("Space")

    def choose(self, exercise: Exercise, text: str) -> None:
        """Radio buttons are one stop for Tab; the arrows move in them and choose."""
        wanted = exercise.control(text)
        keyboard = exercise.page.keyboard
        current = exercise.options.locator("input:checked")
        if current.count():
            self.go_to(current)
        else:
            self.go_to(exercise.options.locator("input").first)
            keyboard.press("Space")
        for _ in range(exercise.options.count()):
            if wanted.is_checked():
                return
            keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()

    def fill(self, exercise: Exercise, blank: int, chip: str) -> None:
        self.go_to(exercise.blanks.nth(blank))
        exercise.page.keyboard.press("Enter")
        self.go_to(exercise.chip(chip))
        exercise.page.keyboard.press("Enter")

    def type(self, exercise: Exercise, text: str) -> None:
        self.go_to(exercise.field)
        exercise.page.keyboard.press("ControlOrMeta+a")
        exercise.page.keyboard.type(text)

    def go_to(self, target: Locator) -> None:
        """Press Tab, or Shift+Tab, until the target has the focus."""
        key = "Tab" if target.evaluate(_IS_AHEAD) else "Shift+Tab"
        for _ in range(200):
            if target.evaluate("target => target === document.activeElement"):
                return
            target.page.keyboard.press(key)
        raise AssertionError(f"{key} does not reach {target}")


_IS_AHEAD = """target => {
  const place = document.activeElement.compareDocumentPosition(target);
  return Boolean(place & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
}"""


def ready_to_drag(page: Page) -> None:
    """Wait, with the pointer down, for the part of the script that follows it; a hand moves on meanwhile."""
    page.wait_for_function(
        """() => document.adoptedStyleSheets.some((sheet) =>
        [...sheet.cssRules].some((rule) => rule.cssText.includes('kp-ghost')))"""
    )


def _touch(session: CDPSession, kind: str, points: list[tuple[float, float]], when: float) -> None:
    touches = [{"x": x, "y": y} for x, y in points]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches, "timestamp": when})


def _way(start: Locator, end: Locator) -> tuple[tuple[float, float], tuple[float, float]]:
    """Bring both into view, and tell their middles."""
    # Only a program scrolls sideways, so this shows a blank at the end of a long line.
    end.evaluate("end => end.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})")
    start.scroll_into_view_if_needed()
    boxes = [start.bounding_box(), end.bounding_box()]
    height = start.page.evaluate("innerHeight")
    middles = []
    for box in boxes:
        assert box is not None
        middles.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
        assert 0 < middles[-1][1] < height, "the way of a drag lies on one screen"
    return middles[0], middles[1]


HANDS: dict[str, Hand] = {
    "mouse": Mouse(),
    "finger": Finger(),
    "keyboard": Keyboard(),
}
DRAGGING_HANDS: dict[str, Hand] = {"mouse": MouseDrag(), "finger": FingerDrag()}
