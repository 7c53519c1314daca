"""`keyproof import` as an author uses it: a new page that builds, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keyproof.cli import main
from keyproof.read import read_course
from keyproof.settings import Settings

GIFT = (Path(__file__).with_name("banks") / "bank.gift").read_text(encoding="utf-8")


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
    (tmp_path / "docs").mkdir()
    files = [str(tmp_path / name) for name in ("good.gift", "bad.gift")]
    done = _run(tmp_path, "gift", *files, "--to", str(tmp_path / "docs" / "page.md"))

    assert 1 == done.exit_code
    assert [] == list((tmp_path / "docs").iterdir())
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
        ("elsewhere/a.md", "is no page of the course: name a new file NAME.md in docs or exercises"),
        ("docs/a.txt", "is no page of the course"),
    ],
)
def test_a_page_that_no_build_would_read_is_refused(tmp_path: Path, page: str, said: str) -> None:
    """Before anything is read; an import is to build afterwards."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "bank.gift").write_text(GIFT, encoding="utf-8")
    done = _run(tmp_path, "gift", str(tmp_path / "bank.gift"), "--to", str(tmp_path / page))

    assert 2 == done.exit_code
    assert said in " ".join(done.output.split())
    assert not (tmp_path / page).exists()


BANKS = {"gift": "bank.gift", "moodle": "bank.xml", "mdbook-quiz": "bank.toml", "mkdocs-quiz": "bank.md"}


@pytest.mark.parametrize("form", sorted(BANKS))
@pytest.mark.parametrize("asked", sorted(BANKS))
def test_a_file_of_another_form_is_refused_in_a_sentence(tmp_path: Path, form: str, asked: str) -> None:
    """It names the command that reads it; dozens of mistakes of a form that it never had help nobody."""
    (tmp_path / "docs").mkdir()
    bank = Path(__file__).with_name("banks") / BANKS[form]
    done = _run(tmp_path, asked, str(bank), "--to", str(tmp_path / "docs" / "page.md"))

    said = f"keyproof import {form} {bank}`."
    assert (0 if form == asked else 2, form != asked) == (done.exit_code, said in done.output)


def test_a_file_that_is_nested_too_deep_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """No traceback."""
    (tmp_path / "docs").mkdir()
    deep, page = tmp_path / "deep.toml", tmp_path / "docs" / "page.md"
    deep.write_text("a = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    done = _run(tmp_path, "mdbook-quiz", str(deep), "--to", str(page))

    assert done.exit_code in (1, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
