"""Assignments of chips to blanks."""

from __future__ import annotations

from keyproof.verdict import Outcome
from keyproof.verify.fill import trials

from .factory import blank, exercise, option

PROGRAM = "rnn = nn.RNN(10, 20, num_layers=2, batch_first=True)"


def test_a_note_shows_only_in_the_blank_it_is_about() -> None:
    """`{blank=2}` keeps a note about `batch_first` away from `num_layers`."""
    made = exercise(
        "fill",
        program=PROGRAM,
        blanks=(blank(PROGRAM, "2,", 10), blank(PROGRAM, "True", 10)),
        options=(option("False", 20, note="Then time comes first.", blank=2), option("1", 21, note="Any.")),
    )
    chips = ["2,", "True", "False", "1"]
    outcomes = [Outcome(candidate="", state="refuted")] * len(chips) ** 2

    notes = {trial.answer.label: trial.answer.note for trial in trials(made, outcomes)}

    assert "Then time comes first." == notes["2,, False"]
    assert "" == notes["False, True"]
    assert "Any." == notes["1, True"] == notes["2,, 1"]
