"""What goes out comes back: stems, options, keys and feedback, as a page that our own reader takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyproof.exchange import gift, gift_reader, moodle, moodle_reader
from keyproof.exchange.accept import accepted, with_ids
from keyproof.exchange.html import to_plain
from keyproof.exchange.question import Bundle, Chosen, Found, Option, Question, Typed, Written
from keyproof.finding import Place
from keyproof.render.prose import protect

BACK = {
    "moodle": lambda bundle: moodle_reader.read("bank.xml", moodle.write(bundle)[0]),
    "gift": lambda bundle: gift_reader.read("bank.gift", gift.write(bundle)[0]),
}


@pytest.fixture(name="back", params=sorted(BACK), scope="module")
def _back(request: pytest.FixtureRequest, bundle: Bundle) -> Found:
    found = BACK[request.param](bundle)
    assert () == found.findings
    return found


def _by_id(found: Found) -> dict[str, Question]:
    return {question.id: question for question in found.questions}


@pytest.mark.parametrize("name", ["unknown", "truths", "printed", "mend"])
def test_options_keys_and_feedback_come_back(name: str, back: Found, questions: dict[str, Question]) -> None:
    """Letter for letter, whatever stands in them."""
    was, now = questions[name].task, _by_id(back)[name].task

    assert isinstance(was, Chosen)
    assert isinstance(now, Chosen)
    assert was.multiple == now.multiple
    assert [(to_plain(one.text), one.right, to_plain(one.feedback)) for one in was.options] == [
        (_on_a_page(one.text), one.right, _on_a_page(one.feedback)) for one in now.options
    ]


def _on_a_page(text: str) -> str:
    """HTML in what came in is text on our pages."""
    return to_plain(protect(text))


@pytest.mark.parametrize("name", ["unknown", "mend", "typed", "why", "double"])
def test_stems_and_titles_come_back(name: str, back: Found, questions: dict[str, Question]) -> None:
    """Words and code; programs keep their lines."""
    was, now = questions[name], _by_id(back)[name]

    assert to_plain(was.title) == to_plain(now.title)
    assert to_plain(was.stem) == to_plain(now.stem)


def test_typed_numbers_come_back(back: Found) -> None:
    """Value, tolerance, and the wrong answer that its author knew."""
    task = _by_id(back)["typed"].task

    assert isinstance(task, Typed)
    assert [True, 0.01, 0] == [task.number, *(task.off(option) for option in task.options)]
    assert [("0.25", True), ("4", False)] == [(option.text, option.right) for option in task.options]
    assert "the other way round" in task.options[1].feedback


def test_gift_takes_no_text_of_an_answer_for_a_mark_of_its_own() -> None:
    """A share at the beginning of an option, an arrow in what is typed."""
    place = Place(path="a.md", line=1)
    options = (Option(text="%50% of it", right=True), Option(text="b", right=False))
    one = Question(id="a", title="A", stem="A", place=place, task=Chosen(options=options))
    two = replace(one, id="b", task=Typed(options=(Option(text="x -> y", right=True),)))
    written, notes = gift.write(Bundle(questions=(one, two)))
    first, second = gift_reader.read("bank.gift", written).questions

    assert [("%50% of it", True), ("b", False)] == [(o.text, o.right) for o in first.task.options]
    assert isinstance(second.task, Written)
    assert "`x -> y`" in second.solution
    assert any("the typed answer is an open question" in note.said for note in notes)


def test_all_of_it_makes_a_page_without_faults(back: Found) -> None:
    """Our own reader finds nothing against what comes back."""
    named = with_ids(back.questions, ())
    kept, notes = accepted(named)

    assert (len(named), ()) == (len(kept), notes)
