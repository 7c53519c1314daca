"""Exercises inside other blocks, where nothing would verify them."""

from __future__ import annotations

from pathlib import Path

import pytest

from keyproof.read import read_course
from keyproof.settings import Settings

from .samples import findings

LOST = (
    "unknown-name: An exercise cannot stand inside another block, such as a note, a tab or a list"
    " / Put the whole exercise at the left margin, with an empty line before its heading; "
    "to show how one is written, put it into a fence."
)
HEADING = "## Shape {#shape .predict}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"!!! note\n\n    {HEADING}\n\n    ```python\n    print(1)\n    ```\n", "3:5+26"),
        (f'=== "Tab"\n\n    {HEADING}\n', "3:5+26"),
        (f"> {HEADING}\n>\n> ```python\n> print(1)\n> ```\n", "1:3+26"),
        (f"- item\n\n    {HEADING}\n", "3:5+26"),
        (f"1. {HEADING}\n", "1:4+26"),
        (f"<div markdown>\n{HEADING}\n</div>\n", "2:1+26"),
        (f"!!! note\n\n    ```text\n    x\n    ```\n\n    {HEADING}\n", "7:5+26"),
    ],
)
def test_an_exercise_inside_another_block_is_found(text: str, place: str) -> None:
    """It reads as an exercise, and would go to the site unverified."""
    assert [f"{place} {LOST}"] == findings(text)


@pytest.mark.parametrize(
    "text",
    [
        f"```markdown\n{HEADING}\n```\n",
        f"!!! note\n\n    ```markdown\n    {HEADING}\n    ```\n",
        f"> ~~~~markdown\n> {HEADING}\n> ~~~\n> {HEADING}\n> ~~~~\n",
        f"<!--\n{HEADING}\n-->\n",
        "> ## Heading {.wide}\n",
        "!!! note\n\n    ## Heading {#id}\n",
        f"- `{HEADING}`\n",
        f"---\ntitle: T\ndescription: |\n  {HEADING}\n---\n\n# T\n",
    ],
)
def test_what_only_shows_one_is_left_alone(text: str) -> None:
    """Fences, comments and headings of the site's own hide no exercise."""
    assert [] == findings(text)


@pytest.mark.parametrize("text", [f"!!! note\n\n    {HEADING}\n", "## Shape #shape .predict}\n"])
def test_a_page_of_the_docs_with_nothing_else_is_looked_at(tmp_path: Path, text: str) -> None:
    """The quick test for pages without exercises does not pass it by."""
    (tmp_path / "page.md").write_text(f"# Page\n\n{text}")
    course = read_course(Settings(root=tmp_path, exercises=None, docs=tmp_path))

    assert 1 == len(course.findings)


@pytest.mark.parametrize("role", ["run", "figure", "table", "stepper"])
@pytest.mark.parametrize("opening", ["!!! note", '=== "Tab"'])
def test_a_fence_of_which_something_would_be_shown_is_found_in_a_note(role: str, opening: str) -> None:
    """There it is text of the note: nothing is run, and nothing is shown."""
    told = (
        f"4:5+{10 + len(role)} unknown-name: A `python {role}` fence means nothing inside a note or a tab"
        " / Move the fence to the left margin."
    )
    assert [told] == findings(f"{opening}\n    Text.\n\n    ```python {role}\n    1\n    ```\n")


@pytest.mark.parametrize(
    "text",
    [
        "!!! note\n\n    ````markdown\n    ```python run\n    1\n    ```\n    ````\n",
        "!!! note\n\n    ```python\n    1\n    ```\n",
        "Text:\n\n    ```python run\n    1\n    ```\n",
    ],
)
def test_a_fence_that_is_only_written_about_is_left_alone(text: str) -> None:
    """In another fence, or as a block of code that is indented."""
    assert [] == findings(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A wrapped `code span\ntwo lines` and `{python} 1 + 1`.\n", "1:11+1"),
        ('A wrapped `code span\ntwo lines` and `999`{check="1 + 1"}.\n', "1:11+1"),
        ("Text.\n\nA value: `{python} 1 +\n1`.\n", "3:10+1"),
        ("- An item with `code\n  of two lines` and `{python} 1`.\n", "1:16+1"),
    ],
)
def test_a_code_span_of_two_lines_that_hides_a_value_is_found(text: str, place: str) -> None:
    """Nothing behind it on its last line would be run, and it would be published as it is written."""
    said = "This code span goes over the end of its line and hides a value or a check"
    found = [one for one in findings(text) if said in one]
    assert [f"{place} unreadable: {said} / Write the whole code span on one line."] == found


@pytest.mark.parametrize(
    "text",
    [
        "A wrapped `code span\ntwo lines` and no more.\n",
        "- a stray ` here\n- and `{python} 1` there\n",
        "| a ` | b |\n| --- | --- |\n| `{python} 1` | c |\n",
        "A wrapped `code span\ntwo lines` and\n`{python} 1`.\n",
    ],
)
def test_a_code_span_of_two_lines_that_hides_nothing_is_left_alone(text: str) -> None:
    """Markdown allows it."""
    assert [] == [one for one in findings(text) if "goes over the end" in one]
