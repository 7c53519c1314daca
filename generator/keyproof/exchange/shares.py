"""The mark of a choice of several, shared among its options by the numbers that Moodle takes.

In: a choice. Out: what each option is worth; an open question where Moodle could give nobody the full mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from keyproof.exchange.losses import Losses
from keyproof.exchange.question import Chosen, Option, Question, Written

RIGHT = "100"
MOST = 20
"""Right options among which the mark can be shared: Moodle knows nothing between a twentieth and nothing."""

_EVEN = {1: RIGHT, 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5",
         9: "11.11111"}  # fmt: skip
"""What each of so many is worth; of more, some are worth a tenth and some a twentieth."""


def shares(task: Chosen, losses: Losses) -> list[str]:
    """Say what each option is worth, in percent: all that are right come to the full mark."""
    if not task.multiple:
        return [RIGHT if option.right else "0" for option in task.options]
    what = "a part of the right options gives a part of the mark"
    losses.changed(what, f"{losses.form} has no options that count together only")
    right = len(_right(task))
    tenths = max(0, MOST - right)
    left = iter([_EVEN[right]] * right if right in _EVEN else ["10"] * tenths + ["5"] * (right - tenths))
    # One wrong tick takes away all that right ones give.
    return [next(left) if option.right else "-100" for option in task.options]


def markable(question: Question, losses: Losses) -> Question:
    """Make an open question of a choice with more right options than a mark can be shared among."""
    task = question.task
    if not isinstance(task, Chosen) or not task.multiple or len(_right(task)) <= MOST:
        return question
    because = f"{losses.form} shares a mark among {MOST} right options, and {len(_right(task))} are right"
    losses.changed("the choice is an open question", because)
    stem = f"{question.stem}\n\n{_listed(task.options)}"
    return replace(question, stem=stem, task=Written(model=_listed(_right(task))))


def _right(task: Chosen) -> list[Option]:
    return [option for option in task.options if option.right]


def _listed(options: Iterable[Option]) -> str:
    return "\n".join("- " + option.text.strip().replace("\n", "\n  ") for option in options)
