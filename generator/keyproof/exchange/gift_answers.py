"""The answers of a question in GIFT, which decide its type.

In: what stands between the braces. Out: a `Task`, or mistakes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from keyproof.exchange.markdown import from_plain
from keyproof.exchange.moodle_types import SHOWN
from keyproof.exchange.question import Chosen, Matched, Option, Task, Typed, Written
from keyproof.exchange.reading import PARTLY, WILDCARD, Reading, has_wildcard, unequal
from keyproof.finding import Place

_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d*)?)%")
_TRUTH = re.compile(r"\s*(?P<value>T|TRUE|F|FALSE)\s*$")
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NEAR = re.compile(rf"(?P<value>{_NUMBER})\s*(?::\s*(?P<off>{_NUMBER}))?$")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*\.\.\s*(?P<high>{_NUMBER})$")
_PART = re.compile(r"(?P<mark>[=~])(?P<text>[^=~]*)")
WHOLE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What is known of a question when its answers are read."""

    reading: Reading
    about: str
    place: Place

    start: int
    """Where the answers begin in the file."""

    prose: Callable[[str], str]
    """Turns a part into Markdown."""

    plain: Callable[[str], str]
    """Turns a part into the text that is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """One answer, taken apart."""

    weight: float
    text: str
    feedback: str
    at: int
    """Where it begins among the answers."""


def answers_of(parsed: Parsed, answers: str) -> Task | None:
    """Read the answers; None where they hold mistakes."""
    text = answers.strip()
    if not text:
        # Its general feedback is all that it can be compared with.
        return Written()
    if text.startswith("#"):
        return _numerical(parsed, answers)
    if "~" in text:
        return _choice(parsed, answers)
    if "=" in text and "->" in text:
        return _matching(parsed, answers)
    if _TRUTH.match(text.split("#")[0]):
        return _truth(parsed, text)
    return _short(parsed, answers)


def _mistake(parsed: Parsed, at: int, what: str, hint: str) -> None:
    parsed.reading.mistake(parsed.reading.at(parsed.start + at), what, hint)


def _taken(parsed: Parsed, answers: str) -> list[_Answer]:
    """Take answers apart; text before the first is a mistake."""
    first = re.search(r"[=~]", answers)
    lead = answers[: first.start()] if first else answers
    if lead.strip():
        at = len(lead) - len(lead.lstrip())
        _mistake(parsed, at, "This answer has no mark", "Begin it with `=` if it is right, with `~` if not.")
    found: list[_Answer] = []
    for part in _PART.finditer(answers):
        text, weight = part["text"], WHOLE if part["mark"] == "=" else 0.0
        if match := _WEIGHT.match(text):
            weight, text = float(match[1]), text[match.end() :]
        text, _, feedback = text.partition("#")
        if not text.strip() and not feedback.strip() and not match:
            # `~=` marks one answer, not two.
            continue
        found.append(_Answer(weight=weight, text=text, feedback=feedback, at=part.start()))
    return found


def _choice(parsed: Parsed, answers: str) -> Task | None:
    taken = _taken(parsed, answers)
    multiple = not any(part["mark"] == "=" for part in _PART.finditer(answers))
    options = []
    for answer in taken:
        if not answer.text.strip():
            _mistake(parsed, answer.at, "This answer is empty", "Write its text, or remove its mark.")
        right = answer.weight > 0 if multiple else answer.weight >= WHOLE
        options.append(
            Option(text=parsed.prose(answer.text), right=right, feedback=parsed.prose(answer.feedback))
        )
    if len(taken) < 2:
        what = "This choice has only one answer" if taken else "The answers of this choice are empty"
        _mistake(parsed, 0, what, "Write the text of at least two: `{=Paris ~Rome}`.")
    elif not any(option.right for option in options):
        _mistake(parsed, 0, "No answer is right", "Mark what is right with `=`, or give it a share: `~%50%`.")
    if not multiple and any(0 < answer.weight < WHOLE for answer in taken):
        _partly(parsed)
    if multiple and (uneven := unequal(answer.weight for answer in taken)):
        what = f"all that is right is asked for at once, without shares of {uneven}"
        parsed.reading.changed(parsed.place, parsed.about, what, PARTLY)
    if not multiple and sum(option.right for option in options) > 1:
        because = "one right option of several is not known to our pages"
        parsed.reading.changed(parsed.place, parsed.about, "all right answers are asked for", because)
        multiple = True
    return Chosen(options=tuple(options), multiple=multiple)


def _partly(parsed: Parsed) -> None:
    parsed.reading.changed(parsed.place, parsed.about, "what is partly right is wrong", PARTLY)


def _card(parsed: Parsed) -> None:
    because = "what is typed can be judged only by a run of Python"
    parsed.reading.changed(parsed.place, parsed.about, "the typed answer is a card", because)


def _short(parsed: Parsed, answers: str) -> Task | None:
    # A single answer needs no mark.
    lead = len(answers) - len(answers.lstrip())
    bare = not answers.lstrip().startswith("=")
    taken = _taken(parsed, f"{answers[:lead]}={answers[lead:]}" if bare else answers)
    if any(0 < answer.weight < WHOLE for answer in taken):
        _partly(parsed)
    if not taken:
        _mistake(parsed, 0, "This answer is empty", "Write what is right behind the mark: `{=Paris}`.")
        return None
    if not any(answer.weight >= WHOLE for answer in taken):
        _mistake(parsed, 0, "No answer is right", "Mark what is right with `=`: `{=Paris}`.")
        return None
    _card(parsed)
    if any(has_wildcard(parsed.plain(answer.text)) for answer in taken):
        parsed.reading.changed(parsed.place, parsed.about, *WILDCARD)
    other = next((one for one in taken if one.text.strip() == "*" and one.weight < WHOLE), None)
    return Typed(
        options=tuple(
            Option(
                text=parsed.plain(answer.text).replace("\\*", "*"),
                right=answer.weight >= WHOLE,
                feedback=parsed.prose(answer.feedback),
                anything=answer.text.strip() == "*",
            )
            for answer in taken
            if answer is not other
        ),
        other=parsed.prose(other.feedback) if other else "",
        case=False,
    )


def _numerical(parsed: Parsed, answers: str) -> Task | None:
    at = answers.index("#") + 1
    text, _, wrong = answers[at:].partition("~")
    marked = text if "=" in text else f"={text}"
    options, other = list[Option](), ""
    before = len(parsed.reading.findings)
    taken = _taken(parsed, " " * (at - (marked is not text)) + marked)
    for answer in taken:
        feedback, right = parsed.prose(answer.feedback), answer.weight >= WHOLE
        if answer.text.strip() != "*":
            value, around = _interval(parsed, answer)
            options.append(Option(text=f"{value:.15g}", right=right, feedback=feedback, tolerance=around))
        elif right:
            options.append(Option(text="*", right=True, feedback=feedback, anything=True))
        else:
            other = feedback
    if len(parsed.reading.findings) > before:
        return None
    if not any(option.right for option in options):
        _mistake(parsed, 0, "No number is right", "Write it after the `#`.")
        return None
    if any(0 < answer.weight < WHOLE for answer in taken):
        _partly(parsed)
    _card(parsed)
    other = other or parsed.prose(wrong.lstrip("#").strip() if wrong else "")
    return Typed(options=tuple(options), other=other, number=True)


def _interval(parsed: Parsed, answer: _Answer) -> tuple[float, float]:
    """Read a number and how far off another may be."""
    text, hint = answer.text.strip(), "Write `#3.14`, `#3.14:0.01` or `#3.1..3.2`."
    near, span = _NEAR.match(text), _RANGE.match(text)
    value, around, what = 0.0, 0.0, ""
    if span:
        low, high = float(span["low"]), float(span["high"])
        value, around = (low + high) / 2, (high - low) / 2
        what = f"`{text[:SHOWN]}` ends below its beginning" if high < low else ""
    elif near:
        value, around = float(near["value"]), float(near["off"] or 0)
        what = f"`{text[:SHOWN]}` has a tolerance below 0" if around < 0 else ""
    else:
        what = f"`{text[:SHOWN]}` is not a number"
    if not (math.isfinite(value) and math.isfinite(around)):
        what = f"`{text[:SHOWN]}` is greater than any number that is reckoned with"
        hint = "Write a smaller one."
    if what:
        _mistake(parsed, answer.at + 1, what, hint)
    return value, around


def _matching(parsed: Parsed, answers: str) -> Task | None:
    pairs: list[tuple[str, str]] = []
    extra: list[str] = []
    for answer in _taken(parsed, answers):
        asked, arrow, belongs = answer.text.partition("->")
        if not arrow or not belongs.strip():
            what = "Nothing belongs to this part of the match"
            _mistake(parsed, answer.at, what, "Write `= what is asked -> what belongs to it`.")
        elif asked.strip():
            pairs.append((parsed.prose(asked), from_plain(parsed.plain(belongs))))
        else:
            extra.append(from_plain(parsed.plain(belongs)))
    if len(pairs) < 2:
        _mistake(parsed, 0, "This match has fewer than two parts", "Write at least two.")
    because = "our pages have no match: each part is a choice among all answers"
    parsed.reading.changed(parsed.place, parsed.about, "the match is a set of choices", because)
    return Matched(pairs=tuple(pairs), extra=tuple(extra))


def _truth(parsed: Parsed, text: str) -> Task:
    value, *said = text.split("#")
    true = value.strip().startswith("T")
    wrong, right = (*(parsed.prose(part) for part in said), "", "")[:2]
    return Chosen(
        options=(
            Option(text="True", right=true, feedback=right if true else wrong),
            Option(text="False", right=not true, feedback=wrong if true else right),
        ),
        shuffle=False,
    )
