"""Pages whose exercises an element conducts: tests and challenges."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from keyproof.course import Course, ExerciseSet, SourcePage
from keyproof.exercise import Exercise, Prose
from keyproof.render import render_pages
from keyproof.topic import Topic
from tests.render.samples import ALL, at
from tests.render.test_pages import SETTINGS, VERDICTS

TOPIC = Topic(
    slug="rnn",
    title='A "layer" <b>',
    objectives={"shapes": "Tell `shapes` & <sizes>.", "other": "Not asked."},
    place=at(),
)
EXERCISES = [sample()[0] for sample in ALL]


def _page(mode: str, *blocks: Prose | Exercise | ExerciseSet) -> SourcePage:
    return SourcePage(path=f"exercises/rnn/{mode}.md", topic="rnn", mode=mode, title=mode, blocks=blocks)


def _render(*sources: SourcePage) -> dict[str, str]:
    course = Course(topics=(TOPIC,), pages=sources, findings=(), texts={})
    pages = render_pages(course, VERDICTS, findings=(), settings=SETTINGS, exhibits={})
    return {page.path: page.text for page in pages}


def _about(exercise: Exercise, objective: str = "shapes") -> Exercise:
    return replace(exercise, objective=objective, level="easy", countdown=90)


INTRODUCTION = Prose(text="Before it begins.", place=at())


@pytest.mark.parametrize("mode", ["test", "challenge"])
def test_the_element_stands_before_what_it_conducts(mode: str) -> None:
    """After the introduction comes one element around all exercises; each says what the element needs."""
    text = _render(_page(mode, INTRODUCTION, *map(_about, EXERCISES)))[f"rnn/{mode}.md"]

    order = [text.index(part) for part in ("Before it begins.", f"<keyproof-{mode}>", 'class="keyproof ')]
    assert sorted(order) == order
    told = 'data-kp-level="easy" data-kp-objective="shapes" data-kp-countdown="90"'
    assert len(EXERCISES) == text.count(told)
    assert "Task 1 of" not in text
    assert 'data-kp-title="A &quot;layer&quot; &lt;b&gt;"' in text
    assert "modes.css" in text and "hide: [toc]" in text


def test_an_ordinary_page_has_none_of_it() -> None:
    """Elsewhere exercises do not tell their objectives, and no second style sheet is loaded."""
    text = _render(_page("try", *map(_about, EXERCISES)))["rnn/try.md"]

    assert "data-kp-objective" not in text and "data-kp-level" not in text
    assert "modes.css" not in text and "hide: [toc]" not in text


def test_objectives_lead_to_what_teaches_them() -> None:
    """Each objective that is asked about is listed, with the exercises of other pages that are about it."""
    first, second, *_ = EXERCISES
    pages = _render(
        _page("learn", INTRODUCTION),
        _page("try", _about(second)),
        _page("challenge", _about(first)),
        _page("test", _about(first)),
    )
    goals = re.search(r'<section class="kp-goals".*</section>', pages["rnn/test.md"])

    assert goals
    assert "Tell <code>shapes</code> &amp; &lt;sizes&gt;." in goals.group()
    assert "Not asked" not in goals.group()
    links = re.findall(r'href="([^"]*)"', goals.group())
    assert ["../../rnn/learn/", f"../../rnn/try/#{second.id}"] == links


def test_a_pool_without_objectives_lists_none() -> None:
    """Where no exercise names an objective, there is nothing to list."""
    assert "kp-goals" not in _render(_page("test", *EXERCISES))["rnn/test.md"]


def test_no_practice_set_beneath_a_series() -> None:
    """Its feedback would help with what is asked above it."""
    practice = ExerciseSet(id="practice", title="P", heading=2, place=at(), blocks=(EXERCISES[0],))
    pages = _render(_page("practice", practice), _page("test", EXERCISES[1]), _page("learn", INTRODUCTION))

    assert "keyproof-set>" not in pages["rnn/test.md"]
    assert "keyproof-set>" in pages["rnn/learn.md"]
