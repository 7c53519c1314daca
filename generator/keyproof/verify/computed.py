"""What runs gave for places in prose: what readers are shown there, and what keeps it from being shown.

In: a statement that asks for something, and its outcomes. Out: `Computed`s, and findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from keyproof.finding import Finding
from keyproof.statement import Computed, Statement
from keyproof.verdict import Outcome
from keyproof.verify.flaky import SEED
from keyproof.verify.judge import failing_line
from keyproof.verify.lines import code_of
from keyproof.verify.unrolled import unrolled
from keyproof.verify.wording import code, told

COMPUTED = ("value", "figure", "table", "stepper")
"""Sorts of statements by which an author says nothing, but asks."""

_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


def computed_of(one: Statement, outcome: Outcome | None, *, asserted: bool) -> Iterator[Computed]:
    """Give what readers are shown; of a program whose output is `asserted` the author shows that."""
    if one.slot is None:
        return
    shown = one.source if one.code else ""
    if one.sort == "run":
        text = outcome.stdout if outcome and outcome.state == "holds" and one.code and not asserted else ""
        yield Computed(slot=one.slot, sort="run", code=shown, text=text)
    elif one.sort == "stepper" and one.asked and outcome and outcome.state == "holds":
        told_of, digits = unrolled(outcome), one.asked.digits
        yield Computed(
            slot=one.slot, sort="stepper", code=shown, text=one.text, unrolled=told_of, digits=digits
        )
    elif one.sort in ("value", "figure", "table") and outcome and outcome.state == "holds":
        yield Computed(
            slot=one.slot, sort=one.sort, code=shown, text=outcome.value, alt=one.alt, caption=one.caption
        )


def valueless(one: Statement, outcome: Outcome) -> Finding | None:
    """Report what gives nothing that could be shown."""
    if outcome.state == "holds":
        return None
    asked, error = code_of(one), outcome.raised
    whats = {"figure": "The figure cannot be drawn", "table": "The table cannot be made"}
    hint = "Mend it. What a run with a name has made is known where `after=` names that run."
    if error and error.type == "ModuleNotFoundError" and "matplotlib" in error.message:
        hint = "Figures need matplotlib where the runs take place: `pip install 'keyproof[figures]'`."
    refused = error is not None and error.type == "UnshowableError"
    return Finding(
        rule="broken-program",
        place=one.place if refused or asked is None else failing_line(asked, outcome),
        what=whats.get(one.sort, f"{code(one.source)} has no value"),
        actual=error.message if error and refused else told(outcome),
        hint="Draw or give something that can be shown." if refused else hint,
    )


def drawn(one: Statement, outcomes: Sequence[Outcome | None]) -> Finding | None:
    """Report what readers are shown though it is luck: it changes with the seed, or from run to run."""
    if one.slot is None or not (one.code or one.sort in COMPUTED):
        return None
    gave = [outcome.stdout if one.sort == "run" else outcome.value for outcome in outcomes if outcome]
    # Of a forward call all numbers are shown; its value is only the last of them.
    seen = [outcome.stdout for outcome in outcomes if outcome] if one.sort == "stepper" else gave
    other = next((seed for seed, text in enumerate(seen) if text != seen[0]), 0)
    things = {"run": "What the program prints", "figure": "The figure", "table": "The table"}
    things["stepper"] = code(one.text)
    thing = things.get(one.sort, code(one.source))
    if other and (one.sort in ("figure", "table") or gave[0] == gave[other]):
        gave = [f"one {one.sort}" if text == seen[0] else f"another {one.sort}" for text in seen]
    if other:
        return Finding(
            rule="flaky",
            place=one.place,
            what=f"{thing} changes with the random numbers",
            expected=f"the same under the seeds {_listed(range(len(outcomes)))}",
            actual="\n".join(f"seed {seed}: {code(_difference(gave, seed, other))}" for seed in (0, other)),
            hint=f"Show something that does not hang on them, or s{SEED}",
        )
    if gave and one.sort != "figure" and _ADDRESS.search(gave[0]):
        return Finding(
            rule="flaky",
            place=one.place,
            what=f"{thing} holds an address in memory",
            actual=code(next(line for line in gave[0].split("\n") if _ADDRESS.search(line))),
            hint="Show something that has the same text in every run.",
        )
    return None


def _listed(seeds: range) -> str:
    return f"{', '.join(map(str, seeds[:-1]))} and {seeds[-1]}"


def _difference(gave: Sequence[str], seed: int, other: int) -> str:
    """Give the first line of a text in which two differ."""
    lines = {one: [*gave[one].split("\n"), ""] for one in (0, other)}
    pairs = enumerate(zip(lines[0], lines[other], strict=False))
    return lines[seed][next((number for number, (one, two) in pairs if one != two), 0)]
