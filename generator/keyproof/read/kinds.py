"""The table of kinds: what each may hold and how its parts become an exercise.

In: the name of a kind. Out: its row. A new kind is a row here and a file beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from keyproof.exercise import Exercise, Kind
from keyproof.read import card, choice, experiment, explain, fill, fix, order, predict, trace, write
from keyproof.read.draft import Draft
from keyproof.read.options import all_code, has_boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """What reading needs to know of a kind."""

    fences: frozenset[str]
    """Roles of Python fences."""

    classes: frozenset[str] = frozenset()
    """Classes of its own beside the kind and the level."""

    keys: frozenset[str] = frozenset()
    """Keys of its own beside those of every kind."""

    without: frozenset[str] = frozenset()
    """Keys of every kind that mean nothing in this one."""

    boxes: bool
    """Whether the author ticks the key."""

    offers: bool = True
    """Whether there are options."""

    claims: bool = False
    """Whether an option may carry a claim."""

    looks: Callable[[SyntaxTreeNode], bool]
    """Tells whether a list looks like options of this kind."""

    finish: Callable[[Draft, Exercise], Exercise]
    """Adds what is particular to the kind, and reports what is missing."""


KINDS: Mapping[Kind, KindRow] = {
    "fill": KindRow(
        fences=frozenset({"program", "setup", "check"}),
        boxes=False,
        looks=all_code,
        finish=fill.finish,
    ),
    "choice": KindRow(
        fences=frozenset({"program", "setup", "check"}),
        classes=frozenset({"multiple"}),
        boxes=True,
        claims=True,
        looks=has_boxes,
        finish=choice.finish,
    ),
    "predict": KindRow(
        fences=frozenset({"program", "setup", "answer"}),
        classes=frozenset({"typed"}),
        keys=frozenset({"raises", "tolerance"}),
        boxes=False,
        looks=all_code,
        finish=predict.finish,
    ),
    "fix": KindRow(
        fences=frozenset({"program", "setup", "check"}),
        boxes=True,
        looks=has_boxes,
        finish=fix.finish,
    ),
    "order": KindRow(
        fences=frozenset({"program", "setup", "check"}),
        without=frozenset({"shuffle"}),
        boxes=False,
        offers=False,
        looks=all_code,
        finish=order.finish,
    ),
    "trace": KindRow(
        fences=frozenset({"program", "setup"}),
        keys=frozenset({"layer", "input", "state", "cells", "tolerance"}),
        without=frozenset({"shuffle"}),
        boxes=False,
        offers=False,
        looks=all_code,
        finish=trace.finish,
    ),
    "card": KindRow(
        fences=frozenset({"program", "setup", "claim"}),
        without=frozenset({"attempts", "countdown", "shuffle"}),
        boxes=False,
        offers=False,
        looks=all_code,
        finish=card.finish,
    ),
    "write": KindRow(
        fences=frozenset({"program", "setup", "check", "reference", "wrong"}),
        without=frozenset({"attempts", "countdown", "shuffle"}),
        boxes=False,
        offers=False,
        looks=all_code,
        finish=write.finish,
    ),
    "experiment": KindRow(
        fences=frozenset({"program", "setup", "solution"}),
        keys=frozenset({"metric", "target", "labels", "runs"}),
        without=frozenset({"attempts", "countdown", "shuffle"}),
        boxes=False,
        offers=False,
        looks=all_code,
        finish=experiment.finish,
    ),
    "explain": KindRow(
        fences=frozenset({"program", "setup"}),
        without=frozenset({"attempts", "countdown", "shuffle", "unverified"}),
        boxes=False,
        claims=True,
        # Points look like any list: the last one holds them.
        looks=lambda _: False,
        finish=explain.finish,
    ),
}
