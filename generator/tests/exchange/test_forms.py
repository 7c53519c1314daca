"""What is written: the same bytes each time, hostile text as text, keys and feedback in their places."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from keyproof.exchange import anki, gift, moodle, moodle_reader, qti
from keyproof.exchange.formats import WRITERS
from keyproof.exchange.question import Blanks, Bundle, Chosen, Gaps, Option, Question
from keyproof.finding import Place

ITEM = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
PACKAGE = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_two_exports_are_the_same_bytes(form: str, bundle: Bundle) -> None:
    """No time of day, no order of a set or of memory gets in."""
    assert WRITERS[form](bundle)[0] == WRITERS[form](bundle)[0]


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_no_exercise_goes_without_a_word(form: str, bundle: Bundle) -> None:
    """Each exercise is in the file; what a form lacks is said with place, exercise and reason."""
    written, notes = WRITERS[form](bundle)

    text = written.decode() if form in ("moodle", "gift") else _unpacked(written)
    assert [] == [question.id for question in bundle.questions if question.id not in text]
    assert all(str(note).startswith("docs/kinds.md:") and ", because " in note.said for note in notes)
    if form in ("gift", "qti"):
        assert "unknown: left out: hints" in "".join(map(str, notes))


def _unpacked(written: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return "".join(part.decode("utf-8", "replace") for part in parts)


@pytest.fixture(name="quiz", scope="module")
def _quiz(bundle: Bundle) -> dict[str, Element]:
    """The questions of the Moodle XML, by id."""
    root = fromstring(moodle.write(bundle)[0])
    return {node.findtext("idnumber", ""): node for node in root.iter("question")}


def test_moodle_marks_what_is_right_and_says_what_happened(quiz: dict[str, Element]) -> None:
    """100 percent for the key, nothing for the others, each with its recorded outcome."""
    told = {
        answer.get("fraction"): (answer.findtext("text"), answer.findtext("feedback/text", ""))
        for answer in quiz["mend"].findall("answer")
    }

    assert {"100", "0"} == set(told)
    assert "<code>y = x @ x.T</code>" == told["100"][0]
    assert "<p>Right. <code>y.shape == (2, 2)</code> holds.</p>" == told["100"][1]
    assert "RuntimeError" in told["0"][1]


def test_moodle_takes_all_of_several_right_options(quiz: dict[str, Element]) -> None:
    """Two right ones share the mark; a wrong tick takes all of it away."""
    shares = sorted(answer.get("fraction", "") for answer in quiz["truths"].findall("answer"))

    assert (["-100", "50", "50"], "false") == (shares, quiz["truths"].findtext("single"))


@pytest.mark.parametrize("right", [2, 7, 11, 13, 20, 21])
def test_all_of_many_right_options_are_worth_the_full_mark(right: int) -> None:
    """By the fractions that Moodle takes; of more than twenty it could give it to nobody."""
    known = {"100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25",
             "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5"}  # fmt: skip
    options = tuple(Option(text=f"{number}", right=number < right) for number in range(right + 2))
    task = Chosen(options=options, multiple=True)
    asked = Question(id="q", title="Q", stem="Which?", task=task, place=Place(path="a.md", line=1))
    written, notes = moodle.write(Bundle(questions=(asked,)))
    entry = fromstring(written).find("question")

    assert entry is not None
    if right > 20:
        assert "essay" == entry.get("type")
        assert any("the choice is an open question" in note.said for note in notes)
        return
    shares = [answer.get("fraction", "") for answer in entry.findall("answer")]
    assert set(shares[:right]) <= known
    assert pytest.approx(100, abs=0.001) == sum(map(float, shares[:right]))
    assert f"~%{shares[0]}%0 " in gift.write(Bundle(questions=(asked,)))[0].decode()


def test_moodle_shows_hostile_text_as_text(quiz: dict[str, Element]) -> None:
    """The text of a question is HTML: after one reading as HTML it says what the author wrote."""
    stem = quiz["unknown"].findtext("questiontext/text", "")

    assert "<code>&lt;UNK&gt;</code>" in stem
    assert "<code>x &lt; y</code>" in stem
    assert "<code>]]&gt;</code>" in stem
    assert "größer, 层" in stem


def test_moodle_embeds_blanks_in_the_program(quiz: dict[str, Element]) -> None:
    """Each is a menu whose answers have feedback; a brace in a chip does not end it."""
    stem = quiz["sums"].findtext("questiontext/text", "")

    assert "cloze" == quiz["sums"].get("type")
    assert 2 == stem.count("{1:MULTICHOICE_S:")
    assert "%0%{\\}\\#" not in stem
    assert "%0%{\\}#" in stem
    assert "total = {1:MULTICHOICE_S:" in stem


def test_chips_stand_in_moodles_menus_as_they_are() -> None:
    """Moodle decodes an answer once before it takes it for HTML, and takes back these two escapes only."""
    bank = ("<UNK>", "a < b & c", "~\\}#", '"&lt;"')
    told = tuple(f"`{chip}`" for chip in bank)
    task = Gaps(program="x", spans=((0, 1),), bank=bank, right=(0,), told=told)
    asked = Question(id="q", title="Q", stem="Fill.", task=task, place=Place(path="a.md", line=1))
    written = moodle.write(Bundle(questions=(asked,)))[0]
    stem = fromstring(written).findtext("question/questiontext/text", "")
    parts = re.findall(r"%(?:100|0)%(.*?)(?<!&)(?<!\\)#(.*?)(?<!\\)[~}]", stem)
    bare = ((part.replace("\\}", "}").replace("\\#", "#") for part in pair) for pair in parts)

    shown = [[unescape(unescape(part)) for part in pair] for pair in bare]
    assert [[chip, f"<code>{chip}</code>"] for chip in bank] == shown
    (again,) = moodle_reader.read("bank.xml", written).questions
    assert isinstance(again.task, Blanks)
    assert list(told) == [option.feedback for option in again.task.blanks[0].options]


def test_moodle_asks_for_numbers_with_their_tolerance(quiz: dict[str, Element]) -> None:
    """A typed number, and the cells of a trace."""
    answer = quiz["typed"].find("answer")

    assert answer is not None
    assert ("0.25", "0.01") == (answer.findtext("text"), answer.findtext("tolerance"))
    assert quiz["hand"].findtext("questiontext/text", "").count(":NUMERICAL:") == 4
    assert ":0.005}" in quiz["hand"].findtext("questiontext/text", "")


def test_an_order_that_several_answers_pass_is_no_order_with_one_key(quiz: dict[str, Element]) -> None:
    """Nobody who is right may be told that they are wrong."""
    assert "multichoice" == quiz["ordered"].get("type")
    assert 1 == sum(answer.get("fraction") == "100" for answer in quiz["ordered"].findall("answer"))


@pytest.fixture(name="package", scope="module")
def _package(bundle: Bundle) -> dict[str, Element]:
    """The files of the QTI package."""
    with zipfile.ZipFile(io.BytesIO(qti.write(bundle)[0])) as archive:
        return {name: fromstring(archive.read(name)) for name in archive.namelist()}


def test_a_qti_package_names_each_of_its_files_once(package: dict[str, Element], bundle: Bundle) -> None:
    """The manifest lists test and items with their types; references lead to what is there.

    https://www.imsglobal.org/spec/qti/v3p0/impl/ (packaging).
    """
    resources = list(package["imsmanifest.xml"].iter(f"{PACKAGE}resource"))
    names = [one.get("identifier", "") for one in resources]

    assert sorted(one.get("href", "") for one in resources) == sorted(set(package) - {"imsmanifest.xml"})
    assert all(one.find(f"{PACKAGE}file").get("href") == one.get("href") for one in resources)  # type: ignore[union-attr]
    assert len(set(names)) == len(names) == len(bundle.questions) + 1
    assert {"imsqti_test_xmlv3p0", "imsqti_item_xmlv3p0"} == {one.get("type") for one in resources}
    dependencies = package["imsmanifest.xml"].iter(f"{PACKAGE}dependency")
    assert [one.get("identifierref") for one in dependencies] == names[1:]
    refs = list(package["test.xml"].iter(f"{ITEM}qti-assessment-item-ref"))
    assert [one.get("href") for one in refs] == [one.get("href") for one in resources[1:]]


ORDER = ["qti-response-declaration", "qti-outcome-declaration", "qti-item-body", "qti-response-processing",
         "qti-modal-feedback"]  # fmt: skip
"""Children of an item, in the order of its model: information model 3.0.1, AssessmentItem."""


def test_qti_items_follow_the_model(package: dict[str, Element]) -> None:
    """Children in order; each response is declared, bound and judged; each feedback is shown by some rule."""
    items = {name: item for name, item in package.items() if name.startswith("items/")}
    for name, item in items.items():
        places = [ORDER.index(child.tag.removeprefix(ITEM)) for child in item]
        assert places == sorted(places), name
        declared = [one.get("identifier") for one in item.iter(f"{ITEM}qti-response-declaration")]
        bound = [one.get("response-identifier") for one in item.iter() if one.get("response-identifier")]
        assert declared == bound, name
        set_ = {
            value.text
            for value in item.iter(f"{ITEM}qti-base-value")
            if value.get("base-type") == "identifier"
        }
        shown = [one.get("identifier") for one in item.iter(f"{ITEM}qti-modal-feedback")]
        assert len(set(shown)) == len(shown), name
        assert set(shown) <= set_, name
        assert all(child.tag.startswith(ITEM) for child in item.iter()), name


def test_a_qti_item_judges_every_filling_as_the_run_did(package: dict[str, Element]) -> None:
    """Its rules are gone through for each filling: right exactly where the run was right."""
    item = package["items/sums.xml"]
    menus = list(item.iter(f"{ITEM}qti-inline-choice-interaction"))
    texts = [{choice.get("identifier", ""): choice.text for choice in menu} for menu in menus]
    judged = {
        (one, other): _score(item, {"GAP1": first, "GAP2": second})
        for first, one in texts[0].items()
        for second, other in texts[1].items()
    }

    assert 9 == len(judged)
    assert {("1", "2")} == {filling for filling, score in judged.items() if score == "1"}


def _score(item: Element, response: dict[str, str]) -> str:
    condition = item.find(f"{ITEM}qti-response-processing/{ITEM}qti-response-condition")
    assert condition is not None
    for branch in condition:
        if branch.tag == f"{ITEM}qti-response-else" or _met(branch[0], response):
            score = next(one for one in branch if one.get("identifier") == "SCORE")
            return score[0].text or ""
    return ""


def _met(condition: Element, response: dict[str, str]) -> bool:
    kind = condition.tag.removeprefix(f"{ITEM}qti-")
    if kind in ("and", "or"):
        return (all if kind == "and" else any)(_met(one, response) for one in condition)
    assert "match" == kind
    return response[condition[0].get("identifier", "")] == condition[1].text


def _collection(written: bytes, folder: Path) -> sqlite3.Connection:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        archive.extract("collection.anki2", folder)
    return sqlite3.connect(folder / "collection.anki2")


def test_an_anki_deck_can_be_opened_and_has_a_card_for_each_exercise(bundle: Bundle, tmp_path: Path) -> None:
    """Read back as the database that it is: fronts, backs, tags."""
    with _collection(anki.write(bundle)[0], tmp_path) as opened:
        notes = {
            row[0].split("\x1f")[0]: row[0].split("\x1f") for row in opened.execute("select flds from notes")
        }
        cards = opened.execute("select count(*) from cards").fetchone()[0]

    assert len(bundle.questions) == len(notes) == cards
    assert "<code>&lt;UNK&gt;</code>" in notes["unknown"][1]
    assert "<details>" in notes["unknown"][2]
    assert "✓" in notes["unknown"][3]
    assert "total = 1 + 2" in notes["sums"][3]
    assert "total = 1 + 2" not in notes["sums"][1]


def test_a_changed_course_updates_the_notes_that_are_there(bundle: Bundle, tmp_path: Path) -> None:
    """Notes keep their guid when text and order change, and are newer, so that Anki takes them."""
    first, *rest = bundle.questions
    changed = replace(bundle, questions=(*rest, replace(first, stem="New.")), changed=bundle.changed + 60)
    found = []
    for number, one in enumerate((bundle, changed)):
        with _collection(anki.write(one)[0], tmp_path / str(number)) as opened:
            rows = opened.execute("select flds, guid, mod from notes").fetchall()
            found.append({fields.split("\x1f")[0]: (guid, mod) for fields, guid, mod in rows})

    before, after = found
    assert {name: guid for name, (guid, _) in before.items()} == {
        name: guid for name, (guid, _) in after.items()
    }
    assert all(after[name][1] > before[name][1] for name in before)
