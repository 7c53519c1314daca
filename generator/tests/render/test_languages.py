"""The words of a site: its language's or what stands in for them, and the author's before either."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from babel import Locale

from keyproof.errors import SettingsError
from keyproof.exercise import Level
from keyproof.render import languages, words_of
from keyproof.render.catalogue import PLACE, places
from keyproof.render.kinds import KINDS
from keyproof.render.languages import BUILD_ONLY, CATEGORIES, english, scripts
from keyproof.settings import Settings
from keyproof.topic import MODES
from keyproof.verdict import State

PACKAGE = Path(__file__).resolve().parents[2] / "keyproof"
WIDGET = PACKAGE / "widget"
UPDATE = os.environ.get("UPDATE") == "1"
Catalogue = dict[str, dict[str, str | dict[str, str]]]


def catalogue(language: str) -> Catalogue:
    loaded: Catalogue = yaml.safe_load((PACKAGE / "words" / f"{language}.yml").read_text(encoding="utf-8"))
    return loaded


def site(language: str = "en", **words: object) -> Settings:
    return Settings(root=Path(), language=language, words=words)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_message_with_the_same_places(language: str) -> None:
    """A message that is missing would stop a build; one without its place would drop what belongs there."""
    source, own = catalogue("en"), catalogue(language)

    assert {section: list(messages) for section, messages in source.items()} == {
        section: list(messages) for section, messages in own.items()
    }
    for section, messages in source.items():
        assert {name: places(text) for name, text in messages.items()} == {
            name: places(text) for name, text in own[section].items()
        }


@pytest.mark.parametrize("language", languages())
def test_a_message_that_counts_has_the_forms_of_its_language(language: str) -> None:
    """Those that a whole number can need, as Unicode lists them; every other message is one text."""
    plural = Locale.parse(language).plural_form
    needed = {plural(number) for number in range(200)} | {"other"}
    source = catalogue("en")
    for section, messages in catalogue(language).items():
        for name, message in messages.items():
            counts = isinstance(source[section][name], dict)
            assert counts == isinstance(message, dict), name
            if isinstance(message, dict):
                assert sorted(needed, key=CATEGORIES.index) == list(message), name


def test_an_id_stands_in_one_section() -> None:
    """Authors name a message by its id alone."""
    names = [name for messages in catalogue("en").values() for name in messages]

    assert sorted(set(names)) == sorted(names)


def test_every_kind_mode_and_level_has_a_name() -> None:
    """Their messages are looked up by what an author writes."""
    named = [f"kind-{kind}" for kind in KINDS] + [f"mode-{mode}" for mode in MODES]
    named += [f"level-{level}" for level in get_args(Level) if level]
    named += [f"state-{state}" for state in get_args(State)] + [f"were-{state}" for state in get_args(State)]

    assert [] == [name for name in named if name not in english().messages]


def test_every_message_is_said_somewhere() -> None:
    """What nothing says is not worth a translation."""
    sources = [*(PACKAGE / "render").glob("*.py"), *WIDGET.glob("*.js")]
    sources = [file for file in sources if not file.name.startswith("strings")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    # A name may be put together: `level-` and the level.
    stems = re.findall(r"[\"'`]([a-z]+-)[{$\"'`]", text)
    unsaid = [
        name
        for messages in catalogue("en").values()
        for name in messages
        if not re.search(rf"[\"'`]{name}[\"'`]", text) and not name.startswith(tuple(stems))
    ]

    assert [] == unsaid


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("es-419", "es"),
        ("zh-TW", "zh"),
        ("zh-Hant-TW", "zh"),
        ("pt-BR", "en"),
        ("xx", "en"),
        ("", "en"),
    ],
)
def test_a_language_without_words_gets_the_nearest_that_has_some(asked: str, given: str) -> None:
    """First without its region or script, then English; and the author is told."""
    words = words_of(site(asked))

    assert given == words.language
    assert (f"no words in `{asked}`" in words.notice) == (asked != given)


def test_numbers_and_lists_are_those_of_the_language() -> None:
    """Whole sentences: the order of their parts, their signs and their plural are the language's own."""
    german, chinese, arabic = (words_of(site(language)) for language in ("de", "zh", "ar"))
    three = [("", "a"), ("", "b"), ("", "c")]

    assert "1.024" == german.number(1024)
    assert ("", "a", ", ", "b", " und ", "c", " gelten.") == german.phrase(
        "holds", n=3, checks=german.listed(three)
    )
    assert ("运行到 ", "f()", " 时抛出 ", "E", "。") == chinese.phrase(
        "raises-at", error=("", "E"), line=("", "f()")
    )
    assert "正确。不对。" == chinese.text("sentences", first="正确。", second="不对。")
    counted = [arabic.text("attempts", n=n) for n in (0, 1, 2, 3, 11, 100)]
    assert ["لا محاولات", "محاولة واحدة", "محاولتان", "3 محاولات", "11 محاولة", "100 محاولة"] == counted


def test_an_authors_words_come_first() -> None:
    """Whatever stands in the catalogue, and with the places of the message."""
    words = words_of(site(task="{total}/{number}", minutes={"one": "one minute", "other": "{n} min"}))

    assert "5/2" == words.text("task", number=2, total=5)
    assert ["one minute", "2 min"] == [words.text("minutes", n=n) for n in (1, 2)]


def test_an_author_may_bring_a_whole_language() -> None:
    """Then its plurals are its own, and nothing stands in for it."""
    own = {**english().messages, "attempts": {"one": "{n} próba", "few": "{n} próby", "other": "{n} prób"}}
    polish = words_of(site("pl", **own))

    assert ("pl", "") == (polish.language, polish.notice)
    assert ["1 próba", "3 próby", "5 prób"] == [polish.text("attempts", n=n) for n in (1, 3, 5)]
    assert '"lang":"pl"' in scripts(polish)["widget"]
    assert "en" == words_of(site("xx", **own)).language


@pytest.mark.parametrize(
    ("name", "message", "told"),
    [
        ("chek", "Go", "`words` has no message `chek`. Did you mean `check`?"),
        ("qqqqqq", "Go", "`words` has no message `qqqqqq`. The reference of the words lists them all."),
        ("task", "{numer}", "The message `task` has no place `{numer}`; its places are: `{number}`"),
        ("task", "{number}", "The message `task` must have a place `{total}`; its places are: `{number}`"),
        ("check", "Check {n}", "The message `check` has no place `{n}`; its places are: none."),
        ("check", 3, "`words` has a message `check` that cannot be used: write a text"),
        ("minutes", {"one": "1"}, "`words` has a message `minutes` that cannot be used"),
        ("minutes", {"single": "1", "other": "{n}"}, "`words` has a message `minutes` that cannot be used"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_used_stop_the_build(name: str, message: object, told: str) -> None:
    """In one sentence that says what to mend."""
    with pytest.raises(SettingsError) as stopped:
        words_of(site(**{name: message}))

    assert str(stopped.value).startswith(told)


def test_the_widgets_own_copy_is_the_english_catalogue() -> None:
    """It is what the sources run with, and what types are taken from; `UPDATE=1` rewrites it."""
    for section, data in scripts(english()).items():
        file = WIDGET / ("strings.js" if section == "widget" else f"strings-{section}.js")
        expected = (
            f"/**\n * Messages of `words/en.yml`, section `{section}`, written by `UPDATE=1 pytest "
            "tests/render/test_languages.py`.\n"
            " * In: nothing. Out: English, which publishing replaces by the site's language.\n */\n\n"
            f"export default {data};\n"
        )
        if UPDATE:
            file.write_text(expected, encoding="utf-8")
        assert expected == file.read_text(encoding="utf-8")


def test_scripts_get_no_form_that_says_what_another_says() -> None:
    """Arabic has six forms, most of which are often alike; a script falls back to `other`."""
    said = json.loads(scripts(words_of(site("ar")))["widget"])["messages"]

    assert ["zero", "one", "two", "few", "other"] == list(said["attempts"])
    assert isinstance(json.loads(scripts(words_of(site("zh")))["widget"])["messages"]["attempts"], str)


def test_scripts_get_no_messages_of_the_build() -> None:
    """A page is not to load what it never says."""
    assert set(scripts(english())) == set(catalogue("en")) - set(BUILD_ONLY)


def test_places_are_written_in_one_way() -> None:
    """A brace that is no place would be shown to readers."""
    texts = [
        text
        for language in languages()
        for messages in catalogue(language).values()
        for message in messages.values()
        for text in ([message] if isinstance(message, str) else message.values())
    ]

    assert [] == [text for text in texts if re.search("[{}]", PLACE.sub("", text))]
