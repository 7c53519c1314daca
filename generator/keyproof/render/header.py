"""What stands above every page of a topic.

In: a `Topic` and the modes it has. Out: Markdown: topic, minutes, tags, and a chooser of modes
whose links the site resolves itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from keyproof.render.markup import escape, one_line
from keyproof.render.prose import protect
from keyproof.topic import Topic

MODES = {
    "learn": "Learn",
    "why": "Why",
    "deep": "Deep dive",
    "trace": "Trace",
    "try": "Try",
    "challenge": "Challenge",
    "experiment": "Experiment",
    "review": "Review",
    "metrics": "Metrics",
    "test": "Test",
    "practice": "Practice",
}
"""Modes in the order of the chooser, with their names."""


def header(topic: Topic, modes: Sequence[str], *, current: str) -> str:
    """Write the header of one mode's page."""
    name = f"[{protect(_linkable(topic.title))}](index.md)"
    return "\n\n".join(
        [
            '<div class="kp-header" data-search-exclude markdown="1">',
            f"{name}{{ .kp-topic }}",
            facts(topic),
            chooser(modes, current=current),
            "</div>",
        ]
    )


def facts(topic: Topic) -> str:
    """Write the minutes and tags of a topic; empty when it has neither."""
    minutes = f'<span class="kp-minutes">about {_minutes(topic.minutes)}</span>' if topic.minutes else ""
    tags = "".join(f'<span class="kp-tag">{escape(tag)}</span> ' for tag in topic.tags)
    inside = " ".join(part for part in (minutes, tags.strip()) if part)
    return one_line(f'<p class="kp-facts" data-search-exclude>{inside}</p>') if inside else ""


def chooser(modes: Iterable[str], *, current: str = "") -> str:
    """Write the links to a topic's modes."""
    rows = [_row(mode, current=current) for mode in modes]
    opened = '<nav class="kp-modes" aria-label="Modes of this topic" data-search-exclude markdown="1">'
    return "\n\n".join([opened, "\n".join(rows), "</nav>"])


def ordered_modes(modes: Iterable[str]) -> tuple[str, ...]:
    """Sort modes as the chooser shows them; unknown ones come last."""
    places = {mode: place for place, mode in enumerate(MODES)}
    return tuple(sorted(set(modes), key=lambda mode: (places.get(mode, len(places)), mode)))


def _row(mode: str, *, current: str) -> str:
    marked = '{ aria-current="page" }' if mode == current else ""
    return f"- [{MODES.get(mode, mode.capitalize())}]({mode}.md){marked}"


def _minutes(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _linkable(text: str) -> str:
    return text.replace("[", "&#91;").replace("]", "&#93;")
