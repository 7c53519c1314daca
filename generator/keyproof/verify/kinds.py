"""The kinds of exercise as rows of a table: what each wants run, and how its runs become a verdict.

In: an exercise. Out: its row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from keyproof.exercise import Exercise, Kind
from keyproof.verdict import Outcome, Verdict
from keyproof.verify import choice, fill, fix, predict
from keyproof.verify.judge import judge
from keyproof.verify.plan import Plan, Ran, Trial

Trials = Callable[[Exercise, Sequence[Outcome]], tuple[Trial, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What `verify` has to know about one kind."""

    plan: Callable[[Exercise], Plan | None]
    """Forms the candidates; None when the exercise has nothing to run."""

    verdict: Callable[[Exercise, Ran], Verdict]
    """Judges the outcomes."""


def _declared(trials: Trials, exercise: Exercise, ran: Ran) -> Verdict:
    """Judge a kind whose key is declared by its author."""
    tried = trials(exercise, ran.answers)
    return Verdict(
        exercise=exercise.id,
        bank=fill.bank(exercise) if exercise.kind == "fill" else (),
        answers=tuple(trial.answer for trial in tried),
        as_written=ran.written if exercise.kind == "fix" else None,
        findings=judge(exercise, tried, ran),
    )


KINDS: Mapping[Kind, Row] = {
    "fill": Row(plan=fill.plan, verdict=partial(_declared, fill.trials)),
    "choice": Row(plan=choice.plan, verdict=partial(_declared, choice.trials)),
    "predict": Row(plan=predict.plan, verdict=predict.verdict),
    "fix": Row(plan=fix.plan, verdict=partial(_declared, fix.trials)),
}
"""Every kind of exercise."""
