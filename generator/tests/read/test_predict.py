"""What a `predict` needs."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .predict raises=RuntimeError}\n"
            "\n"
            "```python\n"
            "y = x  # blank: x\n"
            "```\n"
            "\n"
            "```python answer\n"
            "y = 1\n"
            "```\n"
            "\n"
            "- [ ] `1`\n"
            "- `1`\n"
            "\n"
            "```python check\n"
            "x\n"
            "```\n",
            [
                "14:1+15 unknown-name: A `python check` fence means nothing in an exercise of kind `predict` / Use one of `answer`, `setup`, or remove it.",
                "11:7+3 unknown-name: This option has a box, but the key of this kind of exercise is not ticked / Remove `[ ]` or `[x]` and list wrong answers only; the key comes from the program.",
                "4:8+10 unknown-name: `# blank: x` means nothing in an exercise of kind `predict` / Remove the comment, or make this an exercise of kind `fill`.",
                "12:3+3 duplicate-option: This option says the same as the one on line 11 / Remove it, or make it different.",
                "8:3+1 syntax: The answer is not Python: invalid syntax / Correct the code; it has to run as it stands.",
                "7:1+16 unknown-name: An `answer` is never reached by a program that is announced to raise / Remove the `answer` fence, or remove `raises=` from the heading.",
            ],
            id="a blank, an answer beside raises, boxes, a check",
        ),
        pytest.param(
            "## T {#t .predict}\n\nStem\n",
            [
                "1:1+18 unverified: This exercise has no program, so nothing can be proven / Add a ```python fence with the program whose result the reader predicts.",
            ],
            id="no program",
        ),
        pytest.param(
            "## T {#t .predict}\n\n```python\nx = 1\n```\n\n- one\n- `2`\n",
            [
                "7:3+3 unknown-name: This option is not code, but the last list of a `predict` exercise holds its options / Write the option as one code span; a note may follow a colon, as in - `20`: too small.",
            ],
            id="options that are not code",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
