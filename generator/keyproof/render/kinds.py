"""The kinds of exercise and what each brings to a page.

In: nothing, it is a table. Out: for each kind its functions; a new kind is a new row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from keyproof.exercise import Exercise, Kind
from keyproof.render import card, choice, experiment, explain, fill, fix, order, predict, trace, write
from keyproof.render.catalogue import Words
from keyproof.render.interaction import Interaction
from keyproof.render.phrase import Phrase
from keyproof.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfWidget:
    """What a kind of exercise must offer to be shown."""

    interaction: Callable[[Exercise, Verdict, Words], Interaction]
    """Lays out the answers and writes their feedback."""

    told: Callable[[Exercise, Verdict, Words], tuple[Phrase, ...]]
    """What every answer did, in words and in the verdict's order; empty when nothing was run."""

    shows_program: bool = True
    """Whether the program is shown as it stands; otherwise it is what the reader has to find."""

    beneath: Callable[[Exercise, Verdict, Words], str] | None = None
    """HTML beneath the program: how it fails as written, or the tests it has to pass; None for nothing."""

    labels: Callable[[Exercise, Verdict, Words], tuple[str, ...]] | None = None
    """Names of the verdict's answers, as sentences; None where the answers name themselves."""

    solution: str = "solution"
    """Id of the message that names the block with the solution."""

    proof: Callable[[Exercise, Verdict, Words], str] | None = None
    """Says what was run; empty where it was nothing. None for the number of answers."""


KINDS: Mapping[Kind, KindOfWidget] = {
    "fill": KindOfWidget(interaction=fill.interaction, told=fill.told),
    "choice": KindOfWidget(interaction=choice.interaction, told=choice.told),
    "predict": KindOfWidget(interaction=predict.interaction, told=predict.told),
    "fix": KindOfWidget(interaction=fix.interaction, told=fix.told, beneath=fix.failure),
    "order": KindOfWidget(interaction=order.interaction, told=order.told, shows_program=False),
    "trace": KindOfWidget(interaction=trace.interaction, told=trace.told),
    "card": KindOfWidget(interaction=card.interaction, told=card.told),
    "write": KindOfWidget(
        interaction=write.interaction, told=write.told, beneath=write.beneath, labels=write.labels
    ),
    "experiment": KindOfWidget(
        interaction=experiment.interaction,
        told=experiment.told,
        beneath=experiment.beneath,
        labels=experiment.labels,
    ),
    "explain": KindOfWidget(
        interaction=explain.interaction,
        told=explain.told,
        solution="model",
        proof=explain.proof,
    ),
}
