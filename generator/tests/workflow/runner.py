"""A workflow's jobs run here step by step: `run:` as it stands, `uses:` by what the action does here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass(slots=True, kw_only=True)
class Place:
    """What lies around a job: the repository's host, and what it keeps."""

    origin: Path
    """Repository that is checked out."""

    kept: Path
    """Where the host keeps caches and artifacts."""

    tools: Path
    """First folder of the search path: stand-ins for programs that change the machine."""

    path: str
    """The rest of the search path."""

    environment: Mapping[str, str]
    """What else a step finds."""

    facts: dict[str, str]
    """What expressions are about: `github.sha` and the like."""


@dataclass(slots=True, kw_only=True)
class Done:
    """A job that was run."""

    folder: Path
    ran: dict[str, subprocess.CompletedProcess[str]] = field(default_factory=dict)
    """Each `run:` by its step's name."""
    failed: bool = False


def run_job(job: Mapping[str, Any], place: Place, *, to: Path, matrix: Mapping[str, str]) -> Done:
    """Run the steps of one job of a matrix, in order, as the host does after a failure too."""
    facts = {**place.facts, **{f"matrix.{name}": value for name, value in matrix.items()}}
    done = Done(folder=to)
    for step in job["steps"]:
        condition = str(step.get("if", "success()"))
        assert condition in ("success()", "${{ !cancelled() }}"), condition
        if done.failed and condition == "success()":
            continue
        if "uses" in step:
            given = {key: filled(str(value), facts) for key, value in step.get("with", {}).items()}
            made = ACTIONS[step["uses"]](place, to, given) or {}
            facts |= {f"steps.{step.get('id', '')}.outputs.{key}": value for key, value in made.items()}
            continue
        asked = {**job.get("env", {}), **step.get("env", {})}
        named = {name: filled(str(value), facts) for name, value in asked.items()}
        ran = subprocess.run(
            # The host's own way to start a shell.
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", filled(step["run"], facts)],
            cwd=to, env={**place.environment, **named, "PATH": f"{place.tools}{os.pathsep}{place.path}"},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        done.ran[step["name"]] = ran
        done.failed = done.failed or ran.returncode != 0
    return done


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Put in what expressions stand for; one that is not known is a fault of the workflow."""
    return EXPRESSION.sub(lambda found: facts[found[1]], text)


Made = dict[str, str] | None


def _checkout(place: Place, folder: Path, given: Mapping[str, str]) -> Made:
    depth = given.get("fetch-depth", "1")
    few = [] if depth == "0" else ["--depth", depth]
    source = place.origin.as_uri()
    subprocess.run(["git", "clone", "--quiet", *few, source, folder], check=True, capture_output=True)
    assert "False" == given["persist-credentials"]
    return None


def _python(place: Place, folder: Path, given: Mapping[str, str]) -> Made:
    assert (3, 11) <= tuple(map(int, given["python-version"].split(".")))
    assert (folder / given["cache-dependency-path"]).is_file()
    del place
    return None


def _restore(place: Place, folder: Path, given: Mapping[str, str]) -> Made:
    caches = [*place.kept.glob(f"cache-{given['restore-keys']}*")]
    if caches:
        shutil.copytree(max(caches, key=lambda one: one.stat().st_mtime), folder / given["path"])
    return None


def _upload(place: Place, folder: Path, given: Mapping[str, str]) -> Made:
    shutil.copy(folder / given["path"], place.kept / given["name"])
    return None


def _pages(place: Place, folder: Path, given: Mapping[str, str]) -> Made:
    shutil.copytree(folder / given["path"], place.kept / "github-pages", dirs_exist_ok=True)
    return None


def _address(place: Place, folder: Path, given: Mapping[str, str]) -> Made:
    del place, folder, given
    return {"base_url": "https://someone.github.io/course"}


def save(place: Place, done: Done, given: Mapping[str, str]) -> None:
    """Keep a folder as the host does at the end of a job that did not fail."""
    shutil.copytree(done.folder / given["path"], place.kept / f"cache-{filled(given['key'], place.facts)}")


ACTIONS: Mapping[str, Callable[[Place, Path, Mapping[str, str]], Made]] = {
    "actions/checkout@v4": _checkout,
    "actions/setup-python@v5": _python,
    "actions/cache/restore@v4": _restore,
    "actions/cache@v4": _restore,
    "actions/upload-artifact@v4": _upload,
    "actions/configure-pages@v5": _address,
    "actions/upload-pages-artifact@v3": _pages,
}
"""Actions by name and version: another version may do something else."""
