"""What cannot come in: every mistake of a file has its place, and none ends in a traceback."""

from __future__ import annotations

import re

import pytest

from keyproof.course import Course
from keyproof.errors import SettingsError
from keyproof.exchange import accept
from keyproof.exchange.accept import accepted, with_ids
from keyproof.exchange.pages import page
from keyproof.exchange.question import Found
from keyproof.exchange.readers import READERS
from keyproof.read import read_course
from keyproof.settings import Settings


def _read(form: str, text: str) -> Found:
    return READERS[form]("bank", text.encode())


def _mistakes(form: str, text: str) -> list[str]:
    """List the mistakes of a file: in Moodle XML those of a question are told with it."""
    found = _read(form, text)
    told = [(one.place, f"{one.what}. {one.hint}") for one in found.findings]
    for note in found.notes:
        if match := re.match("(?:left out: the question, because|wrong as well:) (.*)", note.said):
            told.append((note.place, match[1]))
    return [f"{place.line}:{place.column}: {said}" for place, said in told]


MISTAKES = {
    "gift": (
        "A {=1 ~2\n\nB =1}\n\nC {=1 ~2} {=3}\n\nD {~1 ~2}\n\nE {#x}\n\n::F {=1 ~2}\n",
        ["1:3: This brace is never closed", "3:5: This brace closes nothing",
         "5:11: This is a second brace, and a question has one list of answers",
         "7:4: No answer is right", "9:5: `x` is not a number", "11:1: This name does not end"],
    ),
    "moodle": (
        '<quiz>\n <question type="multichoice"><questiontext><text>A</text></questiontext>\n'
        '  <answer fraction="all"><text>1</text></answer>'
        '<answer fraction="0"><text>2</text></answer></question>\n'
        ' <question type="numerical"><questiontext><text>B</text></questiontext>\n'
        '  <answer fraction="100"><text>x</text></answer></question>\n</quiz>\n',
        ["3:3: `all` is not a share", "2:2: No answer is right", "5:3: `x` is not a number"],
    ),
    "mdbook-quiz": (
        '[[questions]]\ntype = "Short"\nprompt.prompt = "A"\nanswer.answer = "a"\n\n[[questions]]\n'
        'type = "MultipleChoice"\nprompt.prompt = "B"\nanswer.answer = "b"\n\n[[questions]]\n'
        'type = "ShortAnswer"\nprompt.prompt = "C"\nanswer.answer = "c"\ncontxt = ""\n',
        ["1:1: `Short` is not a type of question", "6:1: `distractors` is missing",
         "11:1: `contxt` is not a key of a question"],
    ),
    "mkdocs-quiz": (
        "<quiz>\nA\n- [ ] 1\n- [y] 2\n</quiz>\n\n<?quiz?>\n\n</quiz>\n\n<quiz>\nB\n</quiz>\n\n<quiz>\nC\n",
        ["1:1: No answer of this quiz is right", "7:1: This is the syntax of mkdocs-quiz before 1.0",
         "9:1: This closes no quiz", "11:1: This quiz has no answers", "15:1: This quiz is never closed"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", sorted(MISTAKES))
def test_every_mistake_of_a_file_is_told_in_one_run(form: str) -> None:
    """With line and column, and what to do."""
    text, expected = MISTAKES[form]
    assert set(expected) <= {said.split(". ")[0] for said in _mistakes(form, text)}
    assert all(". " in said for said in _mistakes(form, text))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            '<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
            "document type or entities",
        ),
        (
            '<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
            "document type or entities",
        ),
        ("<quiz>\n<question>\n</quiz>", "3:3: This is not XML: mismatched tag"),
        ("<html/>", "This is `html`, not a `quiz`"),
    ],
)
def test_xml_that_does_harm_or_is_none_is_refused(text: str, what: str) -> None:
    """Entities that fill a memory or read a file never are."""
    (found,) = _read("moodle", text).findings

    assert what in f"{found.place.line}:{found.place.column}: {found.what}"


NUMERICAL = (
    '<quiz>\n<question type="numerical"><questiontext><text>A</text></questiontext>\n'
    '<answer fraction="{}"><text>{}</text><tolerance>{}</tolerance></answer></question></quiz>'
)
GAPS = (
    '<quiz>\n<question type="gapselect"><questiontext><text>A [[{}]]</text></questiontext>'
    "<selectoption><text>b</text></selectoption></question></quiz>"
)
CHOICE = (
    '<quiz>\n<question type="multichoice"><questiontext><text>A</text></questiontext>\n'
    '<answer fraction="{}"><text>1</text></answer><answer fraction="100"><text>2</text></answer>'
    "</question></quiz>"
)
CLOZE = '<quiz>\n<question type="cloze"><questiontext><text>A {}</text></questiontext></question></quiz>'


@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        ("moodle", NUMERICAL.format(100, 1, "0,1"), "3:1: `0,1` is not a tolerance"),
        ("moodle", NUMERICAL.format(100, 1, -1), "3:1: `-1` is not a tolerance"),
        ("moodle", NUMERICAL.format(100, "inf", 0), "3:1: `inf` is not a number"),
        ("moodle", CHOICE.format("nan"), "3:1: `nan` is not a share"),
        ("moodle", GAPS.format("9" * 5000), "2:1: There is no answer 999999999 for this gap"),
        ("moodle", CLOZE.format("{1:NM:=a}"), "2:1: `a` is not a number"),
        ("moodle", CLOZE.format("{1:NM:=1:-2}"), "2:1: `-2` is not a tolerance"),
        ("moodle", CLOZE.format("{1:SA:a}"), "2:1: Nothing is right in `a`"),
        ("moodle", '<?xml version="1.0" encoding="shift_jis"?><quiz/>', "1:1: The file names an encoding"),
        ("mdbook-quiz", f"a = 'b {'9' * 5000}'\n\nx = {'9' * 5000}\n", "3:5: This cannot be read"),
        ("gift", "A {=}", "1:4: This answer is empty. Write what is right behind the mark: `{=Paris}`."),
        ("gift", "A {~ =}", "1:4: The answers of this choice are empty. Write the text of at least two"),
        ("gift", "A\n{#1e999}", "2:3: `1e999` is greater than any number"),
        ("gift", "A\n{#0..1e999}", "2:3: `0..1e999` is greater than any number"),
        ("gift", "A\n{#1:-2}", "2:3: `1:-2` has a tolerance below 0"),
        ("gift", "A\n{#3..1}", "2:3: `3..1` ends below its beginning"),
        ("mkdocs-quiz", "<quiz>\nA\n- [x] 1\n- [y] 2\n</quiz>", "4:1: `[y]` is not a box"),
        ("mkdocs-quiz", "<quiz>\nA\n- [y] 1\n- [x] 2\n</quiz>", "3:1: `[y]` is not a box"),
        ("mkdocs-quiz", "<quiz>\nA\n- [x] 1\n\nSo.\n\n- [ ] 2\n</quiz>", "7:1: Other text stands between"),
        ("mkdocs-quiz", "<quiz>A\n- [x] 1\n- [y] 2 </quiz>", "3:1: `[y]` is not a box"),
        ("mkdocs-quiz", "\n<quiz>\n\n- [x] 1\n- [ ] 2\n</quiz>", "2:1: This quiz asks nothing"),
    ],
)
def test_what_cannot_be_taken_as_it_stands_is_told_once_with_its_place(
    form: str, text: str, told: str
) -> None:
    """Neither a traceback, nor a key that is not the author's, nor the same mistake by two ways."""
    (said,) = _mistakes(form, text)

    assert said.startswith(told)


def test_a_mistake_in_a_question_of_moodle_costs_no_other() -> None:
    """Banks are old and large; what is wrong in one question is told with its place."""
    essay = "<question type='essay'><questiontext><text>Why?</text></questiontext></question>"
    bank = CHOICE.format("all").replace("<quiz>", f"<quiz>{essay}").replace("</quiz>", f"{essay}</quiz>")
    found = _read("moodle", bank)

    assert (2, ()) == (len(found.questions), found.findings)
    because = 'because `all` is not a share. Write a number of percent: `fraction="100"`.'
    assert [f"bank:3:1: question on line 2: left out: the question, {because}"] == list(map(str, found.notes))


@pytest.mark.parametrize("text", ["<div>a", "<!-- a", "<script>\na", "</div> a", "<details markdown>\na"])
@pytest.mark.parametrize("kind", ["description", "matching"])
def test_html_outside_of_exercises_takes_nothing_in(kind: str, text: str) -> None:
    """It works there: an open element would take the exercises below it off the page."""
    parts = "".join(
        f"<subquestion><text>{n}</text><answer><text>{n}</text></answer></subquestion>" for n in ("a", "b")
    )
    stem = f"<questiontext format='markdown'><text><![CDATA[{text}]]></text></questiontext>"
    essay = "<question type='essay'><questiontext><text>Why?</text></questiontext></question>"
    bank = f"<quiz><question type='{kind}'>{stem}{parts}</question>{essay}</quiz>"
    kept, notes = accepted(with_ids(_read("moodle", bank).questions, ()))

    assert (2, ()) == (len(kept), notes)
    assert text.replace("<", "&lt;") in page(kept, "Bank")


def test_html_that_is_nested_too_deep_costs_its_question_only() -> None:
    """It ends in no traceback, and in no refusal of the file."""
    deep = f"<![CDATA[{'<div>' * 3000}x]]>"
    essays = "".join(
        f"<question type='essay'><questiontext><text>{text}</text></questiontext></question>"
        for text in ("A", deep, "B")
    )
    found = _read("moodle", f"<quiz>{essays}</quiz>")

    assert ["A", "B"] == [question.stem for question in found.questions]
    assert ["The HTML of this question is nested too deep"] == [
        said.partition(": ")[2].split(". ")[0] for said in _mistakes("moodle", f"<quiz>{essays}</quiz>")
    ]


def test_questions_that_make_no_page_are_refused_together() -> None:
    """A page may be too long; no question of it is to blame, and none is left out."""
    bank = "\n\n".join(f"::Q{number}::{'Which? ' * 200}{{=a ~b}}" for number in range(900))
    with pytest.raises(SettingsError, match="Split the file"):
        accepted(with_ids(_read("gift", bank).questions, ()))


OPEN = {
    13: "<!-- A",
    37: "> ```\n> x\n\ny",
    41: "*   ```\nx\n   ```\n   b",
    155: "<script>\na",
    156: "<pre>\n```",
}


def test_a_question_that_leaves_something_open_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left out with its place and the reason; a bank is read few times for each such question."""
    asked = [OPEN.get(number, f"Which is {number}?") for number in range(200)]
    bank = "\n".join(
        f'[[questions]]\ntype = "MultipleChoice"\nprompt.prompt = """{text}"""\n'
        'prompt.distractors = ["b"]\nanswer.answer = "a"\n'
        for text in asked
    )
    questions = with_ids(_read("mdbook-quiz", bank).questions, ())
    read = list[Settings]()

    def counted(settings: Settings) -> Course:
        read.append(settings)
        return read_course(settings)

    monkeypatch.setattr(accept, "read_course", counted)

    kept, notes = accepted(questions)

    assert [one for number, one in enumerate(questions) if number not in OPEN] == list(kept)
    assert [questions[number].place for number in OPEN] == [note.place for note in notes]
    assert all(note.said.startswith("left out: the question, because") for note in notes)
    assert len(read) < 100


@pytest.mark.parametrize("form", ["gift", "mdbook-quiz", "mkdocs-quiz"])
def test_a_file_that_is_not_utf8_is_refused_where_it_is_not(form: str) -> None:
    """Line and column of the first byte that is none."""
    (found,) = READERS[form]("bank", b"ok\nab\xff").findings

    assert (2, 3, "This is not UTF-8") == (found.place.line, found.place.column, found.what)


def test_code_in_a_row_of_an_order_costs_no_question_below() -> None:
    """A row of several lines stays within its own, so its fence is closed."""
    row = "<answer fraction='{}' format='html'><text>&lt;pre&gt;a:\n    b{}&lt;/pre&gt;</text></answer>"
    order = "<question type='ordering'><questiontext><text>Sort</text></questiontext>{}{}</question>"
    below = "<question type='essay'><questiontext><text>Why?</text></questiontext></question>"
    text = f"<quiz>{order.format(row.format(1, 1), row.format(2, 2))}{below}</quiz>"

    kept, notes = accepted(with_ids(_read("moodle", text).questions, ()))

    assert (len(kept), notes) == (2, ())
