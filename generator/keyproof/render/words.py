"""What a reader is told about one answer, in the words of what really happened to it.

In: an `Outcome` and the author's note. Out: a `Phrase`. Every sentence of feedback that
does not belong to one kind alone is written here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Literal

from keyproof.render import phrase
from keyproof.render.known import is_clear
from keyproof.render.phrase import Phrase
from keyproof.verdict import Assertion, Outcome, Raised

Tone = Literal["answer", "claim", "part"]
"""How a text begins: for an answer (`Right.`), a sentence (`True:`) or one of several ticks (neither)."""

NAMED = 3
"""How many assertions a text names before it counts the rest."""

MESSAGE = 200
"""Characters of an exception's message that are shown."""

PASSED = phrase.plain("it runs to the end of its check.")
"""Said of what holds when no assertion can be named."""

UNTOLD = phrase.plain("The check of this answer does not hold.")
"""Said when what failed would mean nothing to a reader; the author's report names it."""

_LIMITS = {
    "timeout": "Running it does not end in time",
    "crash": "Running it crashes Python",
    "memory": "Running it needs more memory than it may use",
    "output": "Running it prints more than it may",
}


def feedback(outcome: Outcome, *, tone: Tone, known: frozenset[str], note: str = "") -> Phrase:
    """Tell what happened to an answer, then what its author says about it.

    A piece of the check is told only as far as its names are `known` to the reader.
    """
    body = held(outcome, known=known) if outcome.state == "holds" else refuted(outcome, known=known)
    return with_note(_begun(body, outcome=outcome, tone=tone), note)


def bare_feedback(*, keyed: bool, note: str) -> Phrase:
    """Tell only right or wrong: for an exercise that says it was not machine-checked."""
    return with_note(phrase.plain("Right." if keyed else "That is not the answer."), note)


def with_note(text: Phrase, note: str) -> Phrase:
    """Append the author's note to a text."""
    if not note.strip():
        return text
    return phrase.join([text, phrase.plain(" "), phrase.from_note(note.strip())])


def quick_check(outcomes: Iterable[Outcome], *, known: frozenset[str]) -> Phrase:
    """Name the assertions that held for the right answers, as a sentence of its own."""
    return phrase.capitalised(held(*outcomes, known=known) or PASSED)


def held(*outcomes: Outcome, known: frozenset[str]) -> Phrase:
    """Name the assertions that ran: `a == 1` and `b` hold; empty if no reader could follow any."""
    checks = [check for outcome in outcomes for check in outcome.assertions]
    sources = list(dict.fromkeys(check.source for check in checks if check.held))
    sources = [source for source in sources if is_clear(source, known)]
    if not sources:
        return ()
    named = [phrase.code(source) for source in sources[:NAMED]]
    more = len(sources) - NAMED
    if more > 0:
        named.append(phrase.plain(f"{more} more"))
    verb = " holds." if len(sources) == 1 else " hold."
    return phrase.join([phrase.enumerate_phrases(named), phrase.plain(verb)])


def refuted(outcome: Outcome, *, known: frozenset[str]) -> Phrase:
    """Say what ended the run: an assertion, an exception or a limit."""
    if outcome.state in _LIMITS:
        detail = f" ({outcome.detail})" if outcome.detail else ""
        return phrase.plain(f"{_LIMITS[outcome.state]}{detail}.")
    if outcome.raised is not None and outcome.raised.type != "AssertionError":
        return _raises(outcome.raised, where=_where(outcome, known))
    failed = next((check for check in reversed(outcome.assertions) if not check.held), None)
    if failed is not None:
        return _does_not_hold(failed, known=known)
    if outcome.raised is not None and outcome.raised.message:
        return phrase.join(
            [phrase.plain("The check does not hold: "), _message(outcome.raised), phrase.plain(".")]
        )
    return phrase.plain("The check does not hold.")


def _begun(body: Phrase, *, outcome: Outcome, tone: Tone) -> Phrase:
    holds = outcome.state == "holds"
    if tone == "claim" and body in ((), UNTOLD):
        return phrase.plain("True." if holds else "Not true.")
    if tone == "claim":
        lead = "True: " if holds else "Not true: "
        return phrase.join([phrase.plain(lead), phrase.uncapitalised(body)])
    body = phrase.capitalised(body or PASSED)
    if tone == "answer" and holds:
        return phrase.join([phrase.plain("Right. "), body])
    return body


def _where(outcome: Outcome, known: frozenset[str]) -> str:
    """Give the line that raised, unless it is one of the check that means nothing to a reader."""
    source = outcome.raised.source if outcome.raised else ""
    hidden = outcome.step in ("check", "claim", "setup") and not is_clear(source, known)
    return "" if hidden else source.removeprefix("assert ")


def _raises(raised: Raised, *, where: str) -> Phrase:
    first = _first_line(raised.message)
    named = phrase.code(f"{raised.type}: {first}" if first else raised.type)
    place = phrase.join([phrase.plain(" at "), phrase.code(where)]) if where else ()
    return phrase.join([phrase.plain("Running it raises "), named, place, phrase.plain(".")])


def _message(raised: Raised) -> Phrase:
    return phrase.code(_first_line(raised.message))


def _does_not_hold(failed: Assertion, *, known: frozenset[str]) -> Phrase:
    if failed.message.strip():
        return phrase.from_note(failed.message.strip())
    if not is_clear(failed.source, known):
        return UNTOLD
    sides = [(failed.left, failed.left_value), (failed.right, failed.right_value)]
    values = [
        phrase.join([phrase.code(source), phrase.plain(" is "), phrase.code(value)])
        for source, value in dict.fromkeys(sides)
        if source and value and not _says_itself(source, value)
    ]
    told = phrase.join([phrase.plain(": "), phrase.enumerate_phrases(values)]) if values else ()
    return phrase.join([phrase.code(failed.source), phrase.plain(" does not hold"), told, phrase.plain(".")])


def _says_itself(source: str, value: str) -> bool:
    """Whether telling the value would only repeat what stands in the assertion."""
    if source == value:
        return True
    try:
        return repr(ast.literal_eval(source)) == value
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False


def _first_line(message: str) -> str:
    lines = message.strip().splitlines() or [""]
    first = lines[0].strip()
    cut = first[: MESSAGE - 1].rstrip() if len(first) > MESSAGE else first
    return cut + " …" if cut != first or len(lines) > 1 else first
