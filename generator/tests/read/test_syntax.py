"""Code that is not Python, at the line and column of the author's file."""

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
            "```python\n"
            "x = 1\n"
            "foo(1,\n"
            "```\n"
            "\n"
            "- [x] S\n"
            "\n"
            "    ```python claim\n"
            "    y = 1\n"
            "    assert y ==\n"
            "    ```\n"
            "- [ ] U\n"
            "\n"
            "    ```python claim\n"
            "    assert y\n"
            "     assert y\n"
            "    ```\n",
            [
                "5:4+1 syntax: The program is not Python: '(' was never closed / Correct the code; it has to run as it stands.",
                "12:16+1 syntax: The claim is not Python: invalid syntax / Correct the code; it has to run as it stands.",
                "18:5+1 syntax: The claim is not Python: unexpected indent / Correct the code; it has to run as it stands.",
            ],
            id="in a program and in claims",
        ),
        pytest.param(
            "## T {#t .choice}\n\n- [x] `1`\n- [ ] `2`\n\n```python check\nassert answer = 1\n```\n",
            [
                "7:15+1 syntax: The check is not Python: invalid syntax / Correct the code; it has to run as it stands.",
            ],
            id="in a check",
        ),
        pytest.param(
            "## T {#t .predict}\n\n```python\nx = 1\n```\n\n```python answer\ny = 1\n```\n",
            [
                "8:3+1 syntax: The answer is not Python: invalid syntax / Correct the code; it has to run as it stands.",
            ],
            id="an answer is an expression",
        ),
        pytest.param(
            "```python setup\n"
            "1 +\n"
            "```\n"
            "\n"
            "## T {#t .choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "2:4+1 syntax: The setup is not Python: invalid syntax / Correct the code; it has to run as it stands.",
            ],
            id="in the setup of a page",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "return 1  # blank: 1\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:1+8 syntax: The program is not Python: 'return' outside function / Correct the code; it has to run as it stands.",
            ],
            id="a return outside a function",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
