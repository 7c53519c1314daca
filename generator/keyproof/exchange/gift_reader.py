"""Questions from GIFT, read as Moodle reads them, with the place of every mistake.

In: a file's text. Out: `Found`. No library: `pygiftparser` is of 2017, gives no places and takes broken files
without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from keyproof.exchange.gift_answers import Parsed, answers_of
from keyproof.exchange.in_line import without_scripts
from keyproof.exchange.markdown import from_auto, from_html, from_markdown, from_plain
from keyproof.exchange.question import Found, Passage, Question
from keyproof.exchange.reading import Reading, Told, decoded, topic_of
from keyproof.exchange.told import Teller

SPECIAL = "\\~=#{}:"
FIRST = 0xE000
"""Characters that stand for escaped ones while a question is taken apart: from here on, in their order."""

FILLER = "\ue0ff"
"""Stands beside each, so that every character keeps its place."""

_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_HELD = re.compile(f"[\ue000-\ue008]{FILLER}")
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.I)
_TAGGED = re.compile(r"\[(?P<key>id|tag):(?P<value>[^\]]+)\]")
_READ: Mapping[str, Callable[[str, Teller], str]] = {
    "html": from_html,
    "plain": from_plain,
    "moodle": from_auto,
    "markdown": from_markdown,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Lines between blank ones."""

    start: int
    """Where it begins in the file."""

    text: str
    """Its text, of the same length: comments are blank, escaped characters stand aside."""

    id: str
    tags: tuple[str, ...]


def read(path: str, raw: bytes) -> Found:
    """Read a bank of questions."""
    reading = decoded(path, raw)
    category = ""
    for block in _blocks(reading.text):
        text = block.text
        if text.lstrip().startswith("$CATEGORY:"):
            line, _, rest = text.lstrip().partition("\n")
            category = topic_of(unheld(line.removeprefix("$CATEGORY:")))
            text = " " * (len(text) - len(rest)) + rest
        if text.strip():
            _question(reading, block, text, category)
    if not reading.questions and not reading.findings:
        reading.left_out(reading.place(1), "the file", "all of it", "there is no question in it")
    return reading.found()


def _blocks(text: str) -> Iterator[_Block]:
    at = 0
    for match in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", text):
        at, lines = match.start(), match.group().split("\n")
        found = [part for line in lines if line.lstrip().startswith("//") for part in _TAGGED.finditer(line)]
        shown = "\n".join(" " * len(line) if line.lstrip().startswith("//") else line for line in lines)
        yield _Block(
            start=at,
            text=_ESCAPED.sub(_hold, shown),
            id=next((part["value"].strip() for part in found if part["key"] == "id"), ""),
            tags=tuple(part["value"].strip() for part in found if part["key"] == "tag"),
        )


def _hold(match: re.Match[str]) -> str:
    index = SPECIAL.index(match[1]) if match[1] in SPECIAL else len(SPECIAL)
    return chr(FIRST + index) + FILLER


def unheld(text: str) -> str:
    """Put escaped characters back."""
    return _HELD.sub(lambda match: (SPECIAL + "\n")[ord(match.group()[0]) - FIRST], text)


def _question(reading: Reading, block: _Block, text: str, category: str) -> None:
    name, body = _named(reading, block, text)
    if (cut := _cut(reading, block, body)) is None:
        return
    opened, closed = cut
    before, after = (body[:opened], body[closed + 1 :]) if closed >= 0 else (body, "")
    form, before = _formatted(before, "moodle")
    gap = "_____" if after.strip() and closed >= 0 else ""
    place = reading.at(block.start + len(text) - len(text.lstrip()), 1)
    about = unheld(name).strip() or block.id or f"question on line {place.line}"
    tell = Told(reading, place, about)
    stem = _READ[form](unheld(f"{before.rstrip(chr(10))}{gap}{after}").strip(), tell)
    reading.formulas(place, about, unheld(text))
    if not stem:
        reading.mistake(place, "This question has no text", "Write what is asked before the braces.")
        return
    answers = body[opened + 1 : closed] if closed >= 0 else None
    parsed = Parsed(
        reading=reading,
        about=about,
        place=place,
        start=block.start + opened + 1,
        prose=lambda part: prose(part, form, tell),
        plain=lambda part: unheld(_formatted(part, form)[1]).strip(),
    )
    solution, answers = _general(answers, form, tell)
    task = Passage() if answers is None else answers_of(parsed, answers)
    if task is not None:
        reading.questions.append(
            Question(
                id=block.id,
                title=without_scripts(unheld(name).strip()) or stem,
                stem=stem,
                task=task,
                solution=solution,
                place=place,
                topic=category,
                tags=block.tags,
            )
        )


def _named(reading: Reading, block: _Block, text: str) -> tuple[str, str]:
    """Take the name off; the rest keeps its places."""
    start = len(text) - len(text.lstrip())
    if not text.startswith("::", start):
        return "", text
    end = text.find("::", start + 2)
    if end < 0:
        reading.mistake(
            reading.at(block.start + start, 2), "This name does not end", "Write `::` after it as well."
        )
        return "", " " * (start + 2) + text[start + 2 :]
    return text[start + 2 : end], " " * (end + 2) + text[end + 2 :]


def _cut(reading: Reading, block: _Block, body: str) -> tuple[int, int] | None:
    """Find the braces: -1 and -1 where there are none; None where they are not in order."""
    opened, closed = body.find("{"), body.find("}")
    if opened < 0 and closed < 0:
        return -1, -1
    wrong = -1
    if opened < 0 or 0 <= closed < opened:
        wrong, what, hint = closed, "This brace closes nothing", "Write `\\}` for a brace that is only text."
    elif closed < 0:
        wrong, what, hint = opened, "This brace is never closed", "Close it, in the same question: `}`."
    elif 0 <= (inner := body.find("{", opened + 1)):
        wrong, what = inner, "This is a second brace, and a question has one list of answers"
        hint = "Write `\\{` for a brace that is only text, or part two questions by a blank line."
    elif 0 <= (other := body.find("}", closed + 1)):
        wrong, what, hint = other, "This brace closes nothing", "Write `\\}` for a brace that is only text."
    if wrong >= 0:
        reading.mistake(reading.at(block.start + wrong), what, hint)
        return None
    return opened, closed


def _formatted(text: str, otherwise: str) -> tuple[str, str]:
    """Take the name of a format off."""
    match = _FORMAT.match(text)
    return (match[1].lower(), text[match.end() :]) if match else (otherwise, text)


def prose(text: str, otherwise: str, tell: Teller) -> str:
    """Turn a text with its format into Markdown."""
    form, rest = _formatted(text, otherwise)
    return _READ[form](unheld(rest).strip(), tell) if rest.strip() else ""


def _general(answers: str | None, form: str, tell: Teller) -> tuple[str, str | None]:
    """Take the general feedback off the answers."""
    if answers is None or "####" not in answers:
        return "", answers
    rest, _, general = answers.rpartition("####")
    return prose(general, form, tell), rest
