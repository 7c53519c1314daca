"""What goes out comes back: stems, options, keys and feedback, as a page that our own reader takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from keyproof.exchange import gift, gift_reader, moodle, moodle_reader
from keyproof.exchange.accept import accepted, with_ids
from keyproof.exchange.html import to_plain
from keyproof.exchange.pages import page
from keyproof.exchange.question import (
    Bundle,
    Cells,
    Chosen,
    Found,
    Gaps,
    Option,
    Ordered,
    Question,
    Recalled,
    Typed,
    Written,
)
from keyproof.finding import Place
from keyproof.render.prose import protect

BACK = {
    "moodle": lambda bundle: moodle_reader.read("bank.xml", moodle.write(bundle)[0]),
    "gift": lambda bundle: gift_reader.read("bank.gift", gift.write(bundle)[0]),
}


@pytest.fixture(name="form", params=sorted(BACK), scope="module")
def _form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(name="back", scope="module")
def _back(form: str, bundle: Bundle) -> Found:
    found = BACK[form](bundle)
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

    assert to_plain(was.title) == _on_a_page(now.title)
    assert to_plain(was.stem) == _on_a_page(now.stem)


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


def test_all_of_it_stands_on_the_page_that_it_makes(form: str, back: Found, bundle: Bundle) -> None:
    """Our own reader finds nothing against it, and every text of every question is there."""
    named = with_ids(back.questions, ())
    kept, notes = accepted(named)
    assert (len(named), ()) == (len(kept), notes)

    parts = ("\n" + page(kept, "Back").replace("\n#### ", " ")).split("\n### ")
    for question in bundle.questions:
        own = "\n".join(part for part in parts if re.match(rf".*\{{#{question.id}[ -]", part))
        shown = _letters(to_plain("\n".join(protect(line.strip()) for line in own.split("\n"))))
        lost = [text for text in _texts(question, form) if _letters(to_plain(text)) not in shown]
        assert (question.id, []) == (question.id, lost)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _texts(question: Question, form: str) -> Iterable[str]:
    task = question.task
    yield from (question.title, question.solution)
    if isinstance(task, Chosen | Typed):
        yield from (text for option in task.options for text in (option.text, option.feedback))
    if isinstance(task, Typed):
        yield task.other
    if isinstance(task, Gaps | Ordered):
        yield from task.bank if isinstance(task, Gaps) else task.pieces
    if isinstance(task, Cells):
        yield from (f"{cell.value:.15g}" for _, cells in task.rows for cell in cells)
    if isinstance(task, Written):
        # GIFT has no text that an answer begins with, and says so.
        yield from (task.model, task.begin if form == "moodle" else "")
    if isinstance(task, Recalled):
        yield task.back


def test_what_an_answer_begins_with_comes_back_as_it_was(bundle: Bundle) -> None:
    """Lines, indents, marks and fences of a program; Moodle's text field shows it as it stands."""
    begin = "def f(x):\n    return '&lt;' if x < 1 else \"\"\"\n```\n<p>\n\"\"\""
    question = next(one for one in bundle.questions if isinstance(one.task, Written) and one.task.code)
    question = replace(question, task=replace(question.task, begin=begin))
    (again,) = BACK["moodle"](Bundle(questions=(question,))).questions

    assert isinstance(again.task, Written)
    assert begin == again.task.begin
    assert f"````text\n{begin}\n````" in page([again], "Back")
