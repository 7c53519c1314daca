"""A layer's forward call that prose shows step by step: what is run for it, what keeps it from that.

In: a statement that asks for one. Out: the steps of its run, and findings.
"""

from __future__ import annotations

import ast
import difflib
import re
from dataclasses import replace

from keyproof.finding import Finding
from keyproof.statement import Statement
from keyproof.trees import tree_of
from keyproof.unrolled import DIGITS, Asked, Part
from keyproof.verdict import Outcome
from keyproof.verify.job import Step
from keyproof.verify.unrolled import refusal, unrolled, unrolling
from keyproof.verify.wording import code, told

MOST = (8, 8, 12)
"""Units, features of the input, and steps of what is shown: more nobody follows, or sees on a phone."""

_MISSING = re.compile(r"name '(?P<name>\w+)' is not defined")


def unrolling_of(one: Statement) -> tuple[Step, ...]:
    """Make the steps that take the forward call apart, once the program has run."""
    asked, place = one.asked, one.slot
    assert asked is not None
    assert place is not None
    state = asked.state.source if asked.state else ""
    return unrolling(asked.layer.source, asked.given.source, state=state, place=place, most=MOST)


def stepper_outcome(one: Statement, outcome: Outcome) -> Outcome:
    """Give the outcome of a forward call that was taken apart: its value is the state that it ends with."""
    moments = unrolled(outcome).moments
    digits = one.asked.digits if one.asked else DIGITS
    numbers = ", ".join(f"{value:.{digits}f}" for value in moments[-1].after)
    return replace(outcome, value=f"h_{len(moments)} = ({numbers})")


def stepper_fault(one: Statement, outcome: Outcome) -> Finding | None:
    """Report a forward call that cannot be shown, after a program that came to its end."""
    asked = one.asked
    if outcome.state == "holds" or asked is None:
        return None
    reason = refusal(outcome)
    if reason:
        part = asked.given if reason.startswith("the input") else asked.layer
        actual, _, advice = reason.partition(": ")
        return Finding(
            rule="unshowable",
            place=part.place,
            what=f"{code(part.source)} cannot be shown step by step",
            actual=actual,
            hint=f"{advice[:1].upper()}{advice[1:]}.",
        )
    missing = _MISSING.fullmatch(outcome.raised.message) if outcome.raised else None
    if missing and outcome.raised and outcome.raised.type == "NameError":
        return _undefined(one, asked, missing["name"])
    return Finding(
        rule="broken-program",
        place=asked.layer.place,
        what=f"{code(one.text)} does not run",
        actual=told(outcome),
        hint="Mend the program, or name another layer, input or state: `layer=`, `input=`, `state=`.",
    )


def _undefined(one: Statement, asked: Asked, name: str) -> Finding:
    parts = {"layer": asked.layer, "input": asked.given, "state": asked.state}
    found = {key: part for key, part in parts.items() if part and name in _names(part.source)}
    key = next(iter(found), "layer")
    part: Part = found.get(key, asked.layer)
    near = difflib.get_close_matches(name, _names(one.source), n=1)
    offer = f" Did you mean `{near[0]}`?" if near else ""
    return Finding(
        rule="broken-program",
        place=part.place,
        what=f"The {key} {code(part.source)} is not defined",
        hint=f"Define it in the program, or name another one: `{key}=…`.{offer}",
    )


def _names(source: str) -> list[str]:
    """Give the names in a program that is known to be one."""
    nodes = ast.walk(tree_of(source))
    return list(dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name)))
