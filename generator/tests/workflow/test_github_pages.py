"""The workflow file of the docs is run step by step: a pull request with a slip, then what is published."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import yaml

from ..conftest import REPOSITORY
from .runner import Done, Place, run_job, save

FILE = REPOSITORY / "docs" / "ci" / "github-pages.yml"
TEXT = FILE.read_text(encoding="utf-8")
WORKFLOW: Mapping[Any, Any] = yaml.safe_load(TEXT)
JOBS: Mapping[str, Mapping[str, Any]] = WORKFLOW["jobs"]

EXERCISE = """\
## Number {number} {{#number-{number} .choice .easy}}

- [x] `{key}`
- [ ] `{number} * 7`

```python check
assert answer == {number} + 1000
```

"""
SITE = """\
site_name: A course
site_url: !ENV SITE_URL
theme: {name: mkdocs, highlightjs: false}
plugins:
  - keyproof:
      seeds: 1
"""


def _git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _page(*numbers: int, wrong: int = 0) -> str:
    keys = {number: f"{number} + {999 if number == wrong else 1000}" for number in numbers}
    return "# Page\n\n" + "".join(EXERCISE.format(number=one, key=key) for one, key in keys.items())


@pytest.fixture(scope="module", name="place")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A repository with a course of four exercises in two pages, and a machine that is lent for a job."""
    top = tmp_path_factory.mktemp("host")
    origin, tools = top / "origin", top / "tools"
    for folder in (origin / "docs", tools, top / "kept"):
        folder.mkdir(parents=True)
    (origin / "docs" / "index.md").write_text(_page(1, 2))
    (origin / "docs" / "more.md").write_text(_page(3, 4))
    (origin / "mkdocs.yml").write_text(SITE)
    (origin / "requirements.txt").write_text("keyproof[torch,mkdocs]\n")
    (origin / ".gitignore").write_text("site/\n.cache/\n")
    _git(origin, "init", "--quiet", "--initial-branch=main")
    _git(origin, "add", "--all")
    _git(origin, "commit", "--quiet", "--message", "A course")
    # What changes the machine is written down, and not done.
    for name in ("sudo", "pip"):
        (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" >> "{top}/changes"\n')
        (tools / name).chmod(0o755)
    (tools / "keyproof").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m keyproof "$@"\n')
    (tools / "mkdocs").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mkdocs "$@"\n')
    for name in ("keyproof", "mkdocs"):
        (tools / name).chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator"), "NO_MKDOCS_2_WARNING": "1"}
    facts = {"github.sha": _git(origin, "rev-parse", "HEAD")}
    return Place(
        origin=origin,
        kept=top / "kept",
        tools=tools,
        path=os.environ["PATH"],
        environment=environment,
        facts=facts,
    )


@pytest.fixture(scope="module", name="published")
def _published(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A push to the main branch."""
    done = run_job(JOBS["build"], place, to=tmp_path_factory.mktemp("build") / "work", matrix={})
    (cache,) = [step for step in JOBS["build"]["steps"] if step.get("uses") == "actions/cache@v4"]
    save(place, done, cache["with"])
    return done


@pytest.fixture(scope="module", name="asked")
def _asked(place: Place, published: Done, tmp_path_factory: pytest.TempPathFactory) -> list[Done]:
    """A pull request with a slip in one of its two changed exercises, after that push."""
    assert not published.failed
    base = _git(place.origin, "rev-parse", "HEAD")
    (place.origin / "docs" / "more.md").write_text(_page(3, 4, 5, wrong=4))
    _git(place.origin, "commit", "--quiet", "--all", "--message", "More")
    place.facts |= {
        "github.event.pull_request.base.sha": base,
        "github.sha": _git(place.origin, "rev-parse", "HEAD"),
    }
    top = tmp_path_factory.mktemp("check")
    parts = [str(part) for part in JOBS["check"]["strategy"]["matrix"]["part"]]
    with ThreadPoolExecutor() as together:
        return list(
            together.map(
                lambda part: run_job(JOBS["check"], place, to=top / part, matrix={"part": part}), parts
            )
        )


def test_the_file_is_a_workflow() -> None:
    """By GitHub's own schema, and with the triggers and rights that the docs name."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        str(FILE),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout
    # `on` is a truth value in YAML 1.1.
    assert {"pull_request", "push", "workflow_dispatch"} == set(WORKFLOW[True])
    assert {"contents": "read"} == WORKFLOW["permissions"]
    assert {"pages": "write", "id-token": "write"} == JOBS["deploy"]["permissions"]
    assert "build" == JOBS["deploy"]["needs"]


def test_the_file_stands_in_the_docs() -> None:
    """To the letter, beside a link to it."""
    page = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")
    fences = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)
    assert TEXT in fences
    assert "(ci/github-pages.yml)" in page


def test_a_push_publishes_what_is_proven(place: Place, published: Done) -> None:
    """Whole, with the site's address in it."""
    assert not published.failed, published.ran
    pages = {path.relative_to(place.kept / "github-pages").as_posix() for path in place.kept.rglob("*.html")}
    assert {"index.html", "more/index.html", "verification/index.html"} <= pages
    assert "4 exercises, 8 answers run" in published.ran["Build"].stderr
    address = (place.kept / "github-pages" / "more" / "index.html").read_text(encoding="utf-8")
    assert "https://someone.github.io/course/more/" in address
    changes = (place.tools.parent / "changes").read_text()
    assert "sudo apt-get install --yes bubblewrap\n" in changes
    assert "pip install --requirement requirements.txt\n" in changes


def test_a_pull_request_is_told_on_its_lines(asked: list[Done]) -> None:
    """The slip, once, by the part that has it; what was not touched is counted and not called proven."""
    told = [done.ran["Verify, each finding on its line"] for done in asked]
    errors = [line for one in told for line in one.stdout.splitlines() if line.startswith("::error ")]

    assert sorted([1, 0]) == sorted(one.returncode for one in told), told
    assert 1 == len(errors)
    assert errors[0].startswith("::error file=docs/more.md,line=14,col=7,endColumn=")
    assert "title=no-key" in errors[0]
    for number, one in enumerate(told, 1):
        assert f"shard {number}/2: 1 of 5 exercises verified (3 not touched since " in one.stderr
        assert "::notice title=keyproof::Not verified" in one.stdout


def test_junit_is_written_from_the_cache_after_a_failure_too(place: Place, asked: list[Done]) -> None:
    """Each part has its file; together they hold the failure, the proven one, and what was left out."""
    second = [done.ran["The same as JUnit, from the cache"] for done in asked]
    roots = [Xml.parse(place.kept / f"keyproof-{part}").getroot() for part in (1, 2)]
    cases = [case for root in roots for case in root.iter("testcase")]

    assert all("2 answers, 2 from the cache" in one.stderr for one in second), second
    assert ["number-4"] == [case.get("name") for case in cases if case.find("failure") is not None]
    skipped = sorted(str(case.get("name")) for case in cases if case.find("skipped") is not None)
    assert ["number-1", "number-2", "number-3"] == skipped
