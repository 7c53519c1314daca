"""The kinds of exercise as rows of a table: what each wants run, and how its runs become a verdict.

In: an exercise. Out: its row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from keyproof.exercise import Exercise, Kind
from keyproof.finding import Place
from keyproof.verdict import Outcome, Verdict
from keyproof.verify import card, choice, experiment, explain, fill, fix, order, predict, trace, write
from keyproof.verify.judge import judge
from keyproof.verify.plan import Plan, Ran, Trial, trials_of_options
from keyproof.verify.rounds import Further, nothing_further

Trials = Callable[[Exercise, Sequence[Outcome]], tuple[Trial, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What `verify` has to know about one kind."""

    plan: Callable[[Exercise], Plan | None]
    """Forms the candidates; None when the exercise has nothing to run."""

    verdict: Callable[[Exercise, Ran], Verdict]
    """Judges the outcomes."""

    places: Callable[[Exercise, Sequence[Outcome]], tuple[Place, ...]]
    """Gives the place of each answer of the plan."""

    further: Further = nothing_further
    """Forms the candidates that the outcomes so far call for."""

    gathered: Callable[[Exercise, Sequence[Ran]], Verdict] | None = None
    """Judges the outcomes under all seeds at once; None where the first counts and the rest are alike."""


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


def _places(trials: Trials, exercise: Exercise, outcomes: Sequence[Outcome]) -> tuple[Place, ...]:
    return tuple(trial.place for trial in trials(exercise, outcomes))


def _of(plan: Callable[[Exercise], Plan | None], trials: Trials) -> Row:
    """Make the row of a kind whose key is declared by its author."""
    return Row(plan=plan, verdict=partial(_declared, trials), places=partial(_places, trials))


KINDS: Mapping[Kind, Row] = {
    "fill": _of(fill.plan, fill.trials),
    "choice": _of(choice.plan, trials_of_options),
    "predict": Row(plan=predict.plan, verdict=predict.verdict, places=predict.places),
    "fix": _of(fix.plan, trials_of_options),
    "order": Row(plan=order.plan, verdict=order.verdict, places=order.places, further=order.further),
    "trace": Row(plan=trace.plan, verdict=trace.verdict, places=trace.places),
    "card": Row(plan=card.plan, verdict=card.verdict, places=card.places),
    "write": Row(plan=write.plan, verdict=write.verdict, places=write.places),
    "experiment": Row(
        plan=experiment.plan,
        verdict=experiment.verdict,
        places=experiment.places,
        gathered=experiment.gathered,
    ),
    "explain": Row(plan=explain.plan, verdict=explain.verdict, places=explain.places),
}
"""Every kind of exercise."""
