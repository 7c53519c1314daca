"""What may follow a word that shows something: `name=train`, `seconds=20`.

In: the parts of an attribute list and the keys that mean something there. Out: a `Keys`; others are reported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from keyproof.finding import Place
from keyproof.read.attributes import Attribute
from keyproof.read.near import suggestion
from keyproof.read.source import Source
from keyproof.trees import expression_of


@dataclass(slots=True)
class Keys:
    """Values of keys, as far as they are there."""

    name: str = ""
    after: str = ""
    seconds: float | None = None
    alt: str = ""
    caption: str = ""
    digits: str = ""
    show: bool = False
    layer: str = ""
    input: str = ""
    state: str = ""

    places: dict[str, Place] | None = None
    """Where each of them stands."""

    def place(self, key: str) -> Place | None:
        """Say where a key stands."""
        return (self.places or {}).get(key)


def read_keys(source: Source, parts: Sequence[Attribute], *, known: Collection[str], where: str) -> Keys:
    """Read keys; `where` says in words what they belong to."""
    keys = Keys(places={})
    assert keys.places is not None
    for part in parts:
        key = part.name
        if key in keys.places:
            source.report("unknown-name", part.place, f"`{key}` stands here twice", hint="Keep one of them.")
        elif key not in known or part.sort not in ("key", "word"):
            what = f"`{key}` means nothing {where}"
            source.report("unknown-name", part.place, what, hint=suggestion(key, known))
        elif part.sort != _sort(key):
            keys.places[key] = part.place
            what = f"`{key}` has no value" if part.sort == "word" else f"`{key}` takes no value"
            source.report("unreadable", part.place, what, hint=f"Write {_VALUES[key][1]}.")
        else:
            keys.places[key] = part.place
            _store(source, part, keys)
    return keys


def _sort(key: str) -> str:
    return "word" if _VALUES[key][0] is None else "key"


def _store(source: Source, part: Attribute, keys: Keys) -> None:
    convert, expected = _VALUES[part.name]
    value = convert(part.value) if convert else True
    if value is None:
        what = f"`{part.name}` cannot be `{part.value}`" if part.value else f"`{part.name}` has no value"
        source.report("unreadable", part.place, what, expected=expected, hint=f"Write {expected}.")
    else:
        setattr(keys, part.name, value)


def _identifier(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", text) else None


def _words(text: str) -> str | None:
    return " ".join(text.split()) or None


def _digits(text: str) -> str | None:
    return text if re.fullmatch(r"[0-9]", text) else None


def _expression(text: str) -> str | None:
    try:
        expression_of(text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return text.strip()


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number > 0 else None


_VALUES: Mapping[str, tuple[Callable[[str], object] | None, str]] = {
    "name": (_identifier, "letters, digits, `-` and `_`, such as `name=train`"),
    "after": (_identifier, "the name of a run above, such as `after=train`"),
    "alt": (_words, 'what a reader sees in it, in quotes: `alt="The loss falls from 3 to 0.1."`'),
    "caption": (_words, 'words in quotes, such as `caption="Loss of each epoch"`'),
    "digits": (_digits, "how many decimals numbers have, from 0 to 9, such as `digits=2`"),
    "show": (None, "`show` alone"),
    "layer": (_expression, "the name of a layer, such as `layer=rnn`"),
    "input": (_expression, "the name of its input, such as `input=x`"),
    "state": (_expression, "the name of its first state, such as `state=h0`"),
    "seconds": (_positive, "a number of seconds above 0, such as `seconds=20`"),
}
"""How the value of each key is read, None for a word without one; and what it has to be."""
