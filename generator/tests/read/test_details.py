"""`???` blocks."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n"
            "\n"
            "??? hints\n"
            "    x\n"
            "\n"
            "??? hint foo\n"
            "    x\n"
            "\n"
            "???\n"
            "    x\n"
            "\n"
            "??? solution\n"
            "\n"
            "??? mistakes\n"
            "    a\n"
            "\n"
            "??? mistakes\n"
            "    b\n",
            [
                "10:1+9 unknown-name: `??? hints` is not a part of an exercise / Did you mean `hint`?",
                '13:1+12 unknown-name: `foo` after `??? hint` means nothing / Put a title in quotes: `??? hint "…"`.',
                "16:1+3 unknown-name: This `???` block has no name / Use one of `hint`, `mistakes`, `solution`, or remove it.",
                "19:1+12 unreadable: This `solution` is empty / Write its text on the following lines, indented by four spaces, or remove it.",
                "24:1+12 unknown-name: This is a second `mistakes`; the first stands on line 22 / Join the two into one `??? mistakes`.",
            ],
            id="unknown names, no name, no text, a second one",
        ),
        pytest.param(
            "??? hints\n    x\n",
            [],
            id="outside exercises they are prose",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
