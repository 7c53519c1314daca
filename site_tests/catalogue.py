"""What our part of a page says, against the catalogues of words.

In: a page and a language. Out: its messages by id, and texts of ours that are still in English.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from conftest import ROOT
from playwright.sync_api import Page

WORDS = ROOT / "generator" / "keyproof" / "words"

_PLACE = re.compile(r"\{\w+\}")

# The whole page: a topic's own page is ours from top to bottom. Code is code in every language.
_OURS = """() => {
  const texts = [];
  for (const one of document.querySelectorAll('.md-content *')) {
    if (one.closest('code, pre, script, style, svg, bdi')) continue;
    for (const name of ['aria-label', 'title', 'alt']) texts.push(one.getAttribute(name) ?? '');
    for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
  }
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}"""


def messages(language: str) -> dict[str, Any]:
    """Read the messages of a language by their ids."""
    loaded = yaml.safe_load((WORDS / f"{language}.yml").read_text(encoding="utf-8"))
    return {name: text for section in loaded.values() for name, text in section.items()}


def texts(page: Page) -> list[str]:
    """Collect every text and name in the content of the page, each once, outside of code."""
    found: list[str] = page.evaluate(_OURS)
    return found


def left_in_english(page: Page, language: str) -> list[str]:
    """Tell which texts are English messages that the language says otherwise."""
    own = {form for message in messages(language).values() for form in _forms(message)}
    english = [
        _pattern(form)
        for message in messages("en").values()
        for form in _forms(message)
        if form not in own and re.search("[a-z]{2}", _PLACE.sub("", form))
    ]
    return [text for text in texts(page) if any(pattern.fullmatch(text) for pattern in english)]


def _forms(message: Any) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def _pattern(form: str) -> re.Pattern[str]:
    """Match the message with anything in its places."""
    return re.compile(".*".join(re.escape(piece) for piece in _PLACE.split(form)))
