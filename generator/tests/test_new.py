"""`keyproof new`: what it writes is proven as it stands, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keyproof.cli import main
from keyproof.pipeline import prove
from keyproof.proof import Proof
from keyproof.scaffold import KINDS, exercise
from keyproof.settings import Settings
from keyproof.topic import MODES
from keyproof.verify import Memory

USAGE = 2


def _new(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments, "--root", str(root)])


def _proof(root: Path, memory: Memory) -> Proof:
    return prove(Settings(root=root, exercises=root / "exercises", jobs=2), run=memory)


def test_a_new_topic_has_every_mode_and_is_proven(tmp_path: Path, memory: Memory) -> None:
    """All pages are there, hold exercises, and there is no finding, not even beside a second topic."""
    made = [
        _new(tmp_path, "topic", "attention", "--title", 'Attention: "why" & how'),
        _new(tmp_path, "topic", "another-one"),
    ]
    proof = _proof(tmp_path, memory)

    assert [0, 0] == [one.exit_code for one in made], [one.output for one in made]
    assert "" == proof.report
    for topic in proof.course.topics:
        pages = [page for page in proof.course.pages if page.topic == topic.slug]
        exercises = [exercise for page in pages for exercise in page.exercises()]
        assert set(MODES) == {page.mode for page in pages if page.exercises()}
        assert set(topic.objectives) == {exercise.objective for exercise in exercises}
    assert {'Attention: "why" & how', "Another one"} == {topic.title for topic in proof.course.topics}


def test_new_exercises_are_proven(tmp_path: Path, memory: Memory) -> None:
    """Those of every kind, added to a page that has an exercise already, whatever ends its lines."""
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_bytes(exercise("choice", "first", "").replace("\n", "\r\n").rstrip().encode())
    made = [_new(tmp_path, "exercise", kind, f"my-{kind}", "--page", str(page)) for kind in KINDS]
    proof = prove(Settings(root=tmp_path, docs=page.parent, exercises=None, jobs=2), run=memory)

    assert {0} == {one.exit_code for one in made}, [one.output for one in made]
    assert "" == proof.report
    expected = {("first", "choice", "First"), *((f"my-{kind}", kind, f"My {kind}") for kind in KINDS)}
    assert expected == {(one.id, one.kind, one.title) for one in proof.course.exercises()}
    assert b"\n" not in page.read_bytes().replace(b"\r\n", b"")


def test_an_exercise_is_printed_without_a_page(tmp_path: Path) -> None:
    """Standard output holds the exercise and nothing else."""
    made = _new(tmp_path, "exercise", "choice", "my-own", "--title", "Mine")
    assert made.output.startswith("## Mine {#my-own .choice .easy}\n")


@pytest.mark.parametrize("arguments", [("topic", "first"), ("exercise", "fill", "first-try-sizes")])
def test_nothing_that_is_there_is_touched(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A folder or an id that is taken is refused in one sentence, and no file changes."""
    _new(tmp_path, "topic", "first")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    refused = _new(tmp_path, *arguments)

    assert USAGE == refused.exit_code
    assert "Nothing was written" in refused.output
    assert before == {file: file.read_bytes() for file in tmp_path.rglob("*.*")}


@pytest.mark.parametrize("name", ["Attention", "self attention", "-x", "../up", "ä"])
def test_a_name_that_is_no_name_is_refused(name: str, tmp_path: Path) -> None:
    """Names of topics and exercises are lower-case letters, digits and hyphens."""
    refused = CliRunner().invoke(main, ["new", "topic", "--root", str(tmp_path), "--", name])
    assert USAGE == refused.exit_code
    assert "lower-case letters, digits and hyphens" in refused.output
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("title", ["Sets {#x}", "Two\nlines"])
def test_a_title_that_a_heading_cannot_hold_is_refused(title: str, tmp_path: Path) -> None:
    """It would become part of the id or of the page."""
    refused = _new(tmp_path, "topic", "sets", "--title", title)
    assert USAGE == refused.exit_code
    assert "one line without braces" in refused.output
    assert [] == [*tmp_path.iterdir()]
