"""The solutions of a page for those who print it: at its end, on a sheet of their own.

In: the exercises of a page in the order of their groups. Out: Markdown that screens never show: on paper it
takes the place of what stands beneath each question.
"""

from __future__ import annotations

from collections.abc import Sequence

from keyproof.course import Block, ExerciseSet
from keyproof.exercise import Exercise
from keyproof.render.block import solved
from keyproof.render.body import Results, verdict_of
from keyproof.render.markup import escape, inline, one_line


def solutions(blocks: Sequence[Block], results: Results) -> str:
    """Write what solves every proven exercise of these blocks; empty where there is none."""
    alone = [block for block in blocks if isinstance(block, Exercise) and block.kind != "card"]
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Exercise):
            parts.append(_solution(block, alone, results))
        elif isinstance(block, ExerciseSet):
            inside = [part for part in block.blocks if isinstance(part, Exercise)]
            parts += [_solution(exercise, inside, results) for exercise in inside]
    return "\n\n".join(part for part in parts if part)


def solution_sheet(listed: Sequence[str], results: Results) -> str:
    """Gather solutions under a title; in a section, so that the site's search leaves all of it out."""
    found = [part for part in listed if part]
    if not found:
        return ""
    title = escape(results.words.text("solutions"))
    return "\n\n".join(
        [
            '<section class="kp-key" hidden="hidden" data-search-exclude markdown="1">',
            one_line(f'<p class="kp-key-title">{title}</p>'),
            *found,
            "</section>",
        ]
    )


def _solution(exercise: Exercise, among: Sequence[Exercise], results: Results) -> str:
    verdict = verdict_of(exercise, results)
    if verdict is None:
        return ""
    number = next((place for place, other in enumerate(among, start=1) if other is exercise), 0)
    counted = f"{number}. " if len(among) > 1 and number else ""
    name = f'<p class="kp-key-name"><strong>{counted}{inline(exercise.title)}</strong></p>'
    opened = f'<div data-kp-key="{escape(exercise.id)}" markdown="1">'
    return "\n\n".join([opened, one_line(name), solved(exercise, verdict, words=results.words), "</div>"])
