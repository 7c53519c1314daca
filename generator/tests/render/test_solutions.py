"""The sheet of solutions that stands at the end of a page for those who print it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from keyproof.course import Course, ExerciseSet, SourcePage
from keyproof.finding import Finding
from keyproof.render import render_pages
from tests.render.conversion import Node, page
from tests.render.samples import ALL, at, choice, claims, fill, prose, typed
from tests.render.test_pages import SETTINGS, TOPIC, VERDICTS


def _page(mode: str, *blocks: Any) -> SourcePage:
    return SourcePage(path=f"exercises/rnn/{mode}.md", topic="rnn", mode=mode, title="A page", blocks=blocks)


def _set(*blocks: Any) -> ExerciseSet:
    return ExerciseSet(id="five", title="Practice", heading=2, place=at(), blocks=blocks)


def _text(*sources: SourcePage, name: str, findings: tuple[Finding, ...] = ()) -> str:
    course = Course(topics=(TOPIC,), pages=sources, findings=(), texts={})
    made = render_pages(course, VERDICTS, findings=findings, settings=SETTINGS, exhibits={})
    text = next(one.text for one in made if one.path == f"rnn/{name}.md")
    return text.split("\n---\n", 1)[1]


def _sheet(*sources: SourcePage, name: str) -> Node:
    return page(_text(*sources, name=name)).one(".kp-key")


def _items(sheet: Node) -> list[Node]:
    return [node for node in sheet.all("div") if "data-kp-key" in node.attrs]


def test_each_exercise_is_solved_once_in_the_order_of_the_page() -> None:
    """With its number among those it is counted with, its title, the steps and the final answer."""
    alone, chosen = fill()[0], choice()[0]
    steps = replace(alone, solution=prose("1. Count the layers.\n2. Say so."))
    sheet = _sheet(_page("try", steps, chosen), name="try")
    first, second = _items(sheet)

    assert ["two-layers", "create"] == [first.attrs["data-kp-key"], second.attrs["data-kp-key"]]
    assert "1. Two layers that read (batch, seq_len, input_size)" == first.one(".kp-key-name").text
    assert second.one(".kp-key-name").text.startswith("2. ")
    assert ["Count the layers.", "Say so."] == [item.text for item in first.all("li")]
    assert first.one(".kp-final").text.startswith("Final answer: ")


def test_every_kind_has_its_final_answer_on_the_sheet() -> None:
    """The same that stands beneath the question."""
    exercises = [replace(sample()[0], heading=2) for sample in ALL]
    tree = page(_text(_page("try", *exercises), name="try"))
    beneath = [node.one(".kp-final").text for node in tree.all(".keyproof")]

    assert beneath == [node.one(".kp-final").text for node in _items(tree.one(".kp-key"))]


def test_screens_and_the_search_never_show_it() -> None:
    """It is hidden until a style sheet for paper shows it, and no search lists it."""
    sheet = _sheet(_page("try", choice()[0]), name="try")

    assert ("section", "hidden") == (sheet.tag, sheet.attrs["hidden"])
    assert "data-search-exclude" in sheet.attrs
    assert "Solutions" == sheet.one(".kp-key-title").text
    # The search stops leaving out an element at the first closing tag of its name.
    assert [] == sheet.all("section")


def test_practice_comes_after_what_the_page_itself_asks() -> None:
    """Wherever its copies stand, with numbers of their own; a lone exercise has none."""
    practice = _page("practice", _set(replace(claims()[0], heading=3), replace(typed()[0], heading=3)))
    sheet = _sheet(_page("learn", choice()[0]), practice, name="learn")
    names = [item.one(".kp-key-name").text[:2] for item in _items(sheet)]

    assert ["create", claims()[0].id, typed()[0].id] == [item.attrs["data-kp-key"] for item in _items(sheet)]
    assert ["1.", "2."] == names[1:]
    assert not names[0].startswith("1")


def test_what_is_not_proven_is_not_solved() -> None:
    """An exercise with findings has no answer to print, and a page without any has no sheet."""
    finding = Finding(rule="wrong-key", place=at(), what="It does not hold.", exercise="create")
    text = _text(_page("try", choice()[0]), name="try", findings=(finding,))

    assert "kp-key" not in text
    assert "kp-key" not in _text(_page("learn", prose("Words.")), name="learn")
