"""A program of a page, as its reader uses it.

In: the element beneath the program. Out: its buttons, its editor, and what is told of a run.
"""

from __future__ import annotations

from playwright.sync_api import Locator, expect


class Program:
    """One program of a page, as its reader uses it."""

    def __init__(self, place: Locator) -> None:
        self.place = place
        self.page = place.page
        self.output = place.get_by_role("group", name="Output")
        self.status = place.locator(".kp-run-status")
        self.editor = place.get_by_role("textbox", name="Program")
        self.label = place.get_by_text("Edited: not verified")

    def button(self, name: str) -> Locator:
        return self.place.get_by_role("button", name=name, exact=True)

    def run(self, ends: str) -> None:
        """Press Run, and wait for what is said at the end."""
        self.button("Run").click()
        expect(self.status).to_contain_text(ends)

    def write(self, source: str) -> None:
        """Put another program into the editor."""
        if not self.editor.is_visible():
            self.button("Edit").click()
            expect(self.editor).to_be_focused()
        self.editor.focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)
