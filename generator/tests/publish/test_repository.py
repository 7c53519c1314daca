"""Where a site's source is kept: the forms of the hosts that people use."""

from __future__ import annotations

import pytest

from keyproof.publish.repository import Repository, repository

ISSUES = "/issues/new?title={title}&body={body}"
GITLAB = "/-/issues/new?issue[title]={title}&issue[description]={body}"
BITBUCKET = "/issues/new?title={title}&content={body}"


@pytest.mark.parametrize(
    ("address", "edit", "problem", "source"),
    [
        ("https://github.com/a/b", "edit/main/docs/", ISSUES, "/blob/main/{path}#L{line}"),
        ("https://github.com/a/b/", "", ISSUES, "/blob/HEAD/{path}#L{line}"),
        ("https://gitlab.example.org/a/b.git", "-/edit/dev/docs", GITLAB, "/-/blob/dev/{path}#L{line}"),
        ("https://codeberg.org/a/b", "_edit/main/docs/", ISSUES, "/src/branch/main/{path}#L{line}"),
        ("https://git.forgejo.example/a/b", "src/branch/x/docs/", ISSUES, "/src/branch/x/{path}#L{line}"),
        ("https://bitbucket.org/a/b", "src/main/docs/", BITBUCKET, "/src/main/{path}#lines-{line}"),
    ],
)
def test_each_host_has_its_form(address: str, edit: str, problem: str, source: str) -> None:
    """The branch is that of `edit_uri`; where it names none, the host's own default."""
    top = address.rstrip("/").removesuffix(".git")

    assert Repository(problem=top + problem, source=top + source) == repository(address, edit)


def test_an_edit_uri_may_be_a_whole_address() -> None:
    """MkDocs takes both."""
    made = repository("https://github.com/a/b", "https://github.com/a/b/edit/main/docs/")

    assert "https://github.com/a/b/blob/main/{path}#L{line}" == made.source


@pytest.mark.parametrize("address", ["", "https://example.org/a/b", "https://example.org/github/b"])
def test_a_host_that_is_not_known_has_none(address: str) -> None:
    """Its owner can name a form."""
    assert Repository() == repository(address)
