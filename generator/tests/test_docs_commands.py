"""Every command that the docs and the README show is run, or stands in the list of those that are not.

In: the Markdown of the docs. Out: a failure for a command that is neither, one that fails, and an example
of settings that the program would not take.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from keyproof.cli import main
from keyproof.proof import Proof
from keyproof.publish.mkdocs_config import KeyproofConfig
from keyproof.rules import RULES

from .conftest import REPOSITORY

PAGES = sorted(
    [
        *(REPOSITORY / "docs").rglob("*.md"),
        REPOSITORY / "README.md",
        REPOSITORY / "generator" / "CONTRIBUTING.md",
    ]
)
PROGRAMS = (
    "keyproof",
    "mkdocs",
    "mike",
    "zensical",
    "make",
    "pip",
    "apt-get",
    "dask",
    "git",
    "npm",
    "npx",
    "cd",
)

NOT_RUN = {
    "pip install": "needs an index; the steps of the tutorial are run in an environment that has it all",
    "npm install": "needs an index; tests/runtime has what it installs",
    "apt-get": "changes the machine",
    "make": "these tests are a part of `make test`; the tables of `make bench` take minutes",
    "dask": "stays until it is stopped; tests/verify/test_dask.py has a cluster",
    'keyproof check --changed-since "$BASE"': "a step of the workflow; tests/workflow runs it",
    "keyproof check --dask": "needs a cluster; tests/verify/test_dask.py has one",
    "keyproof check --cache s3://": "needs a server; docs/ci.md says with which one it was tried",
    "keyproof check --require-sandbox": "needs a sandbox; tests/verify/test_sandbox.py has both cases",
    "mkdocs serve": "stays until it is stopped; tests/publish/test_mkdocs_plugin.py serves",
    "mkdocs build": "run by the tests of the tutorial and of other plugins",
    "zensical build": "run by site_tests/test_zensical.py",
    "python3 -m venv": "the environment of these tests is one",
}
"""Beginnings of commands that are not run here, each with the reason."""

ELSEWHERE = ("docs/author.md", "docs/from-nothing.md")
"""Pages whose `$` lines site_tests/test_from_nothing.py runs in their order."""

PLACES = {
    "FILE…": "old-bank.gift", "PAGE": "docs/old.md", "FORM": "gift",
    "DIR": "out", "RULE": "wrong-key", "NAME": "wrong-key", "FOLDER": "out", "FILE": "out.txt", "DAYS": "30",
    "KIND": "fill", "ID": "one-more",
    "REV": "HEAD", "origin/main": "HEAD", "I/N": "1/2", "${{ matrix.shard }}": "1",
}  # fmt: skip
"""What stands in for the words that docs write in the place of a value."""


def _name(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Give the language and the text of every fence, and of every indented block of commands."""
    outside = re.sub(r"^(`{3,})(\w*)[^\n]*\n(.*?)^\1$", "", text, flags=re.M | re.S)
    for fence in re.finditer(
        r"^(?P<mark>`{3,})(?P<language>\w*)[^\n]*\n(?P<body>.*?)^(?P=mark)$", text, re.M | re.S
    ):
        yield fence["language"], fence["body"]
    for block in re.finditer(r"(?:\A|\n\n)((?: {4}[^\n]*\n)+)", outside):
        body = "\n".join(line[4:] for line in block[1].splitlines())
        if body.split(" ")[0] in PROGRAMS:
            yield "sh", body


def _commands(text: str, *, followed: bool) -> Iterator[str]:
    """Give the commands of a page: those in sentences, and in blocks unless another test follows them."""
    for language, body in () if followed else _blocks(text):
        lines = body.replace("\\\n", " ").splitlines()
        if language in ("sh", "bash", "shell"):
            yield from (line for line in lines if line.strip() and not line.startswith("#"))
        elif language in ("console", "text"):
            yield from (line[2:] for line in lines if line.startswith("$ "))
        elif language == "yaml":
            yield from (
                found[1] for line in lines if (found := re.match(r"\s*(?:- )?run: (keyproof .*)", line))
            )
    prose = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.M | re.S)
    yield from (
        found[1] for found in re.finditer(r"(?<!`)`((?:keyproof|mkdocs|make) [a-z][^`]*)`(?!`)", prose)
    )


def _all_commands() -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for page in PAGES:
        for command in _commands(page.read_text(encoding="utf-8"), followed=_name(page) in ELSEWHERE):
            found.setdefault(re.sub(r"\s{2,}#.*| #.*", "", command).strip(), _name(page))
    return list(found.items())


COMMANDS = _all_commands()
RUN = [(command, page) for command, page in COMMANDS if not command.startswith(tuple(NOT_RUN))]


def test_every_command_is_run_or_listed() -> None:
    """A program other than ours is listed with its reason; ours are all run below."""
    unknown = [(command, page) for command, page in RUN if not command.startswith("keyproof ")]

    assert [] == unknown


def test_nothing_is_listed_in_vain() -> None:
    """Each entry of the list is of use to some page."""
    shown = [command for page in PAGES for command in _commands(page.read_text("utf-8"), followed=False)]

    assert [] == [start for start in NOT_RUN if not any(command.startswith(start) for command in shown)]


@pytest.fixture(scope="module", name="project")
def _project(tmp_path_factory: pytest.TempPathFactory, warm: Callable[[Path], None]) -> Path:
    """A project with a course, in Git, whose outcomes are known already."""
    root = tmp_path_factory.mktemp("docs-commands")
    files = {
        "docs/index.md": RULES["wrong-key"].mended,
        "exercises/rnn-layer/topic.yml": "title: The layer\n",
        "exercises/rnn-layer/try.md": RULES["ambiguous-key"].mended.replace("{#build", "{#built"),
        "old-bank.gift": "::Sum:: 1 + 1 is {=2 ~3}\n",
        "words.yml": "check: Submit\n",
        ".gitignore": ".cache\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    warm(root)
    for command in ("init -q -b main", "add -A", "-c user.name=A -c user.email=a@example.org commit -qm One"):
        subprocess.run(["git", *command.split()], cwd=root, check=True)
    return root


@pytest.mark.parametrize(("command", "page"), RUN)
def test_a_command_of_ours_does_what_it_says(
    command: str, page: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends with 0 in a project that is proven; alternatives such as `a|b` are tried one by one."""
    for number, words in enumerate(_alternatives(command)):
        folder = tmp_path / str(number)
        shutil.copytree(project, folder, symlinks=True)
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(main, words)
        assert 0 == done.exit_code, f"{page}: {shlex.join(words)}\n{done.output}{done.exception}"


def _alternatives(command: str) -> list[list[str]]:
    command = re.sub(r" \[[^\]]*\]", "", command)  # what may be left out
    for place, value in PLACES.items():
        command = re.sub(rf"(?<![\w-]){re.escape(place)}(?![\w-])", value, command)
    words = shlex.split(command)[1:]
    # A sentence that only speaks of this command leaves out where to.
    words += ["out"] if words == ["pages"] else []
    choices = next((word for word in words if "|" in word), "")
    if not choices:
        return [words]
    return [[one if word == choices else word for word in words] for one in choices.split("|")]


def _settings() -> Iterator[tuple[str, dict[str, object]]]:
    for page in PAGES:
        for language, body in _blocks(page.read_text(encoding="utf-8")):
            if language == "yaml" and "plugins:" in body and "--8<--" not in body:
                loaded = yaml.safe_load(body.replace("!ENV", ""))
                for plugin in loaded["plugins"]:
                    if isinstance(plugin, dict) and "keyproof" in plugin:
                        yield _name(page), plugin["keyproof"]


@pytest.mark.parametrize(("page", "options"), list(_settings()))
def test_settings_of_an_example_are_taken(page: str, options: dict[str, object]) -> None:
    """What an author copies into `mkdocs.yml` has the names and types of the plugin's options."""
    config = KeyproofConfig()
    config.load_dict(options)

    assert ([], []) == config.validate(), page


ALSO_PROVEN = {
    "docs/author.md",
    "docs/from-nothing.md",
    "docs/reference/format.md",
    "docs/reference/evidence.md",
}
"""Pages whose examples other tests prove."""


def _examples() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for language, body in _blocks(page.read_text(encoding="utf-8")):
            if language == "markdown" and _name(page) not in ALSO_PROVEN:
                yield _name(page), body


@pytest.mark.parametrize(("page", "text"), list(_examples()))
def test_an_example_is_proven(page: str, text: str, prove_page: Callable[[str], Proof]) -> None:
    """An exercise that stands in the docs to be copied is one that publishes."""
    proof = prove_page(text)

    assert "" == proof.report, page


def test_commands_of_sentences_are_known() -> None:
    """The words after `keyproof` are a command of it."""
    for command, page in COMMANDS:
        if command.startswith("keyproof "):
            assert isinstance(main, click.Group)
            assert command.split()[1] in main.commands, (command, page)
