"""Verdicts on those exercises that are not the ones of the build before.

In: exercises and what was kept. Out: verdicts on all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from keyproof.exercise import Exercise
from keyproof.recall import Recall, Same
from keyproof.verdict import Verdict


def verify_changed(
    exercises: Sequence[Exercise],
    verify: Callable[[Sequence[Exercise]], dict[str, Verdict]],
    *,
    recall: Recall,
    under: Hashable,
) -> dict[str, Verdict]:
    """Verify what is new, and recall the rest.

    Args:
        exercises: no two of them with one id.
        verify: reaches verdicts by id.
        recall: verdicts on the same exercises.
        under: what else a verdict hangs on.
    """
    known: dict[str, Verdict | None] = {
        exercise.id: recall.find("verdict", Same(exercise), under) for exercise in exercises
    }
    reached = verify([exercise for exercise in exercises if known[exercise.id] is None])
    for exercise in exercises:
        if exercise.id in reached and not reached[exercise.id].outside:
            kept = replace(reached[exercise.id], cached=True)
            recall.keep("verdict", Same(exercise), under, value=kept)
    return {id_: verdict or reached[id_] for id_, verdict in known.items()}
