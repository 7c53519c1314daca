"""Pages whose exercises an element conducts: a test, a challenge, a review.

In: the blocks of such a page, its topic, and where else the topic's objectives are practised. Out: Markdown
in which every exercise stands for itself, and an element that conducts them where there is a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from keyproof.course import Block, Course, SourcePage
from keyproof.exercise import Exercise
from keyproof.render.body import Results, body
from keyproof.render.catalogue import Words
from keyproof.render.header import mode_name, ordered_modes
from keyproof.render.markup import escape, inline, one_line, plain
from keyproof.render.places import page_path, way_to
from keyproof.settings import Settings
from keyproof.topic import Topic

TAGS = {"test": "keyproof-test", "challenge": "keyproof-challenge"}
"""The modes that are a series, and the element that conducts each."""

REVIEW = "review"
"""The mode whose cards are repeated."""


def series(
    source: SourcePage, blocks: Sequence[Block], topic: Topic, *, results: Results, goals: str = ""
) -> str:
    """Write the introduction, then the series itself, with what its element has to know."""
    begins = next((n for n, block in enumerate(blocks) if isinstance(block, Exercise)), len(blocks))
    tag = TAGS[source.mode]
    name = plain(topic.title)
    opened = (
        f'<div class="keyproof-set kp-series kp-{source.mode}" data-kp-id="{escape(topic.slug)}" '
        f'data-kp-title="{escape(name)}" markdown="1">'
    )
    stage = f'<div class="kp-stage" data-search-exclude><{tag}></{tag}></div>'
    shown = body(blocks[begins:], results, searchable=source.mode != "test", conducted=True)
    parts = [body(blocks[:begins], results), one_line(opened), one_line(stage), goals, shown, "</div>"]
    return "\n\n".join(part for part in parts if part)


def review(blocks: Sequence[Block], results: Results) -> str:
    """Write a page of cards: the element that repeats them stands before the first one."""
    begins = next((n for n, block in enumerate(blocks) if isinstance(block, Exercise)), len(blocks))
    stage = '<div class="keyproof-set kp-stage" data-search-exclude><keyproof-review></keyproof-review></div>'
    parts = [body(blocks[:begins], results), one_line(stage), body(blocks[begins:], results)]
    return "\n\n".join(part for part in parts if part)


def list_goals(source: SourcePage, topic: Topic, *, course: Course, settings: Settings, words: Words) -> str:
    """List the objectives that a page asks about, each with the parts of the topic that teach it."""
    asked = {exercise.objective for exercise in source.exercises()}
    start = page_path(source, settings)
    pages = {page.mode: page for page in course.pages if page.topic == topic.slug and page.mode not in TAGS}
    taught = {
        mode: (pages[mode], way_to(page_path(pages[mode], settings), start, settings))
        for mode in ordered_modes(pages)
    }
    rows = [
        f'<li data-kp-objective="{escape(slug)}">{inline(sentence)} '
        f'<span class="kp-mend">{" · ".join(_links(slug, taught, words))}</span></li>'
        for slug, sentence in topic.objectives.items()
        if slug in asked
    ]
    lead = f"<p>{escape(words.text('goals'))}</p>"
    listed = f'<section class="kp-goals" data-search-exclude>{lead}<ul>{"".join(rows)}</ul></section>'
    return one_line(listed) if rows else ""


def _links(slug: str, taught: Mapping[str, tuple[SourcePage, str]], words: Words) -> Iterator[str]:
    for mode, (page, address) in taught.items():
        name = escape(mode_name(mode, words))
        own = [exercise for exercise in page.exercises() if exercise.objective == slug]
        if mode == "learn" and not own:
            yield f'<a href="{escape(address)}">{name}</a>'
        for exercise in own:
            title = words.markup("titled", name=name, title=inline(exercise.title))
            yield f'<a href="{escape(address)}#{escape(exercise.id)}">{title}</a>'
