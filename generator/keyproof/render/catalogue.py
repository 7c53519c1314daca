"""The words that no author wrote, in the language of the site.

In: messages by id. Out: `Words`, which fill the places of a message with text, code or markup. A message
is a whole sentence, so its order is the language's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from keyproof.render.markup import escape
from keyproof.render.phrase import Phrase, join, plain

Message = str | Mapping[str, str]
"""A sentence with `{places}`, or one for each plural category."""

SOURCE = "en"
"""The language that has every message, and that stands in for those we have no words in."""

COUNTED = "n"
"""The place whose number chooses the plural form."""

PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """Every message in one language."""

    language: str
    """Tag of the language that the messages are in: `pt-BR`."""

    messages: Mapping[str, Message]
    """Messages by id."""

    notice: str = ""
    """What the author should know: that another language stands in for the site's. Empty: none does."""

    def text(self, name: str, /, **places: str | int) -> str:
        """Say a message; numbers are written as in its language."""
        return "".join(self.phrase(name, **places))

    def phrase(self, name: str, /, **places: str | int | Phrase) -> Phrase:
        """Say a message some of whose places are code."""
        pieces = PLACE.split(self._form(name, places))
        return join(
            self._filled(places[piece]) if index % 2 else plain(piece) for index, piece in enumerate(pieces)
        )

    def markup(self, name: str, /, **places: str | int) -> str:
        """Say a message as HTML, with places that are HTML already."""
        pieces = PLACE.split(self._form(name, places))
        return "".join(
            "".join(self._filled(places[piece])) if index % 2 else escape(piece)
            for index, piece in enumerate(pieces)
        )

    def listed(self, phrases: Sequence[Phrase]) -> Phrase:
        """Name several things as a sentence does: `a, b and c`."""
        if len(phrases) < 2:
            return join(phrases)
        *others, last = phrases
        first = reduce(lambda one, other: self.phrase("list-comma", first=one, next=other), others)
        return self.phrase("list-and", first=first, last=last)

    def sentences(self, *phrases: Phrase) -> Phrase:
        """Say one sentence after another, leaving out what is empty."""
        said = [phrase for phrase in phrases if phrase] or [()]
        return reduce(lambda one, other: self.phrase("sentences", first=one, second=other), said)

    def number(self, value: int) -> str:
        """Write a number that stands by itself."""
        return "".join(self._filled(value))

    def _form(self, name: str, places: Mapping[str, str | int | Phrase]) -> str:
        message = self.messages[name]
        if isinstance(message, str):
            return message
        number = places[COUNTED]
        category = locale(self.language).plural_form(number if isinstance(number, int) else 0)
        return message.get(category, message["other"])

    def _filled(self, value: str | int | Phrase) -> Phrase:
        if isinstance(value, tuple):
            return value
        # babel writes the digits that code has, whatever the language; so do the scripts.
        return plain(format_decimal(value, locale=locale(self.language)) if isinstance(value, int) else value)


def places(message: Message) -> frozenset[str]:
    """Name the places of a message, in any of its forms."""
    forms = [message] if isinstance(message, str) else message.values()
    return frozenset(name for form in forms for name in PLACE.findall(form))


@lru_cache
def locale(language: str) -> Locale:
    """Know a language's plurals and numbers; those of English where nobody does."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(SOURCE)
