"""The blocks of a page as Markdown.

In: blocks as read, with the verdicts, findings and exhibits of the run. Out: Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keyproof.course import Block, ExerciseSet, Exhibit
from keyproof.exercise import Exercise, Prose
from keyproof.finding import Finding
from keyproof.program import NOTHING, Offers
from keyproof.render.block import Position, exercise_block, heading
from keyproof.render.catalogue import Words
from keyproof.render.faults import fault_block, unproven_block
from keyproof.render.markup import escape, one_line
from keyproof.render.problems import Problems
from keyproof.render.prose import protected, written
from keyproof.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the run says about the blocks of every page."""

    verdicts: Mapping[str, Verdict]
    """Verdicts by exercise id."""

    findings: Mapping[str, Sequence[Finding]]
    """Findings by exercise id."""

    exhibits: Mapping[str, Mapping[str, str]]
    """Reports of the exhibits: folder of the course, then exercise id, empty for the whole."""

    words: Words
    """What our own part of the pages says."""

    progress: bool = True
    """Whether a page counts what its reader has solved."""

    problems: Problems | None = None
    """Writes the links for reporting a problem on the page that is written."""

    evidence: str = ""
    """Address, from the page that is written, of the page that shows what was run; empty for none."""

    offers: Offers = NOTHING
    """What readers may run in the page."""


def body(
    blocks: Sequence[Block], results: Results, *, searchable: bool = True, conducted: bool = False
) -> str:
    """Write blocks one after another; of those that an element conducts, each says what it needs to know."""
    alone = [block for block in blocks if isinstance(block, Exercise) and block.kind != "card"]
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Prose):
            parts.append(written(block))
        elif isinstance(block, Exercise):
            among = [block] if conducted or block.kind == "card" else alone
            parts.append(_exercise(block, results, among=among, searchable=searchable, conducted=conducted))
        elif isinstance(block, ExerciseSet):
            parts.append(_set(block, results, searchable=searchable))
        else:
            parts.append(_exhibit(block, results))
    return "\n\n".join(part for part in parts if part)


def verdict_of(exercise: Exercise, results: Results) -> Verdict | None:
    """Give the verdict of an exercise that may be shown; None for one that is not proven."""
    if results.findings.get(exercise.id):
        return None
    found = results.verdicts.get(exercise.id)
    return Verdict(exercise=exercise.id) if exercise.unverified and found is None else found


def _set(block: ExerciseSet, results: Results, *, searchable: bool) -> str:
    inside = [part for part in block.blocks if isinstance(part, Exercise)]
    parts = [
        f'<div class="keyproof-set" data-kp-id="{block.id}" markdown="1">',
        heading(block.heading, block.title, slug=block.id, searchable=searchable),
    ]
    pager = '<div class="kp-pager" data-search-exclude><keyproof-set></keyproof-set></div>'
    for part in block.blocks:
        if isinstance(part, Prose):
            parts.append(protected(part))
            continue
        if part is inside[0]:
            parts.append(pager)
        parts.append(_exercise(part, results, among=inside, searchable=searchable))
    return "\n\n".join([*(part for part in parts if part), "</div>"])


def _exercise(
    exercise: Exercise,
    results: Results,
    *,
    among: Sequence[Exercise],
    searchable: bool,
    conducted: bool = False,
) -> str:
    verdict = verdict_of(exercise, results)
    if verdict is None:
        return _unproven(exercise, results.findings.get(exercise.id, ()), searchable=searchable)
    number = next(place for place, other in enumerate(among, start=1) if other is exercise)
    position = Position(
        number=number,
        total=len(among),
        searchable=searchable,
        conducted=conducted,
        evidence=results.evidence,
        problems=results.problems,
        offers=results.offers,
    )
    return exercise_block(exercise, verdict, position=position, words=results.words)


def _unproven(exercise: Exercise, findings: Sequence[Finding], *, searchable: bool) -> str:
    return "\n\n".join(
        [
            f'<div class="keyproof kp-unproven" data-kp-id="{escape(exercise.id)}" markdown="1">',
            heading(exercise.heading, exercise.title, slug=exercise.id, searchable=searchable),
            fault_block(findings) if findings else unproven_block(),
            "</div>",
        ]
    )


def _exhibit(exhibit: Exhibit, results: Results) -> str:
    report = results.exhibits.get(exhibit.course, {}).get(exhibit.only, "").strip("\n")
    shown = escape(report or results.words.text("exhibit-empty"))
    name = escape(results.words.text("exhibit"))
    attributes = f'class="kp-report" tabindex="0" role="group" aria-label="{name}"'
    return one_line(f'<div class="kp-exhibit"><pre {attributes}>{shown}</pre></div>')
