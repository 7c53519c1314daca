"""What its author has marked as still to do.

In: exercises. Out: warnings, each where the mark stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.finding import Finding

MARK = "TODO"
"""What a reason or a point begins with as long as it stands in for something else."""


def unfinished(exercises: Iterable[Exercise]) -> Iterator[Finding]:
    """Report reasons and points that are only a mark."""
    for exercise in exercises:
        if exercise.unverified.startswith(MARK):
            yield Finding(
                rule="unfinished",
                place=replace(exercise.place, length=exercise.heading + 1 + len(exercise.title)),
                what="This exercise says itself that it is still to be proven",
                actual=exercise.unverified,
                hint="Give it a check or claims and remove `unverified=`, or write why nothing can be run.",
                exercise=exercise.id,
                severity="warning",
            )
        if exercise.kind != "explain":
            continue
        if exercise.solution and exercise.solution.text.startswith(MARK):
            yield Finding(
                rule="unfinished",
                place=exercise.solution.place,
                what="This model answer says itself that it is still to be written",
                hint="Write a good answer in your own words.",
                exercise=exercise.id,
                severity="warning",
            )
        for point in exercise.options:
            if point.text.startswith(MARK):
                yield Finding(
                    rule="unfinished",
                    place=point.place,
                    what="This point says itself that it is still to be written",
                    hint="Write what a good answer says; a ```python claim under it proves that it is so.",
                    exercise=exercise.id,
                    severity="warning",
                )
