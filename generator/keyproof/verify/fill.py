"""`fill`: every assignment of the bank's chips to the blanks is a candidate.

In: an exercise with a solved program and blanks. Out: its runs, and each answer with its place.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from keyproof.exercise import Code, Exercise, Option
from keyproof.verdict import Answer, Outcome
from keyproof.verify.job import Candidate
from keyproof.verify.plan import Plan, Trial, plain, step, steps


def plan(exercise: Exercise) -> Plan | None:
    """Form the candidates, in the order of `itertools.product`: the last blank changes fastest."""
    program, check = exercise.program, exercise.check
    if not program or not check or not exercise.blanks:
        return None
    return Plan(
        answers=tuple(
            Candidate(
                name=", ".join(chips),
                steps=(step("program", _filled(exercise, program, chips)), step("check", check)),
            )
            for chips in _assignments(exercise)
        ),
        without=Candidate(name="", steps=steps(("check", check))),
    )


def trials(exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Trial, ...]:
    """Join each assignment with its outcome and with the place of its first wrong chip."""
    keys = tuple(blank.text for blank in exercise.blanks)
    suspect = _suspect(exercise, keys, outcomes)
    found: list[Trial] = []
    for chips, outcome in zip(_assignments(exercise), outcomes, strict=True):
        wrong = _differing(chips, keys)
        listed = (_listed(exercise, chips[index], index) for index in wrong)
        option = next(filter(None, listed), None)
        # What a note says of one wrong chip is not true of what two of them do together.
        about = option if option and len(wrong) == 1 and _is_about(option, wrong[0]) else None
        note = about.note if about else ""
        found.append(
            Trial(
                answer=Answer(label=", ".join(chips), outcome=outcome, keyed=not wrong, note=note),
                place=option.place if option else exercise.blanks[(wrong or [suspect])[0]].place,
                raises=option.raises if option else "",
                distance=len(wrong),
                listed=option is not None,
            )
        )
    return tuple(found)


def bank(exercise: Exercise) -> tuple[str, ...]:
    """Give the chips: keys in the order of the blanks, then distractors, each once."""
    chips = [blank.text for blank in exercise.blanks] + [plain(option) for option in exercise.options]
    return tuple(dict.fromkeys(chips))


def _assignments(exercise: Exercise) -> Iterator[tuple[str, ...]]:
    return itertools.product(bank(exercise), repeat=len(exercise.blanks))


def _listed(exercise: Exercise, chip: str, index: int) -> Option | None:
    """Find the bullet of a chip in a blank: the one about that blank, else the chip's first one."""
    bullets = [option for option in exercise.options if plain(option) == chip]
    about = [option for option in bullets if _is_about(option, index)]
    if about or all(chip != blank.text for blank in exercise.blanks):
        return next(iter(about or bullets), None)
    return None


def _is_about(option: Option, index: int) -> bool:
    return not option.blanks or index + 1 in option.blanks


def _filled(exercise: Exercise, program: Code, chips: Sequence[str]) -> Code:
    source = program.source
    pairs = sorted(zip(exercise.blanks, chips, strict=True), key=lambda pair: pair[0].start, reverse=True)
    for blank, chip in pairs:
        source = source[: blank.start] + chip + source[blank.end :]
    return Code(source=source, place=program.place)


def _differing(chips: Sequence[str], keys: Sequence[str]) -> list[int]:
    return [index for index, (chip, key) in enumerate(zip(chips, keys, strict=True)) if chip != key]


def _suspect(exercise: Exercise, keys: Sequence[str], outcomes: Sequence[Outcome]) -> int:
    """Guess the blank whose key is wrong, if one is: where the nearest assignment that holds differs."""
    tried = zip(_assignments(exercise), outcomes, strict=True)
    holding = [_differing(chips, keys) for chips, outcome in tried if outcome.state == "holds"]
    return (min(holding, key=len, default=[]) or [0])[0]
