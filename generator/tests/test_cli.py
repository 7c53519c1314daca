"""The command line as an author or a CI job uses it: in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from keyproof.rules import RULES

GOOD = RULES["wrong-key"].mended
BAD = RULES["wrong-key"].fails


@pytest.fixture(autouse=True)
def _run_before(tmp_path: Path, warm: Callable[[Path], None]) -> None:
    warm(tmp_path)


def _keyproof(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "keyproof", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def _project(folder: Path, text: str) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "page.md").write_text(text, encoding="utf-8")
    (folder / "docs" / "other.md").write_text("# Other\n", encoding="utf-8")
    return folder


def test_check_of_a_proven_course_ends_with_0_and_says_how_much_was_run(tmp_path: Path) -> None:
    """One line on standard output, nothing on standard error in a pipe."""
    done = _keyproof("check", "--no-cache", folder=_project(tmp_path, GOOD))

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("1 exercise, 2 answers run (torch ")
    assert done.stdout.endswith("): all proven\n")


def test_check_of_a_wrong_key_ends_with_1_and_the_whole_report(tmp_path: Path) -> None:
    """Place, line, caret, expected, actual, what to do; then the summary."""
    done = _keyproof("check", folder=_project(tmp_path, BAD))

    assert (1, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("docs/page.md:6:")
    assert ": wrong-key: " in done.stdout
    assert "     6 | - [x] `nn.RNN(20, 10)`\n" in done.stdout
    assert done.stdout.endswith(": 1 finding\n")


def test_a_warning_is_printed_and_ends_with_0(tmp_path: Path) -> None:
    """It is counted apart, and stops nothing."""
    done = _keyproof("check", folder=_project(tmp_path, RULES["tell"].fails))

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("docs/page.md:14:31: tell (warning): The hint names the key: ")
    assert done.stdout.endswith("): all proven, 1 warning\n")


def test_what_no_machine_can_tell_is_not_called_proven(tmp_path: Path) -> None:
    """Whoever reads one line only learns from it what was not run."""
    taste = '\n\n## Taste {#taste .choice unverified="Taste."}\n\nWhich?\n\n- [x] One.\n- [ ] Two.\n'
    taste += "\n## Why {#why .explain}\n\nWhy?\n\n- A reason.\n\n??? model\n    Because.\n"
    done = _keyproof("check", folder=_project(tmp_path, GOOD + taste))

    assert (0, "") == (done.returncode, done.stderr)
    assert ": 1 of 3 proven, 2 not machine-checked" in done.stdout
    (tmp_path / "docs" / "page.md").write_text(taste, encoding="utf-8")
    done = _keyproof("check", folder=tmp_path)
    assert re.fullmatch(r"2 exercises, 0 answers run \(.* s\): no exercise machine-checked\n", done.stdout)


def test_a_folder_without_a_course_is_a_usage_error(tmp_path: Path) -> None:
    """Exit code 2 and a sentence that says what to do."""
    done = _keyproof("check", folder=tmp_path)

    assert 2 == done.returncode
    assert "There is neither a folder 'exercises' nor a folder 'docs'" in done.stderr
    assert "--root" in done.stderr


def test_a_course_without_an_exercise_proves_nothing(tmp_path: Path) -> None:
    """Nothing is called proven where nothing was run; a CI job in the wrong folder must not pass."""
    done = _keyproof("check", folder=_project(tmp_path, "# Page\n"))

    assert (2, "no exercises found\n") == (done.returncode, done.stdout)
    assert "exercises stand in exercises/TOPIC/MODE.md or in pages of docs" in done.stderr


def test_an_unknown_option_is_a_usage_error_with_the_near_name(tmp_path: Path) -> None:
    """Exit code 2."""
    done = _keyproof("check", "--job", "2", folder=_project(tmp_path, GOOD))

    assert 2 == done.returncode
    assert "--jobs" in done.stderr


def test_pages_writes_docs_pages_and_assets(tmp_path: Path) -> None:
    """A complete docs folder: pages with exercises rendered, all others as they were."""
    done = _keyproof("pages", "out", folder=_project(tmp_path, GOOD))

    assert 0 == done.returncode, done.stderr
    assert "# Other\n" == (tmp_path / "out" / "other.md").read_text()
    assert "<keyproof-exercise" in (tmp_path / "out" / "page.md").read_text()
    assert 1 == len(list((tmp_path / "out" / "assets" / "keyproof").rglob("keyproof.js")))


def test_pages_lead_to_the_repository_that_takes_reports(tmp_path: Path) -> None:
    """As the plugin does by the site's own settings: to its form, with the row of the proof; or nowhere."""
    project = _project(tmp_path, GOOD)
    given = ("--site-url", "https://course.example", "--repo-url", "https://github.com/a/b")
    written = {}
    for name, more in (("told", given), ("none", (*given, "--report-problem", "no"))):
        done = _keyproof("pages", name, *more, folder=project)
        assert 0 == done.returncode, done.stderr
        written[name] = "".join(page.read_text() for page in (project / name).rglob("*.md"))

    assert "https://github.com/a/b/issues/new?title=" in written["told"]
    assert "https%3A%2F%2Fcourse.example%2Fverification%2F%23" in written["told"]
    assert "issues/new" not in written["none"]


def test_pages_with_a_finding_leaves_the_last_good_folder_as_it_was(tmp_path: Path) -> None:
    """Nothing unproven is written, and nothing proven is lost."""
    project = _project(tmp_path, GOOD)
    assert 0 == _keyproof("pages", "out", folder=project).returncode
    before = {p: p.read_bytes() for p in (project / "out").rglob("*") if p.is_file()}
    (project / "docs" / "page.md").write_text(BAD, encoding="utf-8")

    done = _keyproof("pages", "out", folder=project)

    assert 1 == done.returncode
    assert "out was left as it was." in done.stderr
    assert before == {p: p.read_bytes() for p in (project / "out").rglob("*") if p.is_file()}


def test_pages_never_replaces_a_folder_it_did_not_write(tmp_path: Path) -> None:
    """An author's own folder is safe, and so are the sources."""
    project = _project(tmp_path, GOOD)
    (project / "mine").mkdir()
    (project / "mine" / "notes.txt").write_text("keep me")

    foreign = _keyproof("pages", "mine", folder=project)
    sources = _keyproof("pages", "docs", folder=project)

    assert (2, 2) == (foreign.returncode, sources.returncode)
    assert "holds files that Keyproof did not write" in foreign.stderr
    assert "overlaps the sources" in sources.stderr
    assert "keep me" == (project / "mine" / "notes.txt").read_text()
    assert GOOD == (project / "docs" / "page.md").read_text()


def test_explain_gives_the_meaning_and_both_examples(tmp_path: Path) -> None:
    """What a finding means, with a failing and a mended example."""
    done = _keyproof("explain", "vacuous-check", folder=tmp_path)

    assert 0 == done.returncode
    assert "Fails:" in done.stdout
    assert "Mended:" in done.stdout


def test_explain_without_a_rule_lists_them_all(tmp_path: Path) -> None:
    """One line a rule."""
    done = _keyproof("explain", folder=tmp_path)

    assert sorted(RULES) == [line.split()[0] for line in done.stdout.splitlines()]


def test_explain_of_an_unknown_rule_offers_the_near_one(tmp_path: Path) -> None:
    """Exit code 2."""
    done = _keyproof("explain", "vacuous", folder=tmp_path)

    assert 2 == done.returncode
    assert "Did you mean 'vacuous-check'?" in done.stderr
