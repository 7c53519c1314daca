"""Git, asked for what a revision held: the only place that starts it.

In: a folder and the name of a revision. Out: a `Revision`, with files as they were and paths that changed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from keyproof.errors import SettingsError

_FILE = "100"
"""How the modes of ordinary files begin; links and submodules have others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A commit of the repository that a project lies in."""

    name: str
    """As it was asked for."""

    commit: str
    """The whole hash."""

    top: Path
    """Where the repository's files lie."""

    def changed(self) -> frozenset[str]:
        """Give the paths that are not as they were, from the top: changed, new, gone; committed or not."""
        # A file that was renamed is one that went and one that came.
        known = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none")
        told = _git(self.top, *known, self.commit, "--")
        told += _git(self.top, "ls-files", "-z", "--others", "--exclude-standard")
        return frozenset(os.fsdecode(path) for path in told.split(b"\0") if path)

    def paths(self, folders: Sequence[str]) -> Mapping[str, str]:
        """Give the ordinary files there were in some folders, each with the hash of its content."""
        where = () if "." in folders else folders
        told = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", self.commit, "--", *where)
        found: dict[str, str] = {}
        for entry in filter(None, told.split(b"\0")):
            about, _, path = entry.partition(b"\t")
            mode, _, content = os.fsdecode(about).split()
            if mode.startswith(_FILE):
                found[os.fsdecode(path)] = content
        return found

    def contents(self, hashes: Sequence[str]) -> list[bytes]:
        """Read contents, all of them by one process."""
        asked = "".join(f"{content}\n" for content in hashes).encode("ascii")
        told = _git(self.top, "cat-file", "--batch", given=asked)
        found: list[bytes] = []
        at = 0
        for _ in hashes:
            end = told.index(b"\n", at)
            size = int(told[at:end].split()[2])
            found.append(told[end + 1 : end + 1 + size])
            at = end + size + 2
        return found


def revision(root: Path, name: str) -> Revision:
    """Find a revision of the repository that a project lies in.

    Raises:
        SettingsError: there is no Git, no repository, or no such commit in it.
    """
    if not name.strip():
        raise SettingsError("--changed-since was given no revision. Name a branch, a tag or a commit.")
    top = Path(os.fsdecode(_git(root, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    try:
        told = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except SettingsError as error:
        raise SettingsError(_unknown(root, name)) from error
    return Revision(name=name, commit=told.decode("ascii").strip(), top=top)


def _unknown(root: Path, name: str) -> str:
    if not name.strip("0"):
        return (
            f"'{name}' stands for no commit, as hosts write it for a branch that is new: "
            "leave --changed-since away, and verify everything."
        )
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return (
            f"There is no commit '{name}' in this shallow clone. Fetch the rest with "
            "`git fetch --unshallow`; for actions/checkout write `fetch-depth: 0`."
        )
    return (
        f"There is no commit '{name}' in this repository. Fetch it, or name another: "
        "a branch such as origin/main, a tag, a hash."
    )


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    # In a hook these lead from another folder to the repository, which is found without them.
    given_by_hooks = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in given_by_hooks}
    # Messages in English, since one of them is looked at; and nothing of the repository is written to.
    plain = {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=plain, input=given, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise SettingsError("--changed-since needs Git: for instance, apt-get install git.") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in said:
        raise SettingsError(f"{folder} is in no Git repository, so nothing is known of --changed-since.")
    first = said.partition("\n")[0].removeprefix("fatal: ")
    raise SettingsError(f"Git cannot tell what changed in {folder}: {first or 'it gave no reason'}.")
