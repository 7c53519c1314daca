"""The reference of commands and options is made from the code, and is not older than it."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from keyproof.publish.mkdocs_config import KeyproofConfig

from .conftest import REPOSITORY
from .reference_pages import commands_page, options_page


@pytest.mark.parametrize(("name", "make"), [("cli.md", commands_page), ("options.md", options_page)])
def test_the_page_is_what_the_code_says(name: str, make: Callable[[], str]) -> None:
    """`UPDATE=1` writes it anew."""
    file = REPOSITORY / "docs" / "reference" / name
    if os.environ.get("UPDATE"):
        file.write_text(make(), encoding="utf-8")

    assert make() == file.read_text(encoding="utf-8")


def test_every_option_is_explained() -> None:
    """Each has its row, and says something."""
    rows = [line.split("|") for line in options_page().splitlines() if line.startswith("| `")]

    assert [f"`{name}`" for name, _ in KeyproofConfig._schema] == [row[1].strip() for row in rows]
    assert [] == [row[1] for row in rows if len(row[3].strip()) < 10]
