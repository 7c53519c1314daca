"""The link for reporting a problem with an exercise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from keyproof.exercise import Exercise
from keyproof.render.languages import english
from keyproof.render.problems import Problems
from keyproof.settings import Settings
from tests.render.conversion import page
from tests.render.samples import fill

FORM = "https://example.org/a/b/issues/new?title={title}&body={body}"
EXERCISE = fill()[0]
SETTINGS = Settings(
    root=Path(),
    site_url="https://course.example/",
    problems=FORM,
    sources="https://example.org/a/b/blob/main/{path}#L{line}",
)


def _link(settings: Settings = SETTINGS, exercise: Exercise = EXERCISE, topic: str = "rnn") -> str:
    made = Problems(settings=settings, page="verification/", topic=topic, words=english())
    html = made.link(exercise, "0123456789ab")
    return page(html).one("a").attrs["href"] if html else ""


def test_it_names_the_exercise_the_row_of_its_proof_and_the_line_of_its_source() -> None:
    """All that somebody needs to find it again; what is wrong the reader writes above."""
    told = parse_qs(urlsplit(_link()).query)

    assert ["Problem with two-layers"] == told["title"]
    assert [
        "\n\n\n---\nrnn/two-layers (0123456789ab)\nhttps://course.example/verification/#two-layers\n"
        "https://example.org/a/b/blob/main/exercises/rnn-layer/try.md#L3"
    ] == told["body"]


def test_what_is_not_known_is_told_as_far_as_it_is() -> None:
    """Without the site's address no row of the proof, which nobody could open; of the source its place."""
    plain = replace(SETTINGS, site_url="", sources="")
    body = parse_qs(urlsplit(_link(plain, topic="")).query)["body"][0]

    assert body.endswith("two-layers (0123456789ab)\nexercises/rnn-layer/try.md:3")


def test_an_author_may_name_another_form_or_none() -> None:
    """Places in it are filled in, quoted for an address."""
    mail = replace(SETTINGS, problems="mailto:a@b.example?subject={topic}%20{id}&body={source}")
    odd = replace(fill()[0], id="a&b#c")

    assert _link(mail).startswith("mailto:a@b.example?subject=rnn%20two-layers&body=https%3A%2F%2F")
    assert "Problem%20with%20a%26b%23c" in _link(exercise=odd)
    assert "" == _link(replace(SETTINGS, problems=""))
