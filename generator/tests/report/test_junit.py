"""Exercises as test cases in JUnit's XML."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from keyproof.report import FORMATS, Contents

from .samples import PATH, case, contents, finding

NUMBERS = {"tests", "failures", "errors", "skipped", "line"}
ALLOWED = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "file", "tests", "failures", "errors", "skipped"},
    # `file` and `line` are an extension that most readers take, and that one schema does not know.
    "testcase": {"name", "classname", "file", "line"},
    "failure": {"type", "message"},
    "skipped": {"message"},
    "system-out": set(),
}
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "skipped", "system-out"},
}


def _written(made: Contents) -> Xml.Element:
    root = Xml.fromstring(FORMATS["junit"](made).encode())
    for element in root.iter():
        assert ALLOWED[element.tag] == {*element.attrib}
        assert {child.tag for child in element} <= INSIDE.get(element.tag, set())
        assert all(element.attrib[name].isdigit() for name in NUMBERS & {*element.attrib})
    return root


def test_every_exercise_is_a_case_that_points_at_its_heading() -> None:
    """Proven ones too: what was checked can be counted. Elements and attributes are those of the format."""
    root = _written(contents(case(), case("two"), folder="courses/"))
    cases = list(root.iter("testcase"))

    assert ["one", "two"] == [made.get("name") for made in cases]
    assert {("courses/docs/a page.md", "3")} == {(made.get("file"), made.get("line")) for made in cases}
    assert ("2", "0") == (root.get("tests"), root.get("failures"))
    assert [] == [child for made in cases for child in made]


def test_findings_are_one_failure_with_the_report() -> None:
    """Readers show the first failure of a case; so all of them are in it."""
    found = (finding(), finding(column=1, what="Something else", rule="typed-letter"))
    root = _written(contents(case("one", *found), findings=found))
    failure = root.find("testsuite/testcase/failure")

    assert failure is not None
    assert ("wrong-key", "wrong-key: The key does not hold (and 1 more)") == (
        failure.get("type"),
        failure.get("message"),
    )
    assert f"{PATH}:4:11: wrong-key: The key does not hold\n     4 | - [x]" in (failure.text or "")
    assert f"{PATH}:4:1: typed-letter: Something else\n" in (failure.text or "")
    assert ("1", "1") == (root.get("tests"), root.get("failures"))


def test_an_exercise_that_was_not_run_is_skipped_with_its_reason() -> None:
    """It neither passed nor failed."""
    root = _written(contents(case(status="unverified", reason="Taste.", answers=())))
    suite = root.find("testsuite")
    skipped = root.find("testsuite/testcase/skipped")

    assert suite is not None
    assert skipped is not None
    assert ("1", "Not machine-checked: Taste.") == (suite.get("skipped"), skipped.get("message"))


def test_a_warning_is_told_but_does_not_fail() -> None:
    """The case passes; its output has the text."""
    warned = finding(severity="warning")
    root = _written(contents(case("one", warned, status="proven"), findings=(warned,)))

    assert "0" == root.get("failures")
    assert "wrong-key" in (root.findtext("testsuite/testcase/system-out") or "")


def test_findings_without_an_exercise_are_a_case_of_their_file() -> None:
    """Nothing found is left out, and each file has a suite."""
    topic = finding(path="exercises/a/topic.yml", line=1, exercise="")
    gone = finding(exercise="gone", what="Of an exercise that could not be read")
    root = _written(contents(case(), findings=(topic, gone)))
    suites = {suite.get("name"): [made.get("name") for made in suite] for suite in root}

    assert {PATH: ["one", "the file itself"], "exercises/a/topic.yml": ["the file itself"]} == suites
    assert ("3", "2") == (root.get("tests"), root.get("failures"))


def test_characters_that_xml_cannot_hold_are_taken_out() -> None:
    """Whatever a candidate printed, the report stays readable; what XML can hold stays."""
    found = finding(what="A\x00B\x1b[1m\ud800\uffff 🎲 <&> ]]>")
    root = _written(contents(case("o\x07ne", found), findings=(found,)))
    failure = root.find("testsuite/testcase/failure")

    assert failure is not None
    assert "wrong-key: AB[1m 🎲 <&> ]]>" == failure.get("message")
    assert "one" == root.find("testsuite/testcase").get("name")  # type: ignore[union-attr]
