"""Where a site's source is kept: how its host takes a report of a problem, and shows a line of a file.

In: `repo_url` and `edit_uri` of `mkdocs.yml`, or options of the command. Out: addresses with places.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from keyproof.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Two addresses of a repository; empty where its host is not known."""

    problem: str = ""
    """Form for a new report, with the places `{title}` and `{body}`."""

    source: str = ""
    """A line of a file, with the places `{path}` and `{line}`."""


PLACES = ("title", "body", "id", "topic", "digest", "url", "source")
"""What may stand in braces in an address of reports; see `render/problems.py`."""

_GITEA = Repository(
    problem="/issues/new?title={title}&body={body}", source="/src/branch/{branch}/{path}#L{line}"
)

_HOSTS = {
    "github": Repository(
        problem="/issues/new?title={title}&body={body}", source="/blob/{branch}/{path}#L{line}"
    ),
    "gitlab": Repository(
        problem="/-/issues/new?issue[title]={title}&issue[description]={body}",
        source="/-/blob/{branch}/{path}#L{line}",
    ),
    "bitbucket": Repository(
        problem="/issues/new?title={title}&content={body}", source="/src/{branch}/{path}#lines-{line}"
    ),
    "codeberg": _GITEA,
    "gitea": _GITEA,
    "forgejo": _GITEA,
}

_BRANCH = re.compile(r"^/?(?:-/)?(?:_?edit|blob|raw|src/branch|src)/(?P<branch>[^/?#]+)")


def repository(address: str, edit: str = "") -> Repository:
    """Find out how the host of a repository is asked; it is known by its name.

    Args:
        address: the site's `repo_url`.
        edit: the site's `edit_uri`, which names the branch; without it the host's own default is meant.
    """
    host = urlsplit(address).hostname or ""
    form = next((form for name, form in _HOSTS.items() if name in host), None)
    if form is None:
        return Repository()
    found = _BRANCH.match(edit.removeprefix(address))
    branch = found["branch"] if found else "HEAD"
    top = address.rstrip("/").removesuffix(".git")
    return Repository(problem=top + form.problem, source=top + form.source.replace("{branch}", branch))


def addresses(root: Path, *, repo_url: str, edit_uri: str, asked: bool | str) -> Repository:
    """Give where the readers of a project report problems, and where its files are shown.

    Args:
        root: the project, which may be a folder of its repository.
        repo_url: where the repository is.
        edit_uri: names the branch.
        asked: whether problems are reported there; or an address of the author's own.

    Raises:
        SettingsError: that is no address, or has a place that nothing is known for.
    """
    if isinstance(asked, str):
        _expect_form(asked)
    kept = repository(repo_url, edit_uri)
    problem = asked if isinstance(asked, str) else kept.problem if asked else ""
    source = kept.source.replace("{path}", f"{folder_in_repository(root)}{{path}}")
    return Repository(problem=problem, source=source)


def expect_address(address: str) -> None:
    """Raise SettingsError if something is no address of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", address):
        raise SettingsError(f"'{address}' is not an address such as https://example.org/course.")


def _expect_form(address: str) -> None:
    if not address.startswith(("/", "mailto:")):
        # Places such as `{title}` are filled in later.
        expect_address(re.sub(r"\{\w+\}", "x", address))
    for place in re.findall(r"\{(\w*)\}", address):
        if place not in PLACES:
            near = difflib.get_close_matches(place, PLACES, n=1)
            offer = f"Did you mean '{{{near[0]}}}'?" if near else f"There are {', '.join(PLACES)}."
            raise SettingsError(f"The address of reports has no place '{{{place}}}'. {offer}")


def folder_in_repository(root: Path) -> str:
    """Give the way from the root of the Git repository to the project, ending in a slash, or nothing."""
    for above in (root, *root.parents):
        if (above / ".git").exists():
            way = root.relative_to(above).as_posix()
            return "" if way == "." else f"{way}/"
    return ""
