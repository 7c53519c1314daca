"""A site speaks the language of its theme, and what its author says instead."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = """\
# Layers

## Pick one {#pick .choice .easy}

Which one is two?

- [ ] `1`
- [x] `2`

```python check
assert answer == 2
```
"""


@pytest.fixture(autouse=True)
def _run_before(tmp_path: Path, warm: Callable[[Path], None]) -> None:
    warm(tmp_path)


def _project(folder: Path, *, theme: str = "name: material", options: str = "report: true") -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(PAGE)
    config = f"site_name: Test\ntheme:\n  {theme}\nplugins:\n  - keyproof:\n      {options}\n"
    (folder / "mkdocs.yml").write_text(config)
    return folder


def _run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    given = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=given)


def _script(site: Path) -> str:
    return next(site.glob("assets/keyproof/*/keyproof.js")).read_text(encoding="utf-8")


def test_an_authors_words_reach_the_page_and_the_script(tmp_path: Path) -> None:
    """Those that the build says, and those that the widget says."""
    words = 'words: {check: "Los!", level-easy: leicht, attempts: {one: "{n} Mal", other: "{n} Male"}}'
    project = _project(tmp_path, options=words)

    done = _run("mkdocs", "build", "-q", folder=project)

    assert 0 == done.returncode, done.stderr
    assert "leicht" in (project / "site" / "index.html").read_text(encoding="utf-8")
    assert '"check":"Los!"' in _script(project / "site")
    assert '"attempts":{"one":"{n} Mal","other":"{n} Male"}' in _script(project / "site")


def test_a_word_that_there_is_none_stops_the_build_before_anything_is_run(tmp_path: Path) -> None:
    """One sentence names it, and what it may have been meant for."""
    done = _run("mkdocs", "build", folder=_project(tmp_path, options="words: {chekc: Los}"))

    assert 1 == done.returncode
    assert "`words` has no message `chekc`. Did you mean `check`?" in done.stderr
    assert "answers" not in done.stderr


@pytest.mark.parametrize("theme", ["name: material\n  language: fi", "name: mkdocs\n  locale: fi"])
def test_a_language_without_words_is_told_once(theme: str, tmp_path: Path) -> None:
    """The build goes on in English."""
    done = _run("mkdocs", "build", folder=_project(tmp_path, theme=theme))

    assert 0 == done.returncode, done.stderr
    assert 1 == done.stderr.count("there are no words in `fi` yet, those of `en` stand in for them")


def test_pages_for_other_engines_take_a_file_of_words(tmp_path: Path) -> None:
    """By the same ids, and with the same errors."""
    project = _project(tmp_path)
    (project / "own.yml").write_text("check: Los!\n")
    (project / "bad.yml").write_text("- check\n")

    done = _run("keyproof", "pages", "out", "--words", "own.yml", "--language", "fi-FI", folder=project)
    bad = _run("keyproof", "pages", "out", "--words", "bad.yml", folder=project)

    assert 0 == done.returncode, done.stderr
    assert "there are no words in `fi-FI` yet" in done.stderr
    assert '"check":"Los!"' in _script(project / "out")
    assert 2 == bad.returncode
    assert "bad.yml holds no words: write one `id: text` on each line." in bad.stderr
