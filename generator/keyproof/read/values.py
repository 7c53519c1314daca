"""Keys of an exercise's heading: `attempts=3 shuffle=off objective=shapes unverified="why"`.

In: a heading and what surrounds it. Out: the values; faults are `unknown-name` and `unreadable`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from keyword import iskeyword

from keyproof.exercise import Comparison
from keyproof.finding import Place
from keyproof.read.attributes import Attribute
from keyproof.read.headings import Heading
from keyproof.read.near import suggestion
from keyproof.read.source import Source
from keyproof.read.surroundings import Surroundings
from keyproof.trace import Part
from keyproof.trees import expression_of

COMMON_KEYS = frozenset({"attempts", "countdown", "objective", "seconds", "shuffle", "unverified"})
"""Keys that every kind knows."""


FEWEST_RUNS, MOST_RUNS = 5, 50
"""Seeds that an experiment is run under: fewer would be luck."""

NOTHING = "none"
"""What `labels` is where an experiment learns from no labels."""

LONGEST = 3600
"""Seconds of the longest countdown: an hour."""


@dataclass(slots=True)
class Values:
    """What the keys of one heading say."""

    attempts: int
    countdown: int
    objective: str = ""
    shuffle: bool = True
    seconds: float | None = None
    unverified: str = ""
    raises: str = ""
    tolerance: float | None = None
    layer: str = ""
    input: str = ""
    state: str = ""
    cells: tuple[Part, ...] = ()
    metric: str = ""
    target: tuple[Comparison, float] | None = None
    labels: str = ""
    runs: int = FEWEST_RUNS
    places: dict[str, Place] = field(default_factory=dict)
    """Where each key stands, of those that cannot be read too."""


def read_values(source: Source, heading: Heading, known: frozenset[str], *, around: Surroundings) -> Values:
    """Read the keys of a heading; `known` are those that its kind has."""
    values, seen = Values(attempts=around.attempts, countdown=around.countdown), set[str]()
    for part in heading.attributes:
        if part.sort != "key":
            continue
        if part.name not in known:
            source.report(
                "unknown-name",
                part.place,
                f"`{part.name}` is not a key that this kind of exercise knows",
                hint=suggestion(part.name, known),
            )
        elif part.name in seen:
            source.report(
                "unknown-name", part.place, f"`{part.name}` stands here twice", hint="Keep one of them."
            )
        elif not _report_elsewhere(source, part, around):
            _store(source, part, values)
        values.places.setdefault(part.name, part.place)
        seen.add(part.name)
    return values


def _report_elsewhere(source: Source, part: Attribute, around: Surroundings) -> bool:
    """Report a key that means nothing where the exercise stands."""
    if part.name == "countdown" and not around.countdown:
        what, hint = "`countdown` means something on a page of mode `challenge` only", "Remove it."
    elif part.name == "objective" and part.value and part.value not in (around.objectives or (part.value,)):
        what = f"`{part.value}` is not an objective of this topic"
        hint = suggestion(part.value, around.objectives or ())
    elif part.name == "objective" and around.objectives == ():
        what = "`objective` names one of its topic's objectives, and here are none"
        hint = "Remove it, or list `objectives` in the topic's `topic.yml`."
    else:
        return False
    source.report("unknown-name", part.place, what, hint=hint)
    return True


def _store(source: Source, part: Attribute, values: Values) -> None:
    convert, expected = _CONVERTERS[part.name]
    value = convert(part.value)
    if value is None:
        rule = "unverified" if part.name == "unverified" else "unreadable"
        source.report(
            rule,
            part.place,
            f"`{part.name}` cannot be `{part.value}`" if part.value else f"`{part.name}` has no value",
            expected=expected,
            hint=f"Write {expected}.",
        )
    else:
        setattr(values, part.name, value)


def _attempts(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,5}", text) else None


def _seconds(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,3}", text) and int(text) <= LONGEST else None


def _runs(text: str) -> int | None:
    fits = re.fullmatch(r"[1-9][0-9]?", text) and FEWEST_RUNS <= int(text) <= MOST_RUNS
    return int(text) if fits else None


def _target(text: str) -> tuple[str, float] | None:
    match = re.fullmatch(r"(>=|<=|>|<)\s*(\S+)", text.strip())
    number = _number(match[2]) if match else None
    return (match[1], number) if match and number is not None else None


def _name(text: str) -> str | None:
    return text if text.isidentifier() and not iskeyword(text) else None


def _switch(text: str) -> bool | None:
    return {"on": True, "off": False}.get(text)


def _positive(text: str) -> float | None:
    number = _number(text)
    return number if number is not None and number > 0 else None


def _not_negative(text: str) -> float | None:
    number = _number(text)
    return number if number is not None and number >= 0 else None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _reason(text: str) -> str | None:
    return text.strip() or None


def _expression(text: str) -> str | None:
    try:
        expression_of(text)
    except (SyntaxError, ValueError):
        return None
    return text


def _cells(text: str) -> tuple[Part, ...] | None:
    known: dict[str, tuple[Part, ...]] = {"sum,h": ("sum", "h"), "h": ("h",), "sum": ("sum",)}
    return known.get(text.replace(" ", ""))


def _exception(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z_][A-Za-z_0-9.]*", text) else None


_CONVERTERS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "objective": (_reason, "the slug of an objective, such as `objective=shapes`"),
    "countdown": (_seconds, "whole seconds from 1 to 3600, such as `countdown=90`"),
    "attempts": (_attempts, "a whole number from 1 on, such as `attempts=3`"),
    "shuffle": (_switch, "`shuffle=on` or `shuffle=off`"),
    "seconds": (_positive, "a number of seconds above 0, such as `seconds=5`"),
    "unverified": (_reason, 'the reason in quotes, such as `unverified="a matter of taste"`'),
    "raises": (_exception, "the name of an exception, such as `raises=RuntimeError`"),
    "metric": (_name, "the name that both programs give their number, such as `metric=accuracy`"),
    "target": (_target, 'a comparison in quotes, such as `target=">= 0.9"` or `target="< 0.05"`'),
    "labels": (_name, "the name of the tensor that is to be learnt, such as `labels=y_train`"),
    "runs": (_runs, f"a whole number from {FEWEST_RUNS} to {MOST_RUNS}, such as `runs=5`"),
    "layer": (_expression, "an expression for the layer, such as `layer=rnn`"),
    "input": (_expression, "an expression for the input, such as `input=x`"),
    "state": (_expression, "an expression for the first state, such as `state=h0`"),
    "cells": (_cells, "`cells=h`, `cells=sum` or `cells=sum,h`"),
    "tolerance": (_not_negative, "a number from 0 on, such as `tolerance=0.01`"),
}
