"""What a reader is told about one answer, in the words of what really happened to it.

In: an `Outcome`, the author's note and the site's `Words`. Out: a `Phrase`. Which sentence of the feedback
that several kinds share is said when, is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from keyproof.render import phrase
from keyproof.render.catalogue import Words
from keyproof.render.known import is_clear
from keyproof.render.phrase import Phrase
from keyproof.trees import value_of
from keyproof.verdict import Assertion, Outcome, Raised

Tone = Literal["answer", "claim", "part"]
"""How a text begins: for an answer (`Right.`), a sentence (`True.`) or one of several ticks (neither)."""

NAMED = 3
"""How many assertions a text names before it counts the rest."""

MESSAGE = 200
"""Characters of an exception's message that are shown."""

_LIMITS = {
    "timeout": "ends-late",
    "crash": "crashes",
    "memory": "fills-memory",
    "output": "prints-too-much",
}


def feedback(outcome: Outcome, *, tone: Tone, known: frozenset[str], words: Words, note: str = "") -> Phrase:
    """Tell what happened to an answer, then what its author says about it.

    A piece of the check is told only as far as its names are `known` to the reader.
    """
    holds = outcome.state == "holds"
    body = (held if holds else refuted)(outcome, known=known, words=words)
    return with_note(_begun(body, holds=holds, tone=tone, words=words), note, words)


def bare_feedback(*, keyed: bool, note: str, words: Words) -> Phrase:
    """Tell only right or wrong: for an exercise that says it was not machine-checked."""
    return with_note(phrase.plain(words.text("right" if keyed else "not-right")), note, words)


def with_note(text: Phrase, note: str, words: Words) -> Phrase:
    """Append the author's note to a text."""
    return words.sentences(text, phrase.from_note(note.strip())) if note.strip() else text


def quick_check(outcomes: Iterable[Outcome], *, known: frozenset[str], words: Words) -> Phrase:
    """Name the assertions that held for the right answers, as a sentence of its own."""
    return held(*outcomes, known=known, words=words) or phrase.plain(words.text("runs-through"))


def held(*outcomes: Outcome, known: frozenset[str], words: Words) -> Phrase:
    """Name the assertions that ran: `a == 1` and `b` hold; empty if no reader could follow any."""
    checks = [check for outcome in outcomes for check in outcome.assertions]
    sources = list(dict.fromkeys(check.source for check in checks if check.held))
    sources = [source for source in sources if is_clear(source, known)]
    if not sources:
        return ()
    named = [phrase.code(source) for source in sources[:NAMED]]
    more = len(sources) - NAMED
    if more > 0:
        named.append(phrase.plain(words.text("more", n=more)))
    return words.phrase("holds", n=len(sources), checks=words.listed(named))


def refuted(outcome: Outcome, *, known: frozenset[str], words: Words) -> Phrase:
    """Say what ended the run: an assertion, an exception or a limit."""
    if outcome.state in _LIMITS:
        detail = words.text("detail", detail=outcome.detail) if outcome.detail else ""
        return phrase.plain(words.text(_LIMITS[outcome.state], detail=detail))
    if outcome.raised is not None and outcome.raised.type != "AssertionError":
        return _raises(outcome.raised, where=_where(outcome, known), words=words)
    failed = next((check for check in reversed(outcome.assertions) if not check.held), None)
    if failed is not None:
        return _does_not_hold(failed, known=known, words=words)
    if outcome.raised is not None and outcome.raised.message:
        return words.phrase("fails-with", message=phrase.code(_first_line(outcome.raised.message)))
    return phrase.plain(words.text("fails"))


def _begun(body: Phrase, *, holds: bool, tone: Tone, words: Words) -> Phrase:
    if tone == "claim":
        lead = phrase.plain(words.text("is-true" if holds else "is-not-true"))
        # Of a sentence, the verdict alone says as much as that nothing can be told.
        return words.sentences(lead, () if body == phrase.plain(words.text("untold")) else body)
    if tone == "answer" and holds:
        return words.sentences(phrase.plain(words.text("right")), body)
    return body or phrase.plain(words.text("runs-through"))


def _where(outcome: Outcome, known: frozenset[str]) -> str:
    """Give the line that raised, unless it is one of the check that means nothing to a reader."""
    source = outcome.raised.source if outcome.raised else ""
    hidden = outcome.step in ("check", "claim", "setup") and not is_clear(source, known)
    return "" if hidden else source.removeprefix("assert ")


def _raises(raised: Raised, *, where: str, words: Words) -> Phrase:
    first = _first_line(raised.message)
    named = phrase.code(f"{raised.type}: {first}" if first else raised.type)
    if where:
        return words.phrase("raises-at", error=named, line=phrase.code(where))
    return words.phrase("raises", error=named)


def _does_not_hold(failed: Assertion, *, known: frozenset[str], words: Words) -> Phrase:
    if failed.message.strip():
        return phrase.capitalised(phrase.from_note(failed.message.strip()))
    if not is_clear(failed.source, known):
        return phrase.plain(words.text("untold"))
    sides = [(failed.left, failed.left_value), (failed.right, failed.right_value)]
    values = [
        words.phrase("value", source=phrase.code(source), value=phrase.code(value))
        for source, value in dict.fromkeys(sides)
        if source and value and not _says_itself(source, value)
    ]
    check = phrase.code(failed.source)
    if not values:
        return words.phrase("does-not-hold", check=check)
    return words.phrase("does-not-hold-as", check=check, values=words.listed(values))


def _says_itself(source: str, value: str) -> bool:
    """Whether telling the value would only repeat what stands in the assertion."""
    if source == value:
        return True
    try:
        return repr(value_of(source)) == value
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False


def _first_line(message: str) -> str:
    lines = message.strip().splitlines() or [""]
    first = lines[0].strip()
    cut = first[: MESSAGE - 1].rstrip() if len(first) > MESSAGE else first
    return cut + " …" if cut != first or len(lines) > 1 else first
