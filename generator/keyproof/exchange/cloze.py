"""Embedded answers, as Moodle writes them into the text of a question: `{1:SHORTANSWER:=Paris#Yes}`.

In: the text as it stands in the file. Out: the text with numbered gaps, and what belongs there. Moodle's own
reader is the measure: https://github.com/moodle/moodle/blob/main/question/type/multianswer/questiontype.php
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from keyproof.exchange.html import to_plain
from keyproof.exchange.in_line import without_scripts
from keyproof.exchange.markdown import as_written, from_plain
from keyproof.exchange.question import Blank, Blanks, Option
from keyproof.exchange.reading import PARTLY, WILDCARD, Reading, has_wildcard, unequal
from keyproof.finding import Place

_OPEN = re.compile(r"\{\d*:(?P<type>[A-Z_]+):")
_CLOSE = re.compile(r"(?<!\\)\}")
_TYPE = re.compile(
    r"(?P<menu>MULTICHOICE|MC|(?P<several>MULTIRESPONSE|MR))_?(?:HS|VS|H|V|S)?"
    r"|(?P<number>NUMERICAL|NM)|(?:SHORTANSWER|SA|MW)_?C?"
)
_PART = re.compile(r"(?:\\.|[^~\\])+", re.DOTALL)
_SHARE = re.compile(r"(?:(?P<right>=)|%(?P<share>-?\d+(?:[.,]\d*)?)%)?(?P<text>.*)", re.DOTALL)
_FEEDBACK = re.compile(r"(?<![\\&])#")
"""Parts an answer from what is said to it; behind `&` it begins a character's number."""

_NUMBER = re.compile(r"[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?")
_GAP = re.compile("\ue200(\\d+)\ue201")
_FENCE = re.compile(r"^[ >]*(?:```|~~~)", re.MULTILINE)
_MARKUP = re.compile(r"</?(?:a|b|br|code|div|em|font|i|p|span|strong|u)\b[^<>]*>", re.I)
"""What an editor puts around a typed answer."""

_TWICE = re.compile(r"&amp;(?=#?\w+;)")
_ESCAPED = re.compile(r"\\([}~#{/\"=])")
_STAR = re.compile(r"\\(\*)")
WHOLE = 99.9
SHOWN = 60
"""Characters of an answer that a mistake quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with embedded answers while it is read."""

    reading: Reading
    place: Place
    about: str

    shown: Callable[[str], str]
    """Turns a part of it into Markdown."""

    def mistake(self, what: str, hint: str) -> None:
        """Note a mistake."""
        self.reading.mistake(self.place, what, hint)

    def changed(self, what: str, because: str) -> None:
        """Note that something comes along as something else."""
        self.reading.changed(self.place, self.about, what, because)


def read_cloze(text: Text, written: str) -> tuple[str, Blanks | None]:
    """Take the answers out of a text, before anything of it is taken for markup."""
    parts: list[str] = []
    blanks: list[Blank] = []
    at = 0
    while opened := _OPEN.search(written, at):
        closed = _CLOSE.search(written, opened.end())
        kind = _TYPE.fullmatch(opened["type"])
        if closed is None:
            text.mistake(f"`{opened.group()}` is never closed", "Close the answer: `}`.")
            return "", None
        if kind is None:
            because = f"our pages have nothing like the answer `{opened['type']}`"
            text.reading.left_out(text.place, text.about, "the question", because)
            return "", None
        blanks.append(_blank(text, kind, written[opened.end() : closed.start()]))
        # Characters of nobody's, which stay as they are until the text is Markdown.
        parts += [written[at : opened.start()], f"\ue200{len(blanks)}\ue201"]
        at = closed.end()
    if not blanks:
        text.mistake("This text has no answer in it", "Write one: `{1:SHORTANSWER:=Paris}`.")
        return "", None
    text.changed("the answers in the text are taken out of it", "gaps of ours stand in programs")
    made = text.shown("".join([*parts, written[at:]]))
    return _GAP.sub(lambda found: _gap(blanks, found), made), Blanks(blanks=tuple(blanks))


def _gap(blanks: list[Blank], found: re.Match[str]) -> str:
    """Write a gap; in a program, what it offers is no Markdown."""
    blank, number = blanks[int(found[1]) - 1], found[1]
    code = len(_FENCE.findall(found.string[: found.start()])) % 2 == 1
    # What is emphasised in a menu would end what is around it.
    plain = (to_plain(as_written(option.text)) for option in blank.options)
    offered = plain if code else map(from_plain, plain)
    return f"____ [{number}] ({' / '.join(offered)})" if blank.menu else f"____ [{number}]"


def _blank(text: Text, kind: re.Match[str], written: str) -> Blank:
    options: list[Option] = []
    shares: list[float] = []
    for part in _PART.findall(written):
        match = _SHARE.match(part.strip())
        if match is None or not match["text"].strip():
            continue
        share = 100.0 if match["right"] else float((match["share"] or "0").replace(",", "."))
        answer, *said = _FEEDBACK.split(match["text"], maxsplit=1)
        right = share > 0 if kind["several"] else share >= WHOLE
        option = Option(text="", right=right, feedback=_in_markdown(text, said[0]) if said else "")
        shares.append(share)
        options.append(_read(text, kind, option, answer))
    if not any(option.right for option in options):
        text.mistake(f"Nothing is right in `{written[:SHOWN]}`", "Mark what is right: `=`.")
    if not kind["several"] and any(0 < share < WHOLE for share in shares):
        text.changed("what is partly right is wrong", PARTLY)
    if kind["several"] and (uneven := unequal(shares)):
        text.changed(f"all that is right is asked for at once, without shares of {uneven}", PARTLY)
    multiple = bool(kind["several"])
    if kind["menu"] and not multiple and sum(option.right for option in options) > 1:
        because = "one right option of several is not known to our pages"
        text.changed("all right answers are asked for", because)
        multiple = True
    return Blank(options=tuple(options), menu=bool(kind["menu"]), multiple=multiple)


def _read(text: Text, kind: re.Match[str], option: Option, answer: str) -> Option:
    """Read an answer as it is chosen, or as it is typed."""
    if kind["menu"]:
        return replace(option, text=_in_markdown(text, answer))
    bare = _MARKUP.sub("", without_scripts(_ESCAPED.sub(r"\1", answer)))
    typed = html.unescape(bare).replace("\xa0", " ").strip()
    if typed == "*":
        return replace(option, text=typed, anything=True)
    if not kind["number"]:
        if has_wildcard(typed):
            text.changed(*WILDCARD)
        return replace(option, text=_STAR.sub(r"\1", typed))
    value, _, around = (part.strip() for part in typed.partition(":"))
    for number in filter(None, (value, around)):
        if not _is_number(number):
            text.mistake(f"`{number[:SHOWN]}` is not a number", "Write `1.5`, or `1.5:0.1` with a tolerance.")
            return option
    off = float(around.replace(",", ".")) if around else 0.0
    if off < 0:
        text.mistake(f"`{around[:SHOWN]}` is not a tolerance", "Write a number from 0 on.")
    return replace(option, text=value.replace(",", "."), tolerance=off)


def _is_number(written: str) -> bool:
    return bool(_NUMBER.fullmatch(written)) and math.isfinite(float(written.replace(",", ".")))


def _in_markdown(text: Text, written: str) -> str:
    """Decode once what is coded twice: Moodle decodes an answer before it takes it for HTML."""
    return text.shown(_TWICE.sub("&", _ESCAPED.sub(r"\1", written))).strip()
