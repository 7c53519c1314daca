"""Git as it is found: revisions that are not there, clones that were cut off, folders without it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from keyproof.errors import SettingsError
from keyproof.since import revision
from keyproof.since.git import Revision
from keyproof.verify import Memory

from .project import Project, project


def test_a_revision_is_named_as_in_git(tmp_path: Path) -> None:
    """A branch, a tag, a hash, something relative to one."""
    one = project(tmp_path)
    one.git("tag", "-m", "First", "v1")
    head = one.git("rev-parse", "HEAD").strip()
    assert {head} == {revision(one.root, name).commit for name in ("main", "v1", head[:9], "HEAD^{/course}")}


@pytest.mark.parametrize("name", ["nothing", "--all", "-h", "HEAD~9", "main:README.md", "a b", "\u00e4"])
def test_an_unknown_revision_is_said(name: str, tmp_path: Path) -> None:
    """In one sentence that names it, whatever it looks like."""
    with pytest.raises(SettingsError) as caught:
        revision(project(tmp_path).root, name)
    assert f"There is no commit '{name}' in this repository." in str(caught.value)


@pytest.mark.parametrize(("name", "told"), [("", "no revision"), ("0" * 40, "branch that is new")])
def test_what_a_host_leaves_empty_is_said(name: str, told: str, tmp_path: Path) -> None:
    """`github.event.before` is empty for some events, and zeros for the first push of a branch."""
    with pytest.raises(SettingsError, match=told):
        revision(project(tmp_path).root, name)


def test_a_shallow_clone_is_named(tmp_path: Path) -> None:
    """With what to fetch, and what to write for actions/checkout."""
    one = project(tmp_path / "whole")
    first = one.git("rev-parse", "HEAD").strip()
    one.commit()
    source = one.root.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", source, tmp_path / "part"], check=True)
    with pytest.raises(SettingsError, match=r"shallow clone.*--unshallow.*fetch-depth: 0"):
        revision(tmp_path / "part", first)
    assert revision(tmp_path / "part", "HEAD").commit


def test_no_repository_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is said, with the folder or the package to install."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", os.fspath(tmp_path.parent))
    with pytest.raises(SettingsError, match="is in no Git repository"):
        revision(tmp_path, "HEAD")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SettingsError, match="apt-get install git"):
        revision(tmp_path, "HEAD")


def test_a_hook_may_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git tells its hooks where it is, counted from a folder that need not be ours."""
    one = project(tmp_path, folder="course")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert tmp_path.resolve() == revision(one.root, "HEAD").top


def test_names_of_files_may_hold_anything(tmp_path: Path) -> None:
    """Spaces, line ends, letters of other languages, bytes that are no text."""
    one = project(tmp_path)
    names = ["a b.csv", "line\nend.csv", "\u00e4\U0001f3b2.csv", os.fsdecode(b"\xff.csv")]
    for name in names:
        (one.root / name).write_bytes(b"1")
    assert set(names) == revision(one.root, "HEAD").changed()
    one.commit()
    now: Revision = revision(one.root, "HEAD")
    assert set(names) <= set(now.paths(["."]))
    assert [b"1"] * 4 == now.contents([now.paths(["."])[name] for name in names])


def test_links_and_other_repositories_are_no_files_of_the_course(tmp_path: Path, memory: Memory) -> None:
    """What cannot be compared counts as touched: a folder that is a link, a repository inside."""
    one: Project = project(tmp_path)
    shutil.move(one.root / "exercises" / "two", one.root / "two")
    (one.root / "exercises" / "two").symlink_to("../two")
    one.commit()
    assert {"two-a", "two-b"} == set(one.checked(memory).verdicts)
