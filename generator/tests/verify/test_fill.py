"""Assignments of chips to blanks."""

from __future__ import annotations

from keyproof.exercise import Option
from keyproof.verdict import Outcome
from keyproof.verify.fill import bank, trials

from .factory import blank, exercise, option

PROGRAM = "rnn = nn.RNN(10, 20, num_layers=2, batch_first=True)"


def test_a_note_shows_only_in_the_blank_it_is_about() -> None:
    """`{blank=2}` keeps a note about `batch_first` away from `num_layers`."""
    notes = _notes(
        option("False", 20, note="Then time comes first.", blanks=(2,)), option("1", 21, note="Any.")
    )

    assert "Then time comes first." == notes["2,, False"]
    assert "" == notes["False, True"]
    assert "Any." == notes["1, True"] == notes["2,, 1"]


def test_a_note_is_not_shown_for_several_wrong_chips() -> None:
    """What a note says of one wrong chip need not be what two of them do together."""
    notes = _notes(option("False", 20, note="Then time comes first."), option("1", 21, note="Any."))

    assert ["", "", "", ""] == [notes[label] for label in ("1, 1", "False, False", "1, False", "True, 1")]


def test_a_chip_has_a_note_for_each_blank() -> None:
    """The same chip is wrong for another reason in another blank; a key may be such a chip."""
    notes = _notes(
        option("1", 20, note="No stack.", blanks=(1,)),
        option("1", 21, note="No bool.", blanks=(2,)),
        option("True", 22, note="No number.", blanks=(1,)),
    )

    assert {"1, True": "No stack.", "2,, 1": "No bool.", "True, True": "No number."} == {
        label: note for label, note in notes.items() if note
    }


def _notes(*options: Option) -> dict[str, str]:
    made = exercise(
        "fill",
        program=PROGRAM,
        blanks=(blank(PROGRAM, "2,", 10), blank(PROGRAM, "True", 10)),
        options=options,
    )
    outcomes = [Outcome(candidate="", state="refuted")] * len(bank(made)) ** 2
    return {trial.answer.label: trial.answer.note for trial in trials(made, outcomes)}
