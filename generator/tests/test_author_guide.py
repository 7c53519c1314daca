"""The author guide's examples are exercises: proven as they stand, and failing where the guide says so.

Its steps, followed to the letter from an empty folder, make a site.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from keyproof.proof import Proof
from keyproof.topic import MODES

from .conftest import REPOSITORY

GUIDE = REPOSITORY / "docs" / "author.md"
CHIPS = "- `10` : That is the width of what goes in.\n- `30` : The two sizes are not added up.\n"


def _examples() -> str:
    """All examples in order; the first exercise is built up over several of them."""
    text = GUIDE.read_text(encoding="utf-8")
    head, *rest = re.findall(r"^````markdown\n(.*?)^````", text, flags=re.MULTILINE | re.DOTALL)
    assert CHIPS in text
    return "\n".join([head, CHIPS, *rest])


def test_every_example_is_proven(prove_page: Callable[[str], Proof]) -> None:
    """What an author copies from the guide works, and every kind is shown."""
    proof = prove_page(_examples())

    assert proof.report == ""
    assert {exercise.kind for exercise in proof.course.exercises()} == {"fill", "choice", "predict", "fix"}


def test_the_guides_bad_chip_is_reported_at_its_place(prove_page: Callable[[str], Proof]) -> None:
    """Step 5 says that a chip `2 * 10` is an `ambiguous-key`, and where."""
    text = _examples().replace(CHIPS, CHIPS + "- `2 * 10`\n")
    line = text.split("\n").index("- `2 * 10`") + 1

    findings = prove_page(text).findings

    assert [("ambiguous-key", line)] == [(finding.rule, finding.place.line) for finding in findings]


def _block(language: str, beginning: str) -> str:
    """Return the one example of a language that begins so."""
    pattern = rf"^```{language}\n({re.escape(beginning)}.*?)^```$"
    (found,) = re.findall(pattern, GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_guide_leads_from_an_empty_folder_to_a_site(tmp_path: Path) -> None:
    """Who types what the guide shows, command by command, gets a proven topic of all modes on a site."""
    guide = GUIDE.read_text(encoding="utf-8")
    commands = re.findall(r"^\$ ((?:mkdir|keyproof|mkdocs) .*)$", guide, re.M)
    assert commands[0].startswith("mkdir")
    _run(commands[0], tmp_path)
    solved, check = re.findall(r"^````markdown\n(.*?)^````", guide, re.M | re.S)[:2]
    files = {
        "mkdocs.yml": _block("yaml", "site_name"),
        "docs/index.md": _block("markdown", "# My course"),
        "exercises/rnn-layer/topic.yml": _block("yaml", "title"),
        "exercises/rnn-layer/try.md": f"{solved}\n{CHIPS}\n{check}",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    said = {command: _run(command, tmp_path) for command in commands[1:]}

    assert said["keyproof check"].endswith("all proven\n")
    assert "not included in the" not in said["mkdocs build --strict"]
    page = (tmp_path / "site" / "rnn-layer" / "try" / "index.html").read_text(encoding="utf-8")
    assert 'data-kp-id="state-width"' in page
    assert "3 answers run, 1 holds" in page
    site = tmp_path / "site" / "linear-layer"
    assert set(MODES) <= {folder.name for folder in site.iterdir()}
    assert 'data-kp-id="last-axis"' in (site / "try" / "index.html").read_text(encoding="utf-8")


def _run(command: str, folder: Path) -> str:
    """Run a command of the guide, with the programs of this environment; give what it printed."""
    name, *arguments = shlex.split(command)
    program = [name] if name == "mkdir" else [sys.executable, "-m", name]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [*program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout + done.stderr
