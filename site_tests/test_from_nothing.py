"""A course made from nothing and hosted, by following the tutorial to the letter; recorded in the docs.

In: `docs/author.md`. Out: `docs/from-nothing.md`, which `UPDATE=1` writes anew, and a reader's first answer.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, OpenPage
from exercise import Exercise
from hands import HANDS
from serving import Server

TUTORIAL = (ROOT / "docs" / "author.md").read_text(encoding="utf-8")
RECORD = ROOT / "docs" / "from-nothing.md"
HEAD = """\
---
title: From nothing to a site
---

# From nothing to a site

What happens when somebody follows [the tutorial](author.md) to the letter, in an empty folder.
A test does so each time the tests are run, and compares what it sees with this page, times and
versions aside. Python, torch and Keyproof were installed before. A notice that Material for MkDocs prints
at each build, about its own future, is left out; `NO_MKDOCS_2_WARNING=1` switches it off.

"""
END = """\
The folder `site` is served by a plain server of static files at `{prefix}/`, and opened in Chromium.
Somebody goes from the first page to *Try*, puts `10` into the blank, and presses *Check*:

> {wrong}

Then `20`: *Right.*
"""
PREFIX = "/courses/rnn"


def _block(language: str, beginning: str) -> str:
    """Return the one example of a language that begins so."""
    (found,) = re.findall(rf"^```{language}\n({re.escape(beginning)}.*?)^```$", TUTORIAL, re.M | re.S)
    return str(found)


def _files() -> dict[str, str]:
    solved, check, help_ = re.findall(r"^````markdown\n(.*?)^````", TUTORIAL, re.M | re.S)
    return {
        "mkdocs.yml": _block("yaml", "site_name"),
        "docs/index.md": _block("markdown", "# My course"),
        "exercises/rnn-layer/topic.yml": _block("yaml", "title"),
        "exercises/rnn-layer/try.md": f"{solved}\n{_block('markdown', '- `10`')}\n{check}\n{help_}",
    }


def _run(command: str, folder: Path) -> str:
    """Run a command of the tutorial; give it and what it said, as a terminal shows them."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        shlex.split(command),
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False, timeout=300,
    )  # fmt: skip
    assert 0 == done.returncode, done.stdout
    said = done.stdout.replace(str(folder), "/home/you/course").rstrip()
    return f"```text\n$ {command}\n{said}".rstrip() + "\n```\n\n"


def _follow(folder: Path) -> str:
    """Do what the tutorial says from its first folder to its last build."""
    commands = re.findall(r"^\$ ((?:mkdir|keyproof|mkdocs) .*)$", TUTORIAL, re.M)
    record = f"{HEAD}{_run(commands[0], folder)}"
    for name, text in _files().items():
        (folder / name).write_text(text, encoding="utf-8")
        kind = "yaml" if name.endswith("yml") else "markdown"
        record += f"`{name}`, as the tutorial has it:\n\n`````{kind}\n{text}`````\n\n"
    return record + "".join(_run(command, folder) for command in commands[1:])


def _plain(text: str) -> str:
    """Leave out what differs from machine to machine: versions, protections, times, places."""
    text = re.sub(r"\((?:torch|took)[^)]*\)", "(…)", text)
    return re.sub(r"\d+(?:\.\d+)? (?:s|seconds)\b", "… s", text)


def test_a_course_from_nothing_to_a_hosted_site(tmp_path: Path, open_page: OpenPage) -> None:
    """Whoever types what the tutorial shows gets this page's output, and a site that answers below a path."""
    record = _follow(tmp_path)
    pages = {folder.name for folder in (tmp_path / "site" / "linear-layer").iterdir()}
    assert {"learn", "why", "try", "test", "review"} <= pages
    with Server(tmp_path / "site", prefix=PREFIX).running() as address:
        page = open_page(origin=address)
        page.goto(f"{address}/")
        page.get_by_role("link", name="the RNN layer").first.click()
        page.get_by_role("link", name="Try", exact=True).first.click()
        exercise = Exercise(page, "state-width")
        HANDS["mouse"].fill(exercise, 0, "10")
        exercise.button("Check").click()
        exercise.expect_said("That is the width of what goes in.")
        wrong = exercise.status.inner_text()
        HANDS["mouse"].fill(exercise, 0, "20")
        exercise.button("Check").click()
        exercise.expect_said("Right.")
        page.goto("about:blank")
    record += END.format(prefix=PREFIX, wrong=" ".join(wrong.split()))
    if os.environ.get("UPDATE"):
        RECORD.write_text(record, encoding="utf-8")

    assert _plain(record) == _plain(RECORD.read_text(encoding="utf-8"))
