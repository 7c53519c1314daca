"""`keyproof export` as an author uses it: what is proven is written, whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keyproof.cli import main
from keyproof.rules import RULES

GOOD, BAD = RULES["wrong-key"].mended, RULES["wrong-key"].fails


def _topic(root: Path, name: str, text: str) -> None:
    folder = root / "exercises" / name
    folder.mkdir(parents=True)
    (folder / "topic.yml").write_text(f"title: Topic {name}\napi: []\nobjectives: {{}}\n", encoding="utf-8")
    (folder / "try.md").write_text(text, encoding="utf-8")


def _export(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--root", str(root), "--seeds", "1"])


@pytest.fixture(name="course", scope="module")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A topic that is proven and one that is not."""
    root = tmp_path_factory.mktemp("export")
    _topic(root, "good", GOOD)
    _topic(root, "bad", BAD.replace("{#", "{#bad-"))
    return root


def test_what_is_not_proven_is_not_written(course: Path) -> None:
    """Exit code 1, the report, and the file as it was."""
    file = course / "all.xml"
    file.write_text("before")
    done = _export(course, "moodle", str(file))

    assert (1, "before") == (done.exit_code, file.read_text())
    assert "exercises/bad/try.md:6:" in done.stdout
    assert "wrong-key" in done.stdout
    assert f"{file} was left as it was." in done.stderr


def test_a_topic_goes_out_by_itself(course: Path) -> None:
    """Findings in the files of another are no obstacle; its category has its title."""
    file = course / "good.xml"
    done = _export(course, "moodle", str(file), "--topic", "good")

    assert (0, f"1 exercise written to {file}\n") == (done.exit_code, done.stdout)
    assert "<text>$course$/top/Topic good</text>" in file.read_text(encoding="utf-8")


def test_a_topic_that_is_not_there_is_a_usage_error(course: Path) -> None:
    """With the names of those that are."""
    done = _export(course, "gift", str(course / "x.gift"), "--topic", "godo")

    assert 2 == done.exit_code
    assert "There is no topic 'godo'. There are: bad, good." in " ".join(done.stderr.split())


def test_an_unknown_form_is_a_usage_error(course: Path) -> None:
    """With the names of those that are."""
    done = _export(course, "word", str(course / "x"))

    assert 2 == done.exit_code
    assert "'moodle', 'gift', 'qti', 'anki', 'pdf'" in done.stderr


def test_a_missing_library_is_named_with_the_command_that_installs_it(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is run."""
    monkeypatch.setitem(sys.modules, "genanki", None)
    done = _export(course, "anki", str(course / "x.apkg"))

    assert 2 == done.exit_code
    assert "pip install 'keyproof[anki]'" in done.stderr


def test_what_a_pdf_needs_is_named_with_the_command_that_installs_it(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is run."""
    monkeypatch.setattr("keyproof.exchange.pdf.find_spec", lambda _: None)
    done = _export(course, "pdf", str(course / "x.pdf"))

    assert 2 == done.exit_code
    assert "pip install 'keyproof[pdf]'" in done.stderr
