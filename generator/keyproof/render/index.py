"""The page of a topic's folder, for topics whose author wrote none.

In: a `Topic`, all topics, and the modes it has. Out: Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence

from keyproof.render.header import MODES, chooser, facts
from keyproof.render.prose import protect
from keyproof.topic import Topic


def topic_index(topic: Topic, modes: Sequence[str], *, topics: Sequence[Topic]) -> str:
    """Write title, facts, where to begin, objectives, prerequisites and the modes."""
    parts = [
        f"# {protect(topic.title)}",
        facts(topic),
        _beginning(modes),
        _list("What you will be able to do", [protect(text) for text in topic.objectives.values()]),
        _list("What comes before", [_link(slug, topics) for slug in topic.prerequisites]),
        f"## Ways to study\n\n{chooser(modes)}" if modes else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _beginning(modes: Sequence[str]) -> str:
    offers = {"learn": "Start learning", "test": "Test this first"}
    links = [f"[{offers[mode]}]({mode}.md){{ .md-button }}" for mode in offers if mode in modes]
    if not links and modes:
        links = [f"[Start with {MODES.get(modes[0], modes[0])}]({modes[0]}.md){{ .md-button }}"]
    return " ".join(links)


def _list(title: str, items: list[str]) -> str:
    if not items:
        return ""
    return f"## {title}\n\n" + "\n".join(f"- {item}" for item in items)


def _link(slug: str, topics: Sequence[Topic]) -> str:
    known = next((topic for topic in topics if topic.slug == slug), None)
    return f"[{protect(known.title)}](../{slug}/index.md)" if known else protect(slug)
