"""Embedded answers, as Moodle writes them into the text of a question: `{1:SHORTANSWER:=Paris#Yes}`.

In: Markdown with such answers. Out: the text with numbered gaps, and what belongs there.
"""

from __future__ import annotations

import re

from keyproof.exchange.question import Blank, Blanks, Option, Task
from keyproof.exchange.reading import Reading
from keyproof.finding import Place

_OPEN = re.compile(r"\{\d*:(?P<type>[A-Z\\_]+):")
_KINDS = {
    "MULTICHOICE": True,
    "MC": True,
    "MULTIRESPONSE": True,
    "MR": True,
    "SHORTANSWER": False,
    "SA": False,
    "MW": False,
    "NUMERICAL": False,
    "NM": False,
}
"""Types without their endings, and whether they are chosen from."""

_SHARE = re.compile(r"(?:(?P<right>=)|%(?P<share>-?\d+(?:\.\d+)?)%)?(?P<text>.*)", re.DOTALL)
_PART = re.compile(r"(?:\\.|[^~\\])+", re.DOTALL)
_FEEDBACK = re.compile(r"(?<!\\)#")
WHOLE = 99.9


def read_cloze(reading: Reading, place: Place, about: str, text: str) -> tuple[str, Task | None]:
    """Take the answers out of a text."""
    parts: list[str] = []
    blanks: list[Blank] = []
    at = 0
    while opened := _OPEN.search(text, at):
        closed = re.compile(r"(?<!\\)\}").search(text, opened.end())
        if closed is None:
            reading.mistake(place, f"`{opened.group()}` is never closed", "Close the answer: `}`.")
            return text, None
        blank = _blank(opened["type"].replace("\\", ""), text[opened.end() : closed.start()])
        if blank is None:
            reading.mistake(
                place, f"`{opened['type']}` is not a type of answer", "Write `SHORTANSWER` or another."
            )
        elif not any(option.right for option in blank.options):
            shown = text[opened.start() : closed.end()][:60]
            reading.mistake(place, f"Nothing is right in `{shown}`", "Mark what is right: `=`.")
        else:
            blanks.append(blank)
        parts += [text[at : opened.start()], f"____ [{len(blanks)}]"]
        if blank and blank.menu:
            parts.append(f" ({' / '.join(option.text for option in blank.options)})")
        at = closed.end()
    if not blanks:
        reading.mistake(place, "This text has no answer in it", "Write one: `{1:SHORTANSWER:=Paris}`.")
        return text, None
    reading.changed(
        place, about, "the answers in the text are taken out of it", "gaps of ours stand in programs"
    )
    return "".join([*parts, text[at:]]), Blanks(blanks=tuple(blanks))


def _blank(kind: str, written: str) -> Blank | None:
    name = re.sub(r"_?(?:HS|VS|H|V|S|C)$", "", kind) if kind not in _KINDS else kind
    name = re.sub(r"(MC|MR|SA|MW|MULTICHOICE|MULTIRESPONSE|SHORTANSWER)$", r"\1", name)
    menu = _KINDS.get(name)
    if menu is None:
        return None
    options: list[Option] = []
    off = 0.0
    for part in _PART.findall(written):
        match = _SHARE.match(part.strip())
        if match is None:
            continue
        right = bool(match["right"]) or float(match["share"] or 0) >= WHOLE
        answer, *said = _FEEDBACK.split(match["text"], maxsplit=1)
        if name in ("NUMERICAL", "NM"):
            answer, _, near = answer.partition(":")
            off = float(near) if right and re.fullmatch(r"\d*\.?\d+", near.strip()) else off
        text = _plain(answer)
        options.append(Option(text=text, right=right, feedback=_prose(said[0]) if said else ""))
    known = [option for option in options if option.text != "*"]
    return Blank(options=tuple(known), menu=menu, tolerance=off)


def _plain(text: str) -> str:
    # The text around it has become Markdown already, which has escapes of its own.
    return re.sub(r"\\([_*\\])", r"\1", _prose(text))


def _prose(text: str) -> str:
    return re.sub(r"\\([}~#{/\"=])", r"\1", text).strip()
