"""`fill`: blanks inside a program and a bank of chips.

In: exercise and verdict. Out: an `Interaction` with the feedback of every assignment.
"""

from __future__ import annotations

from itertools import product

from keyproof.exercise import Exercise
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.markup import escape
from keyproof.render.order import page_order
from keyproof.render.phrase import Phrase, code, join, plain
from keyproof.render.words import feedback, quick_check
from keyproof.verdict import Verdict

SEVERAL = "More than one blank is not right yet."
"""Said of an answer with several wrong chips, which no note is about."""


def interaction(exercise: Exercise, verdict: Verdict) -> Interaction:
    """Lay out the bank and turn every assignment's outcome into words."""
    # The bank begins with the keys: in the author's order it would give them away, so it is
    # shuffled even where shuffling for each visit is off.
    order = page_order(exercise.id, len(verdict.bank))
    assignments = _assignments(order, blanks=len(exercise.blanks))
    indices = [_index(assignment, base=len(order)) for assignment in assignments]
    texts = told(exercise, verdict)
    keyed = next(place for place, index in enumerate(indices) if verdict.answers[index].keyed)
    places = {chip: place for place, chip in enumerate(order)}
    bank = tuple(verdict.bank[chip] for chip in order)
    return Interaction(
        input="bank",
        label="Fill in the blank" if len(exercise.blanks) == 1 else "Fill in the blanks",
        html=_bank(bank, blanks=len(exercise.blanks)),
        key=tuple(places[chip] for chip in assignments[keyed]),
        outcomes=tuple(texts[index] for index in indices),
        final=_final(exercise),
        quick=quick_check((a.outcome for a in verdict.answers if a.keyed), known=seen(exercise)),
        bank=bank,
        blanks=len(exercise.blanks),
    )


def told(exercise: Exercise, verdict: Verdict) -> tuple[Phrase, ...]:
    """Turn what every assignment did into words, in the verdict's order."""
    keys = tuple(blank.text for blank in exercise.blanks)
    # While the keys themselves are in doubt, nobody knows how many chips are wrong.
    proven = all(answer.keyed == (answer.outcome.state == "holds") for answer in verdict.answers)
    return tuple(
        feedback(
            answer.outcome,
            tone="answer",
            note=answer.note or (SEVERAL if proven and several else ""),
            known=seen(exercise),
        )
        for answer, several in zip(verdict.answers, _several(verdict.bank, keys), strict=True)
    )


def _several(bank: tuple[str, ...], keys: tuple[str, ...]) -> list[bool]:
    """Tell for each assignment, in the verdict's order, whether more than one chip is wrong."""
    tried = product(bank, repeat=len(keys))
    return [sum(chip != key for chip, key in zip(chips, keys, strict=True)) > 1 for chips in tried]


def _assignments(order: tuple[int, ...], *, blanks: int) -> list[tuple[int, ...]]:
    """List every assignment of chips to blanks in page order, the last blank fastest."""
    return list(product(order, repeat=blanks))


def _index(assignment: tuple[int, ...], *, base: int) -> int:
    """Find an assignment of chips among the verdict's answers."""
    index = 0
    for chip in assignment:
        index = index * base + chip
    return index


def _bank(bank: tuple[str, ...], *, blanks: int) -> str:
    chips = "".join(f"<li><code>{escape(chip)}</code></li>" for chip in bank)
    # With a script the widget says here how a blank is filled.
    ask = f'<p class="kp-ask">Options for the {"blanks" if blanks > 1 else "blank"}</p>'
    return f'{ask}<ul class="kp-bank" aria-label="Options">{chips}</ul>'


def _final(exercise: Exercise) -> Phrase:
    if len(exercise.blanks) == 1:
        return code(exercise.blanks[0].text)
    parts: list[Phrase] = []
    for number, blank in enumerate(exercise.blanks, start=1):
        parts += [plain(f"{', ' if number > 1 else ''}[{number}] "), code(blank.text)]
    return join(parts)
