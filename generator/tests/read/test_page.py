"""Sets and where they end."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## S {#s .set .easy attempts=3}\n\n### S2 {#s2 .set}\n\n## Empty {#e .set}\n\n### Plain\n",
            [
                "3:1+17 unknown-name: A set cannot stand inside another set / Give it a heading of the same level as the other set.",
                "1:15+5 unknown-name: `.easy` means nothing on the heading of a set / Give it to the exercises of the set, or remove it.",
                "1:21+10 unknown-name: `attempts` means nothing on the heading of a set / Use `.set`, or remove it.",
                "1:1+31 unreadable: This set holds no exercise / Give its exercises headings of a deeper level than the set's own.",
                "5:1+18 unreadable: This set holds no exercise / Give its exercises headings of a deeper level than the set's own.",
            ],
            id="a set in a set, attributes of a set, a set without exercises",
        ),
        pytest.param(
            "## S {.set}\n"
            "\n"
            "### T {#t .choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:1+11 missing-id: This heading has no id / Give it one that never changes: `{#s …}`.",
            ],
            id="an id is needed",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
