"""What stands above every page of a topic.

In: a `Topic` and the modes it has. Out: Markdown: topic, minutes, tags, and a chooser of modes
whose links the site resolves itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from keyproof.render.catalogue import Words
from keyproof.render.markup import escape, one_line
from keyproof.render.prose import protect
from keyproof.topic import MODES, Topic


def header(topic: Topic, modes: Sequence[str], *, current: str, words: Words, minutes: int = 0) -> str:
    """Write the header of one mode's page, with the minutes of that page if they are known."""
    name = f"[{protect(_linkable(topic.title))}](index.md)"
    return "\n\n".join(
        [
            '<div class="kp-header" data-search-exclude markdown="1">',
            f"{name}{{ .kp-topic }}",
            facts(topic, words, minutes=minutes),
            chooser(modes, current=current, words=words),
            "</div>",
        ]
    )


def facts(topic: Topic, words: Words, *, minutes: int = 0) -> str:
    """Write the minutes, of a page or else of its topic, and tags; empty when there are neither."""
    number = minutes or topic.minutes
    about = escape(words.text("minutes", n=number))
    time = f'<span class="kp-minutes">{about}</span>' if number else ""
    tags = "".join(f'<span class="md-tag">{escape(tag)}</span> ' for tag in topic.tags)
    inside = " ".join(part for part in (time, tags.strip()) if part)
    return one_line(f'<p class="kp-facts" data-search-exclude>{inside}</p>') if inside else ""


def chooser(modes: Iterable[str], *, words: Words, current: str = "") -> str:
    """Write the links to a topic's modes."""
    rows = [_row(mode, current=current, words=words) for mode in modes]
    name = escape(words.text("modes"))
    opened = f'<nav class="kp-modes" aria-label="{name}" data-search-exclude markdown="1">'
    return "\n\n".join([opened, "\n".join(rows), "</nav>"])


def ordered_modes(modes: Iterable[str]) -> tuple[str, ...]:
    """Sort modes as the chooser shows them; unknown ones come last."""
    places = {mode: place for place, mode in enumerate(MODES)}
    return tuple(sorted(set(modes), key=lambda mode: (places.get(mode, len(places)), mode)))


def mode_name(mode: str, words: Words) -> str:
    """Name a mode; one that only this course has is named by its file."""
    return words.text(f"mode-{mode}") if mode in MODES else mode.capitalize()


def _row(mode: str, *, current: str, words: Words) -> str:
    marked = '{ aria-current="page" }' if mode == current else ""
    return f"- [{mode_name(mode, words)}]({mode}.md){marked}"


def _linkable(text: str) -> str:
    return text.replace("[", "&#91;").replace("]", "&#93;")
