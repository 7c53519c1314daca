"""What a form cannot hold, said for each question: nothing goes without a word.

In: a question and what a form knows. Out: `Note`s.
"""

from __future__ import annotations

from dataclasses import dataclass

from keyproof.exchange.html import lost
from keyproof.exchange.question import Note, Question

USUAL_ATTEMPTS = 3


@dataclass(slots=True)
class Losses:
    """Notes on one question while it is written."""

    question: Question
    """The question."""

    form: str
    """What the form is called."""

    notes: list[Note]
    """Notes on all questions so far."""

    def left_out(self, what: str, because: str) -> None:
        """Say that a part does not come along."""
        self._note(f"left out: {what}, because {because}")

    def changed(self, what: str, because: str) -> None:
        """Say that a part comes along as something else."""
        self._note(f"changed: {what}, because {because}")

    def usual(self, *, conducts: bool = False) -> None:
        """Note what most forms have no place for: pictures, countdowns, a number of attempts."""
        for name in lost(self.question):
            self.left_out(name, f"{self.form} gets text only")
        if self.question.countdown and not conducts:
            seconds = self.question.countdown
            self.left_out(f"countdown={seconds}", f"{self.form} has no time for a single question")
        if self.question.attempts not in (0, USUAL_ATTEMPTS) and not conducts:
            self.left_out(
                f"attempts={self.question.attempts}", f"{self.form} does not count them for one question"
            )

    def _note(self, said: str) -> None:
        self.notes.append(Note(place=self.question.place, about=self.question.id, said=said))
