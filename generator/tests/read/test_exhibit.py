"""Exhibits."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "```keyproof-exhibit\n"
            "only: x\n"
            "nam: y\n"
            "```\n"
            "\n"
            "```keyproof-exibit\n"
            "course: x\n"
            "```\n"
            "\n"
            "```keyproof-exhibit\n"
            "course: x\n"
            "```\n",
            [
                "2:1+1 unreadable: `course` is missing / Write a folder from the project's root, such as `course: broken`.",
                "3:1+3 unknown-name: `nam` is not a key of this file / Use one of `course`, `only`, or remove it.",
                "6:1+18 unknown-name: `keyproof-exibit` is not a kind of fence / Did you mean `keyproof-exhibit`?",
            ],
            id="a missing key, an unknown key, a misspelt fence",
        ),
        pytest.param(
            "```keyproof-exhibit\n- x\n```\n",
            [
                "2:1+3 unreadable: The exhibit is not a mapping of keys to values / Write one `key: value` on each line.",
            ],
            id="not a mapping",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
