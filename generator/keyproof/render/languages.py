"""Which words a site gets: its language's, or those of one that stands in, and the author's before either.

In: the language of the site, the author's own words, and `words/*.yml`. Out: `Words`, checked, and the part
of them that scripts say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

from keyproof.errors import SettingsError
from keyproof.render.catalogue import COUNTED, SOURCE, Message, Words, locale, places
from keyproof.settings import Settings

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Forms that a message may have, as Unicode names them."""

BUILD_ONLY = ("page", "feedback", "report")
"""Sections of the catalogue whose messages no script says."""


def words_of(settings: Settings) -> Words:
    """Give the words of a site.

    Raises:
        SettingsError: the author's own words have an id that no message has, or places that it lacks.
    """
    return _words(settings.language, json.dumps(settings.words, sort_keys=True))


def read_words(file: Path) -> dict[str, object]:
    """Read an author's own words.

    Raises:
        SettingsError: the file is no mapping of ids to texts.
    """
    try:
        loaded = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "problem", None) or getattr(error, "strerror", None) or "it is not UTF-8"
        raise SettingsError(f"{file} cannot be read: {problem}.") from error
    if not isinstance(loaded, dict):
        raise SettingsError(f"{file} holds no words: write one `id: text` on each line.")
    return {str(name): message for name, message in loaded.items()}


def english() -> Words:
    """Give the words that every other catalogue is a translation of."""
    return _words(SOURCE, "{}")


def languages() -> tuple[str, ...]:
    """Name the languages that there are words in."""
    names = (file.name for file in files("keyproof").joinpath("words").iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


def told_in(words: Words, text: str, *, among: str) -> str:
    """Say in other words what another stage says in English; empty if no id that begins so has the text."""
    found = (name for name, known in english().messages.items() if name.startswith(among) and known == text)
    return next((words.text(name) for name in found), "")


@lru_cache(maxsize=8)
def scripts(words: Words) -> dict[str, str]:
    """Give what scripts say, by section, as the object literals that stand in them."""
    said: dict[str, str] = {}
    for section, ids in _sections(SOURCE).items():
        if section not in BUILD_ONLY:
            own: dict[str, object] = {name: _short(words.messages[name]) for name in ids}
            data = {"lang": words.language, "messages": own} if section == "widget" else own
            said[section] = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return said


def _short(message: Message) -> Message:
    """Leave out the forms that say what `other` says: a script falls back to that."""
    if isinstance(message, str):
        return message
    forms = {form: text for form, text in message.items() if form == "other" or text != message["other"]}
    return forms if len(forms) > 1 else forms["other"]


# The pages of a build, and the next build of `serve`, have one and the same words.
@lru_cache(maxsize=64)
def _words(language: str, own: str) -> Words:
    found = _standing_in(language)
    # A message that a language has not yet is said in English rather than not at all.
    parts = [*_sections(SOURCE).values(), *_sections(found).values()]
    messages = {name: text for part in parts for name, text in part.items()}
    said = json.loads(own)
    for name, message in said.items():
        messages[name] = _checked(name, message, messages)
    # Who says everything otherwise has words in a language, with plurals of its own.
    if messages.keys() == said.keys() and locale(language).language == language.lower().split("-")[0]:
        found = language
    missing = f"there are no words in `{language}` yet, those of `{found}` stand in for them"
    return Words(language=found, messages=messages, notice="" if found == language else missing)


def _standing_in(language: str) -> str:
    """Find the nearest language that there are words in: itself, then without its regions, then English."""
    known = {name.lower(): name for name in languages()}
    parts = language.replace("_", "-").lower().split("-")
    tags = ("-".join(parts[:size]) for size in range(len(parts), 0, -1))
    return next((known[tag] for tag in tags if tag in known), SOURCE)


@lru_cache
def _sections(language: str) -> Mapping[str, Mapping[str, Message]]:
    text = files("keyproof").joinpath("words", f"{language}.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, Message]] = yaml.safe_load(text)
    return loaded


def _checked(name: str, message: object, messages: Mapping[str, Message]) -> Message:
    if name not in messages:
        near = get_close_matches(name, messages, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else "The reference of the words lists them all."
        raise SettingsError(f"`words` has no message `{name}`. {hint}")
    forms = message if isinstance(message, Mapping) else {"other": message}
    wrong = [form for form in forms if form not in CATEGORIES]
    if wrong or "other" not in forms or not all(isinstance(form, str) for form in forms.values()):
        raise SettingsError(
            f"`words` has a message `{name}` that cannot be used: write a text, or a text for each of "
            f"{', '.join(f'`{category}`' for category in CATEGORIES)}, of which `other` must be there."
        )
    said: Message = {str(form): str(text) for form, text in forms.items()}
    _refuse_other_places(name, said, messages[name])
    return str(message) if isinstance(message, str) else said


def _refuse_other_places(name: str, said: Message, known: Message) -> None:
    expected, actual = places(known), places(said)
    # `one`, as a word, may do without its number.
    wrong = sorted(actual - expected) or sorted(expected - actual - {COUNTED})
    if wrong:
        lacks = "has no place" if wrong[0] in actual else "must have a place"
        listed = ", ".join(f"`{{{place}}}`" for place in sorted(expected)) or "none"
        raise SettingsError(f"The message `{name}` {lacks} `{{{wrong[0]}}}`; its places are: {listed}.")
