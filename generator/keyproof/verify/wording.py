"""What a run did, in words for its author.

In: an outcome. Out: one sentence, or two names joined, with code in backticks.
"""

from __future__ import annotations

from collections.abc import Iterable

from keyproof.verdict import Assertion, Outcome

MANY = 4
"""Of more names than this the rest is counted."""


def code(text: str) -> str:
    """Put text into backticks, more of them where it holds some itself."""
    text = " ".join(text.split())
    fence = "`"
    while fence in text:
        fence += "`"
    space = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{fence}{space}{text}{space}{fence}"


def names(labels: Iterable[str]) -> str:
    """Join names: `a`, `b` and `c`."""
    listed = [code(label) for label in labels]
    if len(listed) > MANY:
        listed = [*listed[:MANY], f"{len(listed) - MANY} more"]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}" if listed else ""


def hold(labels: Iterable[str]) -> str:
    """Say that some answers hold."""
    labels = list(labels)
    return f"{names(labels)} {'holds' if len(labels) == 1 else 'hold'}"


def told(outcome: Outcome) -> str:
    """Say how a run ended."""
    if outcome.state == "holds":
        return "it holds: the check ran to its end"
    if outcome.state != "refuted":
        return f"{outcome.detail or outcome.state}"
    failed = next((one for one in reversed(outcome.assertions) if not one.held), None)
    if outcome.raised is None and failed:
        return _failed(failed)
    return raised(outcome)


def raised(outcome: Outcome) -> str:
    """Name the exception that ended a run, and the line."""
    error = outcome.raised
    if error is None:
        return "it did not run to its end"
    name = f"{error.type}: {error.message}" if error.message else error.type
    return f"it raises {code(name)}" + (f" at {code(error.source)}" if error.source else "")


def _failed(failed: Assertion) -> str:
    text = f"{code(failed.source)} does not hold"
    known = [
        f"{code(side)} is {code(value)}"
        for side, value in ((failed.left, failed.left_value), (failed.right, failed.right_value))
        # A side that is its own value, such as 20, needs no telling.
        if side and "".join(side.split()).replace('"', "'") != "".join(value.split())
    ]
    text += f": {' and '.join(known)}" if known else ""
    return f"{text} ({failed.message})" if failed.message else text
