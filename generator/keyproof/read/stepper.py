"""A `python stepper` fence: a layer's forward call that readers go through step by step.

In: the fence and its keys. Out: a `Statement`, whose layer, input and state have places of their own.
"""

from __future__ import annotations

from keyproof.finding import Place
from keyproof.read.fences import Fence
from keyproof.read.keys import Keys
from keyproof.read.source import Source
from keyproof.statement import Statement
from keyproof.unrolled import DIGITS, MOST_DIGITS, Asked, Part

KEYS = frozenset({"layer", "input", "state", "digits", "show", "after", "seconds"})
"""What may follow the word."""

LAYER, INPUT = "rnn", "x"
"""The names that are taken where an author gives none."""


def read_stepper(source: Source, place: Place, fence: Fence, keys: Keys, *, line: str) -> Statement:
    """Read a fence whose program is Python; `place` is its opening line, `line` the run it goes on from."""

    def part(key: str, written: str) -> Part:
        return Part(source=written, place=keys.place(key) or place)

    asked = Asked(
        layer=part("layer", keys.layer or LAYER),
        given=part("input", keys.input or INPUT),
        state=part("state", keys.state) if keys.state else None,
        digits=_digits(source, keys),
    )
    called = [asked.given.source, *([asked.state.source] if asked.state else [])]
    return Statement(
        sort="stepper",
        text=f"{asked.layer.source}({', '.join(called)})",
        place=place,
        source=fence.code.source,
        source_place=fence.code.place,
        line=line,
        seconds=keys.seconds,
        slot=place,
        code=keys.show,
        asked=asked,
    )


def _digits(source: Source, keys: Keys) -> int:
    digits = int(keys.digits or DIGITS)
    place = keys.place("digits")
    if digits > MOST_DIGITS and place:
        what = f"The numbers of a stepper have no {digits} decimals"
        hint = f"Write `digits={MOST_DIGITS}` or less: a number of 32 bits tells no more."
        source.report("unreadable", place, what, hint=hint)
    return min(digits, MOST_DIGITS)
