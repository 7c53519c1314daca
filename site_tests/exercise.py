"""One exercise on a page, as a reader finds it: by what it shows.

In: a page and the id of an exercise. Out: its parts, as Playwright locators.
"""

from __future__ import annotations

import re

from answers import Task
from playwright.sync_api import Locator, Page, expect


class Exercise:
    """Parts of one exercise. Nothing is cached: each is looked up when it is used."""

    def __init__(self, page: Page, id_: str) -> None:
        self.page = page
        self.root = page.locator(f'.keyproof[data-kp-id="{id_}"]')
        self.status = self.root.get_by_role("status")
        self.field = self.root.get_by_role("textbox")
        self.options = self.root.locator(".kp-option")
        self.blanks = self.root.get_by_role("button", name="Blank ")
        self.chips = self.root.get_by_role("list", name="Options").get_by_role("button")
        self.hints = self.root.locator("details.kp-hint")
        self.solution = self.root.locator("details.kp-solution")
        self.final = self.root.locator(".kp-final")
        self.left = self.root.locator(".kp-left")

    def button(self, name: str) -> Locator:
        """The button with exactly this name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def chip(self, text: str) -> Locator:
        """The chip that shows exactly this code, whatever marks it carries."""
        return self.chips.filter(has=self.page.get_by_text(text, exact=True))

    def option(self, text: str) -> Locator:
        """The whole row of the option with exactly this text."""
        whole = re.compile(rf"^\s*{re.escape(text)}\s*$")
        return self.options.filter(has=self.page.locator(".kp-text").filter(has_text=whole))

    def control(self, text: str) -> Locator:
        """The radio button or checkbox of an option."""
        return self.option(text).locator("input")

    def expect_said(self, *parts: str) -> None:
        """The live region says all of this."""
        for part in parts:
            expect(self.status).to_contain_text(part)

    def expect_locked(self) -> None:
        """Nothing can be answered any more."""
        expect(self.button("Check")).to_be_hidden()
        for part in [*self.chips.all(), *self.blanks.all(), *self.options.locator("input").all()]:
            expect(part).to_be_disabled()
        for field in self.field.all():
            expect(field).not_to_be_editable()


def start(page: Page, site: str, task: Task) -> Exercise:
    """Go to the page of a task, right to the exercise, and wait until it can be answered."""
    page.goto(f"{site}{task.path}#{task.id}")
    exercise = Exercise(page, task.id)
    expect(exercise.button("Check")).to_be_visible()
    return exercise
