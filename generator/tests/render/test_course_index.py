"""What a browser may ask about the whole course."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from keyproof.course import Course, SourcePage
from keyproof.render.course_index import course_index
from keyproof.settings import Settings
from keyproof.topic import Topic
from tests.render.samples import at, choice, fill, prose
from tests.report.samples import case, evidence, finding

SETTINGS = Settings(root=Path("/project"), docs=Path("/project/docs"))
TOPIC = Topic(slug="rnn", title="The `nn.RNN` layer", objectives={"build": "Make `h_0`."}, place=at())


def _page(path: str, *blocks: Any, mode: str = "") -> SourcePage:
    return SourcePage(path=path, topic="rnn" if mode else "", mode=mode, title="A *page*", blocks=blocks)


def _index(*pages: SourcePage, settings: Settings = SETTINGS, cases: Any = None) -> dict[str, Any]:
    course = Course(topics=(TOPIC,), pages=pages, findings=(), texts={})
    known = [case(one.id, digest=f"of-{one.id}") for one in course.exercises()]
    made = course_index(course, evidence(*(known if cases is None else cases)), settings=settings)
    assert "assets/keyproof/course.json" == made.path
    loaded: dict[str, Any] = json.loads(made.content)
    return loaded


def test_topics_list_their_pages_in_the_order_of_modes_and_exercises_in_the_order_of_pages() -> None:
    """Texts are plain, addresses start at the top of the site, and digests are those of the pages."""
    tried, chosen = replace(fill()[0], objective="build"), choice()[0]
    made = _index(_page("x/practice.md", chosen, mode="practice"), _page("x/learn.md", tried, mode="learn"))
    (topic,) = made["topics"]
    learn, practice = topic["pages"]

    assert ("rnn", "The nn.RNN layer", "rnn/", {"build": "Make h_0."}) == (
        topic["slug"],
        topic["title"],
        topic["url"],
        topic["objectives"],
    )
    assert ("rnn/learn/", "A page", "learn") == (learn["url"], learn["title"], learn["mode"])
    assert {
        "id": "two-layers",
        "digest": "of-two-layers",
        "title": "Two layers that read (batch, seq_len, input_size)",
        "level": "medium",
        "kind": "fill",
        "objective": "build",
    } == learn["exercises"][0]
    assert ["create"] == [one["id"] for one in practice["exercises"]]
    assert (1, "progress/") == (made["v"], made["progress"])


def test_pages_outside_of_topics_stand_under_a_topic_without_a_name() -> None:
    """Those without exercises are left out."""
    made = _index(_page("docs/index.md", choice()[0]), _page("docs/a/about.md", prose("Words.")))

    assert ["rnn", ""] == [topic["slug"] for topic in made["topics"]]
    assert ["./"] == [page["url"] for page in made["topics"][1]["pages"]]


def test_what_is_not_shown_is_not_listed() -> None:
    """An exercise with findings has no digest, and nobody can answer it."""
    made = _index(
        _page("x/try.md", choice()[0], mode="try"), cases=[case("create", finding(exercise="create"))]
    )

    assert [] == made["topics"][0]["pages"][0]["exercises"]


def test_it_tells_no_answer_and_no_page_that_is_not_there() -> None:
    """Neither options nor feedback; and no address of a page of progress that was not asked for."""
    plain = replace(SETTINGS, progress=False, directory_urls=False)
    made = _index(_page("x/try.md", choice()[0], mode="try"), settings=plain)

    assert "" == made["progress"]
    assert "rnn/try.html" == made["topics"][0]["pages"][0]["url"]
    assert "nn.RNN(10, 20)" not in json.dumps(made)


def test_cards_are_named_but_not_counted() -> None:
    """They are never solved; what is kept of them is when they come back."""
    card = replace(choice()[0], id="recall", kind="card", options=())
    made = _index(_page("x/review.md", card, choice()[0], mode="review"), _page("x/try.md", mode="try"))
    pages = {page["mode"]: page for page in made["topics"][0]["pages"]}

    assert ["recall"] == pages["review"]["cards"]
    assert ["create"] == [one["id"] for one in pages["review"]["exercises"]]
    assert "cards" not in pages["try"]
