"""What runs gave, put into the places of prose where it is shown.

In: a course as it was read, verdicts, and what was computed for its pages. Out: the course with filled slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from keyproof.course import Block, Course, ExerciseSet, SourcePage
from keyproof.exercise import Exercise, Prose
from keyproof.finding import Place
from keyproof.program import NOTHING, Offers, programs_of_page
from keyproof.render.catalogue import Words
from keyproof.render.run import run_place
from keyproof.render.shown import shown
from keyproof.statement import Computed
from keyproof.verdict import Verdict

Fills = Mapping[Place, str]
"""What readers are shown in each place."""


def filled(
    course: Course,
    verdicts: Mapping[str, Verdict],
    computed: Iterable[Computed],
    words: Words,
    *,
    offers: Offers = NOTHING,
) -> Course:
    """Fill the slots of every page; one for which nothing was computed shows what its author wrote."""
    programs = {slot: program for page in course.pages for slot, program in programs_of_page(page)}
    every = [*computed, *(one for verdict in verdicts.values() for one in verdict.computed)]
    fills = {
        one.slot: shown(one, words, run=run_place(programs.get(one.slot), offers)) for one in every
    }
    return replace(course, pages=tuple(_page(page, fills) for page in course.pages)) if fills else course


def _page(page: SourcePage, fills: Fills) -> SourcePage:
    blocks = tuple(_block(block, fills) for block in page.blocks)
    # What has no slot stays the very object that it was: others remember what they made of it.
    same = all(new is old for new, old in zip(blocks, page.blocks, strict=True))
    return page if same else replace(page, blocks=blocks)


def _block(block: Block, fills: Fills) -> Block:
    if isinstance(block, Prose):
        return _prose(block, fills)
    if isinstance(block, Exercise):
        return _exercise(block, fills)
    return _set(block, fills) if isinstance(block, ExerciseSet) else block


def _set(block: ExerciseSet, fills: Fills) -> ExerciseSet:
    inner = tuple(
        _prose(one, fills) if isinstance(one, Prose) else _exercise(one, fills) for one in block.blocks
    )
    same = all(new is old for new, old in zip(inner, block.blocks, strict=True))
    return block if same else replace(block, blocks=inner)


def _exercise(exercise: Exercise, fills: Fills) -> Exercise:
    if not any(one.slot for one in exercise.statements):
        return exercise

    def fill(prose: Prose | None) -> Prose | None:
        return _prose(prose, fills) if prose else None

    return replace(
        exercise,
        before=fill(exercise.before),
        after=fill(exercise.after),
        hints=tuple(_prose(hint, fills) for hint in exercise.hints),
        solution=fill(exercise.solution),
        mistakes=fill(exercise.mistakes),
        back=fill(exercise.back),
    )


def _prose(prose: Prose, fills: Fills) -> Prose:
    if not any(slot.place in fills for slot in prose.slots):
        return prose
    slots = tuple(
        replace(slot, filled=fills[slot.place]) if slot.place in fills else slot
        for slot in prose.slots
    )
    return replace(prose, slots=slots)
