"""A layer's forward call taken apart over time: what a candidate runs for it, and what it told.

In: expressions for a layer, an input and perhaps a state. Out: steps, and an `Unrolled` from their outcome.

The steps run after the author's program, in the same process. They compute every part of every step of time
with the layer's own weights, let the layer itself run, and raise if its output differs by more than 0.00001.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter

from keyproof.finding import Place
from keyproof.unrolled import Unrolled
from keyproof.verdict import Outcome
from keyproof.verify.job import Step
from keyproof.verify.signature import MADE

Slip = Literal[
    "no-b-hh",
    "no-b-ih",
    "no-bias",
    "no-state",
    "no-activation",
    "other-activation",
    "input-activated",
    "parts-activated",
    "first-state",
    "older-state",
    "previous-input",
    "next-input",
    "state-transposed",
    "input-transposed",
]
"""What people do when they go through a layer by hand, the most usual first."""

SLIPS: tuple[Slip, ...] = get_args(Slip)

_MARK = "keyproof:unrolled "
_SOURCE = Path(__file__).parent / "worker" / "unroll.py"
_SPACE = "__keyproof_unroll__"
_UNROLLED = TypeAdapter(Unrolled)


def unrolling(  # noqa: PLR0913 each is a key of its own in the author's format
    layer: str,
    given: str,
    *,
    state: str = "",
    place: Place,
    slip: Slip | None = None,
    most: tuple[int, int, int] | None = None,
) -> tuple[Step, ...]:
    """Make the steps that take a forward call apart.

    Args:
        layer: expression for an `nn.RNN` or an `nn.RNNCell`.
        given: expression for its input.
        state: expression for the state that it begins with; empty for none.
        place: where the author named them; an expression that fails is reported there.
        slip: whose numbers are wanted instead of the right ones.
        most: how many units, features and steps there may be; None for any.
    """
    # In a namespace of its own: the author's names mean what they meant.
    source = _SOURCE.read_text(encoding="utf-8")
    define = f"{_SPACE} = {{'__name__': {MADE!r}}}\nexec({source!r}, {_SPACE})"
    how = f"slip={slip or ''!r}, mark={_MARK!r}, most={most}"
    asked = f"{_SPACE}['tell']({layer}, {given}, {state or None}, {how})"
    return (
        Step(role="answer", source=define, path=MADE, lines=(1, 2)),
        Step(role="answer", source=asked, path=place.path, lines=(place.line,)),
    )


def unrolled(outcome: Outcome) -> Unrolled:
    """Read what the steps told; only an outcome that holds has it."""
    lines = [line for line in outcome.stdout.split("\n") if line.startswith(_MARK)]
    return _UNROLLED.validate_json(lines[-1].removeprefix(_MARK))


def refusal(outcome: Outcome) -> str:
    """Say why a layer or an input cannot be taken apart; empty where a run ended for another reason."""
    error = outcome.raised
    return error.message if error and error.type == "UnshowableError" else ""
