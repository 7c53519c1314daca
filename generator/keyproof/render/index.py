"""The page of a topic's folder, for topics whose author wrote none.

In: a `Topic`, all topics, and the modes it has. Out: Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence

from keyproof.render.catalogue import Words
from keyproof.render.header import chooser, facts, mode_name
from keyproof.render.prose import protect
from keyproof.topic import Topic


def topic_index(topic: Topic, modes: Sequence[str], *, topics: Sequence[Topic], words: Words) -> str:
    """Write title, facts, where to begin, objectives, prerequisites and the modes."""
    parts = [
        f"# {protect(topic.title)}",
        facts(topic, words),
        _beginning(modes, words),
        _list(words.text("objectives"), [protect(text) for text in topic.objectives.values()]),
        _list(words.text("prerequisites"), [_link(slug, topics) for slug in topic.prerequisites]),
        f"## {words.text('ways')}\n\n{chooser(modes, words=words)}" if modes else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _beginning(modes: Sequence[str], words: Words) -> str:
    offers = {"learn": words.text("start-learning"), "test": words.text("start-testing")}
    links = [_button(text, mode) for mode, text in offers.items() if mode in modes]
    if not links and modes:
        links = [_button(words.text("start-with", mode=mode_name(modes[0], words)), modes[0])]
    # Each in its own paragraph: on a phone they would stand beneath each other without a gap.
    return "\n\n".join(links)


def _button(text: str, mode: str) -> str:
    return f"[{text}]({mode}.md){{ .md-button }}"


def _list(title: str, items: list[str]) -> str:
    if not items:
        return ""
    return f"## {title}\n\n" + "\n".join(f"- {item}" for item in items)


def _link(slug: str, topics: Sequence[Topic]) -> str:
    known = next((topic for topic in topics if topic.slug == slug), None)
    return f"[{protect(known.title)}](../{slug}/index.md)" if known else protect(slug)
