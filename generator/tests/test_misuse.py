"""Whatever is typed wrong: one clear sentence that says what would be right, exit code 2, no traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from keyproof.cli import main
from keyproof.errors import SettingsError, WorkerError
from keyproof.publish.mkdocs_config import KeyproofConfig
from keyproof.publish.mkdocs_plugin import KeyproofPlugin
from keyproof.publish.repository import addresses
from keyproof.rules import RULES
from keyproof.settings import Settings
from keyproof.verify import Pool
from keyproof.verify.job import Candidate, Job
from keyproof.verify.pool import NEEDED
from keyproof.verify.sandbox import find

USAGE = 2

MISUSED: dict[str, str] = {
    "chek": "No such command 'chek'.*'check'",
    "--versio": "Did you mean '--version'",
    "check --roots .": "No such option '--roots'.*'--root'",
    "check --root nope": "Directory 'nope' does not exist",
    "check --root file": "Directory 'file' is a file",
    "check --exercises nope": "The folder 'nope' of --exercises is not there",
    "check --exercises file": "The folder 'file' of --exercises is a file",
    "check --docs file": "The folder 'file' of --docs is a file",
    "check --jobs 0": "0 is not in the range 1<=x<=1024",
    "check --jobs 100000": "100000 is not in the range",
    "check --jobs x": "'x' is not a valid whole number",
    "check --seeds -1": "-1 is not in the range",
    "check --seconds nan": "'nan' is not a number",
    "check --seconds inf": "'inf' is not a number",
    "check --seconds 1e400": "'1e400' is not a number",
    "check --seconds soon": "'soon' is not a valid number",
    "check --seconds 0": "not in the range",
    "check --memory-mb 99999999999999": "not in the range",
    "check --shard 3": "'3' is not a shard",
    "check --shard 3/2": "There is no shard '3/2'",
    "check --shard=": "'' is not a shard",
    "check --changed-since=": "--changed-since was given no revision",
    "check --changed-since main": "in no Git repository",
    "check --format jnuit": "'jnuit' is not one of 'text', 'github', 'junit'",
    "check --device gpu": "'gpu' is not one of 'cpu', 'cuda'",
    "check --cache=": "--cache was given no folder and no address; --no-cache",
    "check --cache a --no-cache": "--cache and --no-cache exclude each other",
    "check --cache file": "The cache file is a file",
    "check --cache nowhere://a": "The cache at nowhere://a cannot be used: Protocol not known: nowhere.",
    "check --dask=": "--dask was given no address",
    "check --dask nonsense": "'nonsense' is not the address of a Dask scheduler",
    "check --output docs": "'docs' is a directory",
    "check --output file/report.xml": "Cannot write file/report.xml: .*/file is a file",
    "check --evidence file/a.json": "Cannot write file/a.json",
    "check more": "unexpected extra argument",
    "pages": "Missing argument 'FOLDER'",
    "pages file": "Cannot write pages to file: it is a file",
    "pages file/out": "Cannot write file/out: .*/file is a file",
    "pages docs": "overlaps the sources",
    "pages docs/out": "overlaps the sources",
    "pages .": "overlaps the sources",
    "pages out --language=": "'' is not the tag of a language",
    "pages out --language german!": "'german!' is not the tag of a language",
    "pages out --words nope": "File 'nope' does not exist",
    "pages out --runtime pyodid": "'pyodid' is not one of 'none'",
    "pages out --runtime-wheels nope": "Directory 'nope' does not exist",
    "pages out --pyodide file": "Directory 'file' is a file",
    "pages out --words file": "file holds no words",
    "pages out --site-url course": "'course' is not an address such as https://",
    "pages out --repo-url git@example.org:a/b": "is not an address",
    "pages out --repo-url http://[": "is not an address",
    "pages out --report-problem never": "'never' is not an address",
    "pages out --report-problem https://a.example/?t={titel}": "no place '{titel}'. Did you mean '{title}'",
    "explain wrng-key": "There is no rule 'wrng-key'. Did you mean 'wrong-key'",
    "explain zzz": "`keyproof explain` lists them all",
    "new topc": "Did you mean 'topic'",
    "new topic": "Missing argument 'NAME'",
    "new topic ../up": "'../up' cannot be the name of a topic",
    "new topic A": "'A' cannot be the name of a topic",
    "new exercise fil my-own": "'fil' is not one of .*'fill'",
    "new exercise fill Own": "'Own' cannot be the name of an exercise",
    "new exercise fill own --page docs": "'docs' is a directory",
    "new exercise fill own --title {a}": "A title is one line without braces",
    "export gft out.txt": "'gft' is not one of 'moodle', 'gift'",
    "export gift out.gift --exercises nope --docs nope": "The folder 'nope' of --exercises is not there",
    "export gift docs/page.md": "docs/page.md lies in docs, which the course is made of",
    "export gift docs/new/a.gift": "a.gift lies in docs, which the course is made of",
    "export gift out.gift --language german!": "'german!' is not the tag of .* words in ar, de, en",
    "export gift file/out.gift": "Cannot write file/out.gift",
    "export gift out.gift --cache=": "--cache was given no folder and no address",
    "import gift file --to docs": "'docs' is a directory",
    "import gift nope --to a.md": "File 'nope' does not exist",
    "import gift file --to docs/a.md --exercises nope": "The folder 'nope' of --exercises is not there",
    "import gift file --to docs/a.md --docs nope2": "The folder 'nope2' of --docs is not there",
    "import gift file --to elsewhere/a.txt": "a.txt is no page of the course",
    "import gift file --to docs/a.md --root docs": "There is neither a folder 'exercises' nor a folder",
    "cache inf": "Did you mean 'info'",
    "cache info --cache nowhere://a": "cannot be used",
    "cache info --cache file": "The cache file is a file",
    "cache prune --max-mb nan": "'nan' is not a number",
    "cache prune --older-than -1": "not in the range",
    "editor file": "'file' is a file",
    "editor file/in": "Cannot write to file/in",
}


@pytest.fixture(name="project")
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one exercise, and a file where a folder may be meant."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(RULES["wrong-key"].mended, encoding="utf-8")
    (tmp_path / "file").write_text("text")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path.parent))
    return tmp_path


def _refused(done: Result) -> str:
    """Give the sentence of a command that was refused."""
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert USAGE == done.exit_code, done.output
    (sentence,) = [line for line in done.output.split("\n") if line.startswith("Error: ")]
    return sentence


@pytest.mark.parametrize("typed", MISUSED)
def test_a_misuse_is_said(typed: str, project: Path) -> None:
    """Before anything is run or written, in words that name what was typed and what is wanted."""
    before = sorted(path for path in project.rglob("*"))
    sentence = _refused(CliRunner().invoke(main, typed.split(" ")))

    assert re.search(MISUSED[typed].replace("{", r"\{"), sentence), sentence
    assert before == sorted(path for path in project.rglob("*"))


def test_every_option_of_every_command_is_misused_here() -> None:
    """A new option needs a line above, unless it is a switch or takes any text."""
    # Whether there is a topic of that name is known after the run: see the tests of `export`.
    free = {"--edit-uri", "--topic"}
    missing = {
        f"{name} {option.opts[0]}"
        for name, command in _commands(main)
        for option in command.params
        if option.param_type_name == "option" and not getattr(option, "is_flag", False)
        if option.opts[0] not in free
        and not any(option.opts[0] in typed.replace("=", " ").split(" ") for typed in MISUSED)
    }
    assert set() == missing


def _commands(group: Any, path: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, command in group.commands.items():
        found += _commands(command, f"{path}{name} ") if hasattr(command, "commands") else []
        found += [] if hasattr(command, "commands") else [(f"{path}{name}", command)]
    return found


@pytest.mark.parametrize("typed", ["check --output locked/a.xml", "pages locked/out"])
def test_a_folder_without_permission_is_said_before_the_run(
    typed: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not after it."""
    (project / "locked").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "locked" and bool(mode))
    assert "nothing may be written to" in _refused(CliRunner().invoke(main, typed.split(" ")))


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("jobs", 0, "whole number from 1 to 1,024, but got 0"),
        ("seeds", "three", "whole number from 1 to 1,000, but got 'three'"),
        ("seeds", True, "but got True"),
        ("seeds", 0, "but got 0"),
        ("seconds", float("nan"), "number from 0.1 to 86,400, but got nan"),
        ("seconds", -1, "but got -1"),
        ("memory_mb", 1.5, "but got 1.5"),
        ("device", "gpu", "Expected one of"),
        ("words", ["a"], "Expected type"),
        ("words", "words.yml", "Write each message here"),
        ("exercises", 3, "Expected type"),
        ("report", "maybe", "Expected type"),
        ("cache", 3, "Expected type"),
        ("report_problem", 3, "Expected type"),
        ("require_sandbox", "yes", "Expected type"),
        ("progress", 2, "Expected type"),
    ],
)
def test_the_plugin_says_what_an_option_may_be(option: str, value: object, told: str) -> None:
    """MkDocs prints it with the option's name, and builds nothing."""
    config = KeyproofConfig()
    config.load_dict({option: value})
    (failed, error), *others = config.validate()[0]
    assert [] == others
    assert (option, ValidationError) == (failed, type(error))
    assert told in str(error)


def test_the_plugin_fails_with_a_sentence(project: Path) -> None:
    """For what shows only when options meet the project."""

    for options, told in (
        ({"report_problem": "https://a.example/{who}"}, "no place '{who}'"),
        ({"exercises": "nope"}, "The folder of `exercises` does not exist"),
        ({"cache": "file"}, "The cache .*file is a file"),
    ):
        plugin = KeyproofPlugin()
        assert ([], []) == plugin.load_config(options)
        site = MkDocsConfig(config_file_path=str(project / "mkdocs.yml"))
        site.load_dict({"site_name": "A", "docs_dir": str(project / "docs")})
        site.validate()
        with pytest.raises(PluginError, match=told):
            plugin.on_pre_build(config=site)


def test_addresses_of_reports_may_be_of_ones_own() -> None:
    """On the same site, by mail, with every place there is."""
    for asked in (
        "/report?of={id}&at={url}",
        "mailto:a@example.org?subject={title}",
        "https://{topic}.example/",
    ):
        assert asked == addresses(Path("/"), repo_url="", edit_uri="", asked=asked).problem
    with pytest.raises(SettingsError, match="There are title, body"):
        addresses(Path("/"), repo_url="", edit_uri="", asked="https://a.example/{zzz}")


def test_a_missing_torch_is_named_with_what_brings_it(tmp_path: Path) -> None:
    """When something has to be run, and not before."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True)
    python = str(tmp_path / "bin" / "python")
    job = Job(setup=(), candidates=(Candidate(name="a", steps=()),), seconds=1)
    with (
        Pool(Settings(root=tmp_path, python=python, sandbox="off")) as pool,
        pytest.raises(WorkerError, match=re.escape(f"{python} has none: {NEEDED}")),
    ):
        pool.run(job)


@pytest.mark.usefixtures("project")
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask and fsspec, each when it is asked for; without them all else goes on."""
    for module in ("distributed", "fsspec", "fsspec.core", "keyproof.verify.cluster"):
        monkeypatch.setitem(sys.modules, module, None)
    dask = _refused(CliRunner().invoke(main, ["check", "--dask", "tcp://127.0.0.1:1"]))
    cache = _refused(CliRunner().invoke(main, ["check", "--cache", "s3://bucket/folder"]))

    assert "pip install 'keyproof[dask]'" in dask
    assert "pip install 'keyproof[fsspec]'" in cache


@pytest.mark.usefixtures("project")
def test_a_missing_bubblewrap_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is required; elsewhere the summary names it."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    find.cache_clear()
    try:
        said = _refused(CliRunner().invoke(main, ["check", "--require-sandbox"]))
    finally:
        find.cache_clear()
    assert "apt-get install bubblewrap" in said
