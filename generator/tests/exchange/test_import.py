"""What comes in: every type is mapped or told, and every mistake has its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keyproof.cli import main
from keyproof.errors import SettingsError
from keyproof.exchange.accept import accepted, with_ids
from keyproof.exchange.pages import page
from keyproof.exchange.question import Found
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
    assert ("3.14", 0.01) == (five.task.options[0].text, five.task.tolerance)
    assert ("1.5", 0.5) == (six.task.options[0].text, six.task.tolerance)
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
    findings = _read(form, text).findings

    assert set(expected) <= {f"{one.place.line}:{one.place.column}: {one.what}" for one in findings}
    assert all(one.hint for one in findings)


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
    '<quiz><question type="numerical"><name><text>n</text></name>'
    "<questiontext><text>How many?</text></questiontext>"
    '<answer fraction="{share}"><text>3</text><tolerance>{off}</tolerance></answer></question></quiz>'
)


@pytest.mark.parametrize(
    ("form", "text", "what"),
    [
        ("moodle", NUMERICAL.format(share="100", off="0,1"), "`0,1` is not a tolerance"),
        ("moodle", NUMERICAL.format(share="nan", off="0"), "`nan` is not a share"),
        ("moodle", '<?xml version="1.0" encoding="shift_jis"?><quiz/>', "an encoding that cannot be read"),
        ("mdbook-quiz", f"x = {'9' * 5000}", "This cannot be read"),
        (
            "mkdocs-quiz",
            "<quiz>\nWhich?\n- [ ] A\n- [x] B\n  more of B\n- [x] C\n</quiz>",
            "Other text stands between this answer and those above",
        ),
    ],
)
def test_what_cannot_be_taken_as_it_stands_is_told_in_a_sentence(form: str, text: str, what: str) -> None:
    """Neither a traceback, nor a key that is not the author's."""
    assert any(what in found.what for found in _read(form, text).findings)


def test_questions_that_make_no_page_are_refused_together() -> None:
    """A page may be too long; no question of it is to blame, and none is left out."""
    bank = "\n\n".join(f"::Q{number}::{'Which? ' * 200}{{=a ~b}}" for number in range(900))
    with pytest.raises(SettingsError, match="Split the file"):
        accepted(with_ids(_read("gift", bank).questions, ()))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("gift", "How many? {#=10#ten =3:0.5#three}"),
        (
            "moodle",
            NUMERICAL.format(share="100", off="0.5").replace(
                "<answer", '<answer fraction="100"><text>10</text><tolerance>0</tolerance></answer><answer', 1
            ),
        ),
    ],
)
def test_each_right_number_keeps_its_own_tolerance(form: str, text: str) -> None:
    """Of one that must be met nothing else is said, and no right answer is called partly right."""
    found = _read(form, text)

    assert "`3`, give or take 0.5" in _page(found)
    assert "`10`, give" not in _page(found)
    assert not any("partly" in note.said for note in found.notes)


def test_gaps_of_a_text_are_escaped_once() -> None:
    """What is typed is plain text, and `*` is any other answer."""
    gap = "{1:SHORTANSWER:=a_b*c#good, as it is~*#no}"
    text = _page(
        _read(
            "moodle",
            '<quiz><question type="cloze"><name><text>n</text></name><questiontext format="html">'
            f"<text><![CDATA[<p>Write {gap} here.</p>]]></text></questiontext></question></quiz>",
        )
    )

    assert "`a_b*c`: good, as it is" in text
    assert "not `" not in text


def test_text_of_a_match_is_no_markdown() -> None:
    """What GIFT has as plain text shows as it was written."""
    text = _page(_read("gift", "Which? {=one -> __init__ =two -> 2*3*4}"))

    assert "\\_\\_init" in text
    assert "2\\*3\\*4" in text


@pytest.mark.parametrize("form", ["gift", "mdbook-quiz", "mkdocs-quiz"])
def test_a_file_that_is_not_utf8_is_refused_where_it_is_not(form: str) -> None:
    """Line and column of the first byte that is none."""
    (found,) = READERS[form]("bank", b"ok\nab\xff").findings

    assert (2, 3, "This is not UTF-8") == (found.place.line, found.place.column, found.what)


def _run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments, "--root", str(folder)])


def test_an_import_never_writes_over_a_page(tmp_path: Path) -> None:
    """One sentence, exit code 2, the page as it was."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "bank.gift").write_text(GIFT)
    (tmp_path / "docs" / "page.md").write_text("mine")
    done = _run(tmp_path, "gift", str(tmp_path / "bank.gift"), "--to", str(tmp_path / "docs" / "page.md"))

    assert (2, "mine") == (done.exit_code, (tmp_path / "docs" / "page.md").read_text())
    assert "exists, and an import writes new pages only" in done.output


def test_a_file_with_a_mistake_writes_nothing(tmp_path: Path) -> None:
    """Exit code 1, the mistakes of all files, with the line and a caret."""
    (tmp_path / "good.gift").write_text(GIFT)
    (tmp_path / "bad.gift").write_text("A {=1 ~2\n")
    files = [str(tmp_path / name) for name in ("good.gift", "bad.gift")]
    done = _run(tmp_path, "gift", *files, "--to", str(tmp_path / "page.md"))

    assert 1 == done.exit_code
    assert not (tmp_path / "page.md").exists()
    assert "bad.gift:1:3: unreadable: This brace is never closed" in done.output
    assert "       |   ^\n" in done.output
    assert "1 mistake: nothing was written." in done.output


def test_ids_that_are_taken_get_a_number(tmp_path: Path) -> None:
    """Two imports of one bank make one course without a clash."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "bank.gift").write_text(GIFT)
    for name in ("one", "two"):
        done = _run(
            tmp_path, "gift", str(tmp_path / "bank.gift"), "--to", str(tmp_path / "docs" / f"{name}.md")
        )
        assert (0, True) == (done.exit_code, "10 of 10 questions written to" in done.output)

    course = read_course(Settings(root=tmp_path, docs=tmp_path / "docs"))
    assert () == course.findings
    assert {"sum-one", "sum-one-2"} <= {one.id for one in course.exercises()}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("exercises/sums/bank.md", "is no page of a topic"),
        ("exercises/try.md", "is no page of a topic"),
        ("exercises/sums/try.md", "begin it with `keyproof new topic sums`"),
    ],
)
def test_a_page_that_no_topic_could_have_is_refused(tmp_path: Path, page: str, said: str) -> None:
    """Before anything is read; an import is to build afterwards."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "bank.gift").write_text(GIFT, encoding="utf-8")
    done = _run(tmp_path, "gift", str(tmp_path / "bank.gift"), "--to", str(tmp_path / page))

    assert 2 == done.exit_code
    assert said in " ".join(done.output.split())
    assert not (tmp_path / page).exists()


def test_a_file_that_is_nested_too_deep_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """No traceback."""
    (tmp_path / "deep.toml").write_text("a = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    done = _run(tmp_path, "mdbook-quiz", str(tmp_path / "deep.toml"), "--to", str(tmp_path / "page.md"))

    assert done.exit_code in (1, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
