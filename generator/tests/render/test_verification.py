"""The page that shows what was run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from keyproof.course import Course, SourcePage
from keyproof.errors import SettingsError
from keyproof.evidence import Case, Protections, Told
from keyproof.page import Page
from keyproof.render.additions import refuse_taken_names
from keyproof.render.verification import SHOWN, verification_page
from keyproof.settings import Settings
from keyproof.topic import Topic
from keyproof.verify.circumstances import ALWAYS, WITNESSED
from keyproof.verify.sandbox import PROTECTIONS
from tests.render.conversion import Node, page
from tests.render.samples import at
from tests.report.samples import PATH, case, evidence, finding

SETTINGS = Settings(root=Path("/project"))
COURSE = Course(
    topics=(Topic(slug="rnn", title="nn.RNN [layer]", objectives={}, place=at()),),
    pages=(SourcePage(path=PATH, title="A page", blocks=()),),
    findings=(),
    texts={},
)


def _page(*cases: Case, settings: Settings = SETTINGS) -> Node:
    made = verification_page(evidence(*cases), COURSE, settings=settings)
    assert made.text.startswith('---\ntitle: "What was verified"\nsearch:\n  exclude: true\n---\n')
    return page(made.text.split("\n---\n", 1)[1])


def _rows(tree: Node) -> dict[str, Node]:
    return {row.attrs["id"]: row for row in tree.all("tr") if "id" in row.attrs}


def test_totals_come_first_and_leave_nothing_out() -> None:
    """Counts in words; a state in which no answer ended has no row."""
    tree = _page(case(), case("two", status="unverified", reason="Taste.", answers=()))
    totals = {row.one("th").text: row.one("td").text for row in tree.all("table")[0].all("tr")}

    expected = {
        "Exercises": "2",
        "Exercises proven": "1",
        "Exercises not machine-checked": "1",
        "Answers run": "2",
        "… hold": "1",
        "… are refuted": "1",
        "Statements checked": "3",
        "… are so": "1",
        "… are not so": "1",
        "… were not reached": "1",
    }
    assert expected == totals


def test_every_exercise_has_a_row_by_its_id() -> None:
    """Title, where its source is, what was run, and the way back to its page."""
    row = _rows(_page(case(title="Say `<UNK>` {x}", topic="rnn", page="rnn/try.md")))["one"]

    assert "Say <UNK> {x}" == row.one("a").text
    assert "../rnn/try/#one" == row.one("a").attrs["href"]
    assert f"choice · easy · {PATH}:3" == row.one(".kp-facts").text
    assert "Proven: 2 answers run, 1 holds." == row.one("p").text


def test_answers_stand_behind_a_summary_with_what_happened() -> None:
    """Label, whether it is the key, the state in words, and what a reader of the exercise is told."""
    row = _rows(_page(case()))["one"]
    first, second = row.one("details").all("li")

    assert "Answers" == row.one("summary").text
    assert "open" not in row.one("details").attrs
    assert "20: the key, holds. Right. x holds. On CUDA: refuted." == first.text
    assert ["20", "x"] == [code.text for code in first.all("code")]
    assert "No: refuted. Not true: x < y fails." == second.text
    assert "No" == second.one("q").text


def test_answers_are_kept_out_of_the_search() -> None:
    """By the page and by the cells: the site's search matches by tag, so a cell holds no cell."""
    text = verification_page(evidence(case()), COURSE, settings=SETTINGS).text
    cell = text.partition("<td data-search-exclude>")[2].partition("</td>")[0]

    assert "the key, holds" in cell
    assert "the key, holds" not in text.replace(cell, "")


def test_what_was_not_run_stands_apart_with_its_reason() -> None:
    """After the tables of what was run, and linked to as the others are."""
    tree = _page(case("two", status="unverified", reason="Taste <b>.", answers=()), case())
    row = _rows(tree)["two"]

    assert ["one", "two"] == list(_rows(tree))
    assert "Taste <b>." == row.all("td")[0].text
    assert "Not machine-checked¶" in [heading.text for heading in tree.all("h2")]


def test_an_exercise_with_findings_names_their_rules() -> None:
    """For an author who looks at the page while findings stand."""
    found = (finding(), finding(column=1), finding(rule="tell", severity="warning"))

    told = [_page(case("one", *found)), _page(case(status="unproven", answers=()))]

    assert ["Not proven: wrong-key, tell.", "Not proven: it was not run."] == [
        _rows(tree)["one"].one("p").text for tree in told
    ]


def test_of_very_many_answers_the_holding_ones_are_shown_always() -> None:
    """A page stays readable; the rest is in the document, which is said."""
    many = [Told(label=str(n), code=True, keyed=n == 900, state="refuted", told="No.") for n in range(1000)]
    many[900] = replace(many[900], state="holds")
    items = _rows(_page(case(answers=tuple(many))))["one"].all("li")

    assert SHOWN + 2 == len(items)
    assert "900: the key, holds. No." == items[SHOWN].text
    assert f"{999 - SHOWN} more in verification.json" == items[-1].text


def test_statements_stand_in_a_table_with_what_the_run_gave() -> None:
    """Where, what sort, what is said, what was given; that it is so goes without saying."""
    rows = _page(case()).all("table")[-2].all("tr")
    cells = [[cell.text for cell in (row.one("th"), *row.all("td"))] for row in rows[1:]]

    assert [
        [f"{PATH}:3comment · one", "(4, 7, 3)", "(batch, seq_len, input_size) = (4, 7, 3)"],
        [f"{PATH}:9number", "640", "It is not so.650"],
        [f"{PATH}:12output", "<a>\nb", "The run did not come to it."],
    ] == cells


def test_how_everything_was_run_is_told_and_what_was_missing() -> None:
    """Versions, seeds, limits, protections in force and missing, and the document for programs."""
    tree = _page(case(), settings=replace(SETTINGS, directory_urls=False))
    how = {row.one("th").text: row.one("td").text for row in tree.all("table")[-1].all("tr")}

    assert ("3.11.7", "2.13.0", "CPU", "0") == (how["Python"], how["torch"], how["Devices"], how["Seeds"])
    assert ("limits", "a sandbox") == (how["Protections in force"], how["Protections missing"])
    assert how["One answer may use"].startswith("10 s, 1,024 MiB on top of torch")
    assert {"verification.json", "verification.schema.json"} <= {link.attrs["href"] for link in tree.all("a")}


def test_every_table_scrolls_in_a_box_that_the_keyboard_reaches() -> None:
    """Without it a wide table would make the whole page scroll on a phone."""
    tree = _page(case(), case("two", status="unverified", reason="Taste.", answers=()))
    boxes = tree.all(".kp-evidence")

    assert len(tree.all("table")) == len(boxes) == 5
    assert {"0"} == {box.attrs["tabindex"] for box in boxes}
    assert 5 == len({box.attrs["aria-label"] for box in boxes})
    assert [] == tree.all("script")


@pytest.mark.parametrize("name", ["verification.md", "verification/index.md"])
def test_a_page_of_the_author_s_is_not_replaced(name: str) -> None:
    """The message names the file and what to do."""
    theirs = Page(path=name, source=f"docs/{name}", title="Mine", text="")

    with pytest.raises(SettingsError, match=rf"docs/{name} stands where the report .* `report: false`"):
        refuse_taken_names([theirs], SETTINGS)


def test_a_file_in_the_docs_is_not_replaced(tmp_path: Path) -> None:
    """A document of the same name would be lost."""
    (tmp_path / "verification.json").write_text("{}")

    with pytest.raises(SettingsError, match=r"verification\.json stands where"):
        refuse_taken_names([], replace(SETTINGS, docs=tmp_path))


def test_protections_are_told_in_the_language_of_the_site() -> None:
    """What the run says about itself in English is a message too; what is none is marked as English."""
    whole = evidence(case())
    present = (*ALWAYS, *WITNESSED, *(wall.words for wall in PROTECTIONS), "a new wall")
    around = replace(whole.circumstances, protections=Protections(present=present, missing=()))

    german = replace(SETTINGS, language="de")
    text = verification_page(replace(whole, circumstances=around), COURSE, settings=german).text

    assert re.search("ein eigener Prozess für jede Antwort; .*<span lang=.en.>a new wall</span>", text)
    assert 1 == text.count('lang="en"')
