"""What comes in: every type is mapped or told, and every mistake has its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from keyproof.exchange import gift, moodle
from keyproof.exchange.accept import accepted, with_ids
from keyproof.exchange.losses import Losses
from keyproof.exchange.markdown import from_plain
from keyproof.exchange.pages import page
from keyproof.exchange.qti_item import item
from keyproof.exchange.question import Bundle, Chosen, Found
from keyproof.exchange.readers import READERS
from keyproof.read import read_course
from keyproof.settings import Settings
from keyproof.verify.unfinished import unfinished

BANKS = {
    "gift": "bank.gift",
    "moodle": "bank.xml",
    "mdbook-quiz": "bank.toml",
    "mkdocs-quiz": "bank.md",
}
FOLDER = Path(__file__).with_name("banks")
GIFT, MOODLE, MDBOOK, MKDOCS = ((FOLDER / name).read_text(encoding="utf-8") for name in BANKS.values())
CLOZE = (
    '<quiz><question type="cloze"><questiontext format="html"><text><![CDATA[{}]]></text></questiontext>'
    "</question></quiz>"
)
KINDS = {
    "gift": "choice choice choice card card card set explain passage choice",
    "moodle": "choice choice card card set explain passage card set card",
    "mdbook-quiz": "choice card card choice",
    "mkdocs-quiz": "choice choice card",
}


def _read(form: str, text: str) -> Found:
    return READERS[form]("bank", text.encode())


def _page(found: Found) -> str:
    kept, notes = accepted(with_ids(found.questions, ()))
    assert () == notes
    return page(kept, "Bank")


@pytest.mark.parametrize("form", sorted(BANKS))
def test_every_type_of_question_is_mapped(form: str, tmp_path: Path) -> None:
    """As the table in the docs says; our own reader finds nothing against the page."""
    text = _page(_read(form, (FOLDER / BANKS[form]).read_text(encoding="utf-8")))
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    course = read_course(Settings(root=tmp_path, docs=tmp_path))

    heads = [line for line in text.split("\n") if line.startswith(("## ", "### ")) and "-part-" not in line]
    found = [
        next((k for k in ("choice", "card", "set", "explain") if f" .{k}" in line), "passage")
        for line in heads
    ]
    if form in ("gift", "moodle"):
        # The first heading is the category's.
        found = found[1:]
    assert KINDS[form].split() == found
    assert () == course.findings


@pytest.mark.parametrize("form", sorted(BANKS))
def test_what_was_never_run_is_reported_until_it_is_proven(form: str, tmp_path: Path) -> None:
    """Every exercise that came in leads its author to a place in the page."""
    (tmp_path / "page.md").write_text(
        _page(_read(form, (FOLDER / BANKS[form]).read_text(encoding="utf-8"))), encoding="utf-8"
    )
    course = read_course(Settings(root=tmp_path, docs=tmp_path))

    assert {one.id for one in course.exercises()} == {one.exercise for one in unfinished(course.exercises())}


def test_a_type_that_has_no_place_is_told_with_line_and_reason() -> None:
    """It is no mistake of the file."""
    said = [str(note) for note in _read("moodle", MOODLE).notes if "left out" in note.said]

    because = "because our pages have nothing like the type `calculated`"
    assert [f"bank:30:2: Computed: left out: the question, {because}"] == said


def test_gift_is_read_as_moodle_reads_it() -> None:
    """Escapes, weights, feedback, ranges, embedded answers, ids and tags."""
    one, two, three, four, five, six, *_, last = _read("gift", GIFT).questions

    assert ("sum-one", ("easy",), "Sums", "What is 1 + 1 = {x}?") == (one.id, one.tags, one.topic, one.stem)
    assert [("2", True, "Yes."), ("3", False, "No, ~2.")] == [
        (o.text, o.right, o.feedback) for o in one.task.options
    ]
    assert (True, [True, True, False]) == (two.task.multiple, [option.right for option in two.task.options])
    assert [True, False] == [option.right for option in three.task.options]
    assert [True, True, False] == [option.right for option in four.task.options]
    assert ("3.14", 0.01) == (five.task.options[0].text, five.task.off(five.task.options[0]))
    assert ("1.5", 0.5) == (six.task.options[0].text, six.task.off(six.task.options[0]))
    assert "Grass is \\_\\_\\_\\_\\_, they say." == last.stem


def test_nothing_of_a_bank_is_run() -> None:
    """Python in its text would be: computed values, programs, checked numbers."""
    text = _page(_read("mdbook-quiz", MDBOOK)) + _page(_read("mkdocs-quiz", MKDOCS))

    assert "`{python}" not in text
    assert "```text\nprint(1)\n```" in text
    assert "\n## More" not in text


def test_braces_behind_code_stay_text(tmp_path: Path) -> None:
    """In our format they would say what a run must raise or give; a run is held against nothing of a bank."""
    bank = """[[questions]]
type = "MultipleChoice"
prompt.prompt = "Is `640`{check=\\"1\\"} in `{a = 1}`?"
prompt.distractors = ["`b` {blank=1}"]
answer.answer = "`a`{blank=1}"
"""
    (tmp_path / "page.md").write_text(_page(_read("mdbook-quiz", bank)), encoding="utf-8")
    (only,) = read_course(Settings(root=tmp_path, docs=tmp_path)).exercises()

    assert () == only.statements
    assert ["`a`\\{blank=1}", "`b` \\{blank=1}"] == [option.text for option in only.options]
    assert only.before is not None
    assert "`{a = 1}`" in only.before.text


def test_code_with_a_colon_after_it_stays_a_sentence() -> None:
    """In our format a colon after code would begin a note."""
    assert "- [ ] `let`\\: not `x`" in _page(_read("mdbook-quiz", MDBOOK))


SEVERAL = {
    "gift": "A {#=1:0.1 =%100%2..3 =%50%7:2 =%0%9}",
    "moodle": """<quiz><question type="numerical"><questiontext><text>A</text></questiontext>
<answer fraction="100"><text>1</text><tolerance>0.1</tolerance></answer>
<answer fraction="100"><text>2.5</text><tolerance>0.5</tolerance></answer>
<answer fraction="50"><text>7</text><tolerance>2</tolerance></answer>
<answer fraction="0"><text>9</text></answer></question></quiz>""",
}


@pytest.mark.parametrize("form", sorted(SEVERAL))
def test_each_number_keeps_its_own_tolerance(form: str) -> None:
    """On the card too, and in whatever it is written to."""
    found = _read(form, SEVERAL[form])
    bundle = Bundle(questions=with_ids(found.questions, ()))

    text = _page(found)
    assert "- `1`, give or take 0.1\n    - `2.5`, give or take 0.5\n    - not `7`, give or take 2\n" in text
    for other, written in (("moodle", moodle.write(bundle)), ("gift", gift.write(bundle))):
        (again,) = READERS[other]("bank", written[0]).questions
        rows = [(option.text, option.right, again.task.off(option)) for option in again.task.options]
        assert [("1", True, 0.1), ("2.5", True, 0.5), ("7", False, 2), ("9", False, 0)] == rows
    (only,) = bundle.questions
    assert 'tolerance="0.5 0.5"' in item(only, Losses(question=only, form="QTI", notes=[]))


@pytest.mark.parametrize(
    ("form", "bank", "told"),
    [
        ("gift", "A {~%30%a ~%70%b ~c}", "without shares of 70 and 30"),
        ("gift", "A {~%50%a ~%50%b ~c}", ""),
        ("gift", "A {#=1 =%50%2}", "what is partly right is wrong"),
        ("gift", "A {#=1 =2 =%0%3}", ""),
        ("moodle", CLOZE.format("{1:MC:=a~%50%b~c}"), "what is partly right is wrong"),
    ],
)
def test_shares_that_are_lost_are_told(form: str, bank: str, told: str) -> None:
    """Several right answers alone lose nothing."""
    notes = [note.said for note in _read(form, bank).notes if "right and wrong only" in note.said]

    assert (told in notes[0], len(notes)) == (True, 1) if told else notes == []


def test_ids_that_no_title_gives_stay_the_same() -> None:
    """Where a question stands in its bank says nothing: readers' progress hangs on the id."""
    banks = ["::Größe::x {=1 ~2}", "::السلام::x {=1 ~2}", "::层 RNN::x {=1 ~2}", "::层 LSTM::x {=1 ~2}"]
    one, two = (
        {question.title: question.id for question in with_ids(_read("gift", "\n\n".join(bank)).questions, ())}
        for bank in (banks, banks[::-1])
    )

    assert one == two
    assert one["Größe"] == "grosse"
    assert re.fullmatch("question-[0-9a-f]{8}", one["السلام"])
    assert re.fullmatch("rnn-[0-9a-f]{8}", one["层 RNN"])


@pytest.mark.parametrize(
    ("form", "written", "topic"),
    [
        ("gift", "$CATEGORY: $course$/top/A/B//C", "B/C"),
        ("gift", "$CATEGORY: $course$/top", ""),
        ("gift", "$CATEGORY: $cat1$", ""),
        ("gift", "$CATEGORY: A ", "A"),
        ("moodle", "$module$/top/A/ B // C", "B / C"),
        ("moodle", "$system$/top", ""),
    ],
)
def test_a_category_is_the_last_that_is_named(form: str, written: str, topic: str) -> None:
    """What is above all of them is Moodle's own; two slashes are one that is only text."""
    bank = f"{written}\n\nA {{=1 ~2}}"
    if form == "moodle":
        category = f"<question type='category'><category><text>{written}</text></category></question>"
        essay = "<question type='essay'><questiontext><text>A</text></questiontext></question>"
        bank = f"<quiz>{category}{essay}</quiz>"

    assert [topic] == [question.topic for question in _read(form, bank).questions]


TYPED = (
    "<quiz><question type='{}'><questiontext><text>A</text></questiontext><answer fraction='100'>"
    "<text>1</text></answer><answer fraction='{}'><text>*</text></answer>{}</question></quiz>"
)
COMBINED = "<correctfeedback><text>&lt;p>{}&lt;/p></text></correctfeedback>"
UNITS = "<units><unit><multiplier>1</multiplier><unit_name>{}</unit_name></unit></units>"


@pytest.mark.parametrize(
    ("form", "bank", "told"),
    [
        ("moodle", TYPED.format("numerical", 0, UNITS.format("cm")), "left out: the units cm,"),
        ("moodle", TYPED.format("shortanswer", 0, "<usecase>1</usecase>"), "left out: that capital letters"),
        ("moodle", TYPED.format("shortanswer", 50, ""), "changed: what is partly right is wrong,"),
        ("moodle", TYPED.format("shortanswer", 0, "").replace(">1<", ">a*<"), "changed: a star that"),
        ("moodle", TYPED.format("shortanswer", 0, "").replace(">1<", r">a\*<"), ""),
        ("moodle", TYPED.format("shortanswer", 0, COMBINED.format("Great")), "left out: what is said"),
        ("moodle", TYPED.format("shortanswer", 0, COMBINED.format("Your answer is correct.")), ""),
        ("moodle", CLOZE.format("{1:SA:=*a}"), "changed: a star that"),
        ("gift", "A {=a* =b}", "changed: a star that"),
        ("gift", "A {=a =*}", ""),
        ("moodle", CLOZE.format("{:MR:%70%a~%30%b~c}"), "changed: all that is right is asked"),
    ],
)
def test_what_is_not_known_here_is_told(form: str, bank: str, told: str) -> None:
    """Beside what is said of every typed answer, and of every text with gaps."""
    usual = ("changed: the typed answer is a card", "changed: the answers in the text are taken out of it")
    notes = [note.said for note in _read(form, bank).notes if not note.said.startswith(usual)]

    assert [told] == [note[: len(told)] for note in notes] if told else notes == []


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("{1:SHORTANSWER:=a_b*c#good, as it is~*#no}", "`a_b*c`: good, as it is; not anything else: no"),
        (r"{1:SA:=\*~%0%a\}b~&#39;x&#39;}", "`*`; not `a}b`; not `'x'`"),
        ("{1:SA:=*}", "anything"),
        ("{1:NM:=1,5:1e-07~%100%2:0.5}", "`1.5`, give or take 1e-07; `2`, give or take 0.5"),
        ("<pre>{:MC:=*a*~c_d}</pre>", "```text\n____ [1] (*a* / c_d)\n```\n\n- [x] \\*a\\*\n- [ ] c\\_d\n"),
        ("{:MC:=&amp;lt;UNK&amp;gt;~&lt;b&gt;}", "- [x] <UNK>\n- [ ] <b>\n"),
        ("{:MRS:%50%a~%50%b~c}", ".multiple"),
        ("<b>A {:MC:=<b>a</b>~b_c}</b>", "**A ____ [1] (a / b\\_c)**\n\n- [x] **a**\n"),
    ],
)
def test_embedded_answers_are_those_that_stand_there(answers: str, told: str) -> None:
    """Typed ones as they are typed, menus as they show; a lone star is any answer, as in Moodle."""
    assert told in _page(_read("moodle", CLOZE.format(answers)))


def test_an_option_may_go_on_in_a_second_line() -> None:
    """Options below it are options still, and it keeps its feedback."""
    bank = "<quiz>\nA?\n- [ ] One that\n  is wrong\n> Said.\n- [x] Right,\n  too\n\n- [ ] No\n\nSo.\n</quiz>"
    (only,) = _read("mkdocs-quiz", bank).questions

    assert [("One that is wrong", "Said."), ("Right, too", ""), ("No", "")] == [
        (option.text, option.feedback) for option in only.task.options
    ]
    assert "So." == only.solution


@pytest.mark.parametrize(
    ("bank", "stem", "solution"),
    [
        ("<quiz>What is it?\n- [x] a\n- [ ] b\n</quiz>", "What is it?", ""),
        ("<quiz> What\nis it?\n- [x] a\n- [ ] b </quiz>", "What\nis it?", ""),
        ("<quiz>\nIt?\n- [x] a\n- [ ] b\n\nThis\nis why.</quiz> Done.", "It?", "This\nis why."),
        ("<quiz>It is [[a]].</quiz> More.", "It is ____ [1].", ""),
        ("`<quiz>no</quiz>` <quiz>`a` is [[a]] or `b`</quiz>", "`a` is ____ [1] or `b`", ""),
        ("- x\n\n    <quiz>\n    It?\n    - [x] a\n    - [ ] b\n    </quiz>", "It?", ""),
    ],
)
def test_text_beside_the_marks_of_a_quiz_belongs_to_it(bank: str, stem: str, solution: str) -> None:
    """As mkdocs-quiz reads it: all between `<quiz>` and `</quiz>`, on whatever line."""
    first, second = _read("mkdocs-quiz", f"{bank} <quiz>Next: [[b]]</quiz>").questions

    assert (stem, solution, "Next: ____ [1]") == (first.stem, first.solution, second.stem)
    assert not isinstance(first.task, Chosen) or ["a", "b"] == [one.text for one in first.task.options]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("So:\n- a\n  - b\n    - c\n- d", "So:\n\n*   a\n    *   b\n        *   c\n*   d"),
        ("1. a\n\n   ```c\n   x\n    y\n   ```\n2. b", "1.  a\n\n    ```c\n    x\n     y\n    ```\n\n2.  b"),
        ("* a\n    * b", "*   a\n    *   b"),
        ("So:\n| a |\n|---|\n| b |", "So:\n\n| a |\n|---|\n| b |"),
        ("```c\n- a\n  - b\n```", "```c\n- a\n  - b\n```"),
        ("- 1", "* 1"),
    ],
)
def test_lists_of_markdown_keep_their_levels(written: str, shown: str) -> None:
    """In CommonMark two spaces are a level, and a list may follow words; a site's Markdown asks for more."""
    bank = f'[[questions]]\ntype = "ShortAnswer"\nprompt.prompt = """{written}"""\nanswer.answer = "a"\n'

    assert f"}}\n\n{shown}\n\n??? back" in _page(_read("mdbook-quiz", bank))


def test_parts_of_a_question_keep_their_ids_to_themselves() -> None:
    """A later question that has one of them gets a number."""
    found = _read("gift", "// [id:a]\nWhich? {=1 -> x =2 -> y}\n\n// [id:a-part-2]\nB? {=1 ~2}")

    assert ["a", "a-part-2-2"] == [question.id for question in with_ids(found.questions, ())]
    assert ["a-2"] == [question.id for question in with_ids(found.questions[:1], ["a-part-1"])]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\(x_1\) \frac \} C:\new", r"\\(x\_1\\) \frac \\} C:\new"),
        ("&lt;b&gt; a[0](b)", r"&amp;lt;b&amp;gt; a[0]\(b)"),
        ("1. first\n# two\n- three\n> four", "1\\. first  \n\\# two  \n\\- three  \n\\> four"),
        ("??? hint\n===\n~~~\n!!! a", "&#63;?? hint  \n&#61;==  \n&#126;~~  \n\\!!! a"),
    ],
)
def test_plain_text_shows_as_it_was_written(text: str, shown: str) -> None:
    """No mark of ours is lost, and none begins a list, a heading, a link or a block."""
    assert shown == from_plain(text)


@pytest.mark.parametrize(
    ("feedback", "note"),
    [("1. no", "`1.` no"), ("- no", "`-` no"), ("# a", "`#` a"), ("<script>", "`<script>`")],
)
def test_feedback_that_begins_with_a_mark_stays(feedback: str, note: str) -> None:
    """Under an option only a paragraph may stand; the feedback of all would be left out otherwise."""
    escaped = feedback.replace("#", "\\#")
    text = _page(_read("gift", f"A {{=1#[plain]{escaped} ~2}}"))

    assert f"- [x] 1\n\n    {note}\n" in text


def test_formulas_are_told() -> None:
    """They show as they are written: a site may have a program that sets them."""
    (note,) = _read("gift", r"What is \\(x^2\\)? {=1 ~2}").notes

    assert "changed: formulas show as they are written, because our pages set none" == note.said


def test_a_solution_on_a_card_is_no_part_of_its_answers() -> None:
    """Two lists that follow each other would be one on the page."""
    said = "<generalfeedback><text>&lt;ol>&lt;li>So.&lt;/li>&lt;/ol></text></generalfeedback>"
    text = _page(_read("moodle", TYPED.format("numerical", 0, f"{said}<hint><text>Look.</text></hint>")))

    assert "\n\n    **Solution**\n\n    1.  So.\n\n    **Hint**\n\n    Look.\n" in text


def test_text_of_a_match_is_no_markdown() -> None:
    """What GIFT has as plain text shows as it was written."""
    text = _page(_read("gift", "Which? {=one -> __init__ =two -> 2*3*4}"))

    assert "\\_\\_init" in text
    assert "2\\*3\\*4" in text
