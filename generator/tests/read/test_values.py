"""Keys of a heading."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .choice atempts=3 attempts=0 shuffle=maybe seconds=-1 raises=X}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:18+9 unknown-name: `atempts` is not a key that this kind of exercise knows / Did you mean `attempts`?",
                "1:28+10 unreadable: `attempts` cannot be `0` / Write a whole number from 1 on, such as `attempts=3`.",
                "1:39+13 unreadable: `shuffle` cannot be `maybe` / Write `shuffle=on` or `shuffle=off`.",
                "1:53+10 unreadable: `seconds` cannot be `-1` / Write a number of seconds above 0, such as `seconds=5`.",
                "1:64+8 unknown-name: `raises` is not a key that this kind of exercise knows / Use one of `attempts`, `countdown`, `objective`, `seconds`, `shuffle`, `unverified`, or remove it.",
            ],
            id="unknown and impossible values",
        ),
        pytest.param(
            "## T {#t .choice attempts=2 attempts=3}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:29+10 unknown-name: `attempts` stands here twice / Keep one of them.",
            ],
            id="a key written twice",
        ),
        pytest.param(
            "## T {#t .choice seconds=inf}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n"
            "\n"
            "## U {#u .choice seconds=x}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:18+11 unreadable: `seconds` cannot be `inf` / Write a number of seconds above 0, such as `seconds=5`.",
                "10:18+9 unreadable: `seconds` cannot be `x` / Write a number of seconds above 0, such as `seconds=5`.",
            ],
            id="not a number, and infinite",
        ),
        pytest.param(
            "## T {#t .predict tolerance=-1}\n\n```python\nx = 1\n```\n",
            [
                "1:19+12 unreadable: `tolerance` cannot be `-1` / Write a number from 0 on, such as `tolerance=0.01`.",
            ],
            id="a tolerance below zero",
        ),
        pytest.param(
            '## T {#t .predict raises="Runtime Error"}\n\n```python\nx = 1\n```\n',
            [
                "1:19+22 unreadable: `raises` cannot be `Runtime Error` / Write the name of an exception, such as `raises=RuntimeError`.",
            ],
            id="raises needs a name",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
