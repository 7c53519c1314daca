"""`experiment`: a baseline with its numbers and the target; behind a summary the solution with its own.

In: exercise and verdict. Out: an `Interaction`, and the numbers as they stand beneath the baseline.
"""

from __future__ import annotations

from statistics import median

from keyproof.exercise import Exercise, Experiment
from keyproof.render import own
from keyproof.render.catalogue import Words
from keyproof.render.interaction import Interaction
from keyproof.render.markup import escape, one_line
from keyproof.render.phrase import Phrase, code, plain
from keyproof.render.words import feedback
from keyproof.verdict import Verdict

_LABELS = ("label-baseline", "label-solution", "label-control")
"""What was run, in the verdict's order."""

FEWEST, MOST = 3, 17
"""Digits of a number: more of them only where fewer would say the opposite about the target."""


def interaction(exercise: Exercise, verdict: Verdict, words: Words) -> Interaction:
    """Lay out the field, with the baseline in it."""
    baseline = exercise.program.source if exercise.program else ""
    experiment = exercise.experiment
    return own.interaction(
        exercise,
        words,
        field=words.text("own-program"),
        begin=baseline,
        reveal=_reveal(exercise, verdict, words),
        runnable={
            "setup": "\n".join(part.source for part in exercise.setup),
            "program": baseline,
            "metric": experiment.metric if experiment else "",
            "target": target(experiment) if experiment else "",
        },
    )


def beneath(exercise: Exercise, verdict: Verdict, words: Words) -> str:
    """Show what the baseline gives, and what it is to become."""
    experiment = exercise.experiment
    if experiment is None:
        return ""
    goal = words.markup(
        "target", target=f"<code>{escape(target(experiment))}</code>", runs=runs(experiment, words)
    )
    table = _table(experiment, verdict, words, rows=1)
    return one_line(f'{table}<p class="kp-target">{goal}</p>')


def told(exercise: Exercise, verdict: Verdict, words: Words) -> tuple[Phrase, ...]:
    """Turn the numbers of every program into words, in the verdict's order."""
    experiment = exercise.experiment
    if experiment is None:
        return ()
    texts: list[Phrase] = []
    for answer, values in zip(verdict.answers, verdict.measured, strict=True):
        numbers = [value for value in values if value is not None]
        if answer.outcome.form == "number" and numbers:
            least, middle, most = _shown(experiment, numbers)
            texts.append(
                words.phrase(
                    "measured",
                    metric=code(experiment.metric),
                    median=code(middle),
                    least=code(least),
                    most=code(most),
                    runs=plain(runs(experiment, words)),
                )
            )
        else:
            texts.append(feedback(answer.outcome, tone="part", known=frozenset(), words=words))
    return tuple(texts)


def labels(_exercise: Exercise, verdict: Verdict, words: Words) -> tuple[str, ...]:
    """Name what was run."""
    return tuple(words.text(name) for name in _LABELS[: len(verdict.answers)])


def _reveal(exercise: Exercise, verdict: Verdict, words: Words) -> str:
    experiment = exercise.experiment
    if experiment is None:
        return ""
    solution = own.part(words.text("reaches"), experiment.solution.source, after=own.SOLUTION)
    table = _table(experiment, verdict, words, rows=len(verdict.answers))
    control = f"<p>{escape(words.text('control-why'))}</p>" if experiment.labels else ""
    return one_line(f'<div class="kp-reveal">{solution}{table}{control}</div>')


def _table(experiment: Experiment, verdict: Verdict, words: Words, *, rows: int) -> str:
    heads = (experiment.metric, words.text("median"), words.text("least"), words.text("most"))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = ""
    for name, values in list(zip(_LABELS, verdict.measured, strict=False))[:rows]:
        numbers = [value for value in values if value is not None]
        least, middle, most = _shown(experiment, numbers) if numbers else ("–",) * 3
        cells = "".join(f"<td>{escape(text)}</td>" for text in (middle, least, most))
        body += f'<tr><th scope="row">{escape(words.text(name))}</th>{cells}</tr>'
    caption = escape(words.text("measured-in", runs=runs(experiment, words)))
    table = f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<table class="kp-measured">{table}</table>'


def _shown(experiment: Experiment, numbers: list[float]) -> tuple[str, str, str]:
    return tuple(_digits(experiment, value) for value in (min(numbers), median(numbers), max(numbers)))  # type: ignore[return-value]


def _digits(experiment: Experiment, value: float) -> str:
    """Write a number with so many digits that it stands on the same side of the target as it really does."""
    side = _sides(value, experiment)
    texts = (f"{value:.{digits}g}" for digits in range(FEWEST, MOST))
    return next((text for text in texts if _sides(float(text), experiment) == side), repr(value))


def _sides(value: float, experiment: Experiment) -> tuple[bool, bool]:
    bound = experiment.target[1]
    return value >= bound, value > bound


def target(experiment: Experiment) -> str:
    """Write what the metric has to be."""
    compare, bound = experiment.target
    return f"{experiment.metric} {compare} {bound:.15g}"


def runs(experiment: Experiment, words: Words) -> str:
    """Say under how many seeds everything is run."""
    return words.text("runs", n=experiment.runs)
