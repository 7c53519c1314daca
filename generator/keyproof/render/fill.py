"""`fill`: blanks inside a program and a bank of chips.

In: exercise and verdict. Out: an `Interaction` with the feedback of every assignment.
"""

from __future__ import annotations

from functools import reduce
from itertools import product

from keyproof.exercise import Exercise
from keyproof.render.catalogue import Words
from keyproof.render.interaction import Interaction
from keyproof.render.known import seen
from keyproof.render.markup import escape
from keyproof.render.phrase import Phrase, code, join, plain
from keyproof.render.shuffled import page_order
from keyproof.render.words import feedback, quick_check
from keyproof.verdict import Verdict


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Lay out the bank and turn every assignment's outcome into words."""
    # The bank begins with the keys: in the author's order it would give them away, so it is
    # shuffled even where shuffling for each visit is off.
    order = page_order(exercise.id, len(verdict.bank))
    assignments = _assignments(order, blanks=len(exercise.blanks))
    indices = [_index(assignment, base=len(order)) for assignment in assignments]
    texts = told(exercise, verdict, words)
    keyed = next(place for place, index in enumerate(indices) if verdict.answers[index].keyed)
    places = {chip: place for place, chip in enumerate(order)}
    bank = tuple(verdict.bank[chip] for chip in order)
    return Interaction(
        input="bank",
        label=words.text("fill-one" if len(exercise.blanks) == 1 else "fill-many"),
        html=_bank(bank, blanks=len(exercise.blanks), words=words),
        key=tuple(places[chip] for chip in assignments[keyed]),
        outcomes=tuple(texts[index] for index in indices),
        final=_final(exercise, words),
        quick=quick_check((a.outcome for a in verdict.answers if a.keyed), known=seen(exercise), words=words),
        bank=bank,
        blanks=len(exercise.blanks),
    )


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Turn what every assignment did into words, in the verdict's order."""
    keys = tuple(blank.text for blank in exercise.blanks)
    # While the keys themselves are in doubt, nobody knows how many chips are wrong.
    proven = all(answer.keyed == (answer.outcome.state == "holds") for answer in verdict.answers)
    # A note is about one wrong chip; of several wrong ones none is.
    note = words.text("several-blanks") if proven else ""
    return tuple(
        feedback(
            answer.outcome,
            tone="answer",
            note=answer.note or (note if several else ""),
            known=seen(exercise),
            words=words,
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


def _bank(bank: tuple[str, ...], *, blanks: int, words: Words) -> str:
    chips = "".join(f"<li><code>{escape(chip)}</code></li>" for chip in bank)
    # With a script the widget says here how a blank is filled.
    ask = escape(words.text("options-many" if blanks > 1 else "options-one"))
    name = escape(words.text("options"))
    return f'<p class="kp-ask">{ask}</p><ul class="kp-bank" aria-label="{name}">{chips}</ul>'


def _final(exercise: Exercise, words: Words) -> Phrase:
    if len(exercise.blanks) == 1:
        return code(exercise.blanks[0].text)
    parts = [
        join([plain(f"[{number}] "), code(blank.text)])
        for number, blank in enumerate(exercise.blanks, start=1)
    ]
    return reduce(lambda one, other: words.phrase("list-comma", first=one, next=other), parts or [()])
