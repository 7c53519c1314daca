"""Fences: unknown words, wrong places, unclosed ones."""

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
            "```python chekc\n"
            "x\n"
            "```\n"
            "\n"
            "```python answer\n"
            "x\n"
            "```\n"
            "\n"
            "```python claim\n"
            "x\n"
            "```\n"
            "\n"
            '```python title="x"\n'
            "```\n",
            [
                "10:1+15 unknown-name: `chekc` is not a word that may stand after `python` / Did you mean `check`?",
                "14:1+16 unknown-name: A `python answer` fence means nothing in an exercise of kind `choice` / Use one of `check`, `setup`, or remove it.",
                "18:1+15 unknown-name: A `python claim` fence means nothing directly under the heading of a `choice` / Use one of `check`, `setup`, or remove it.",
                '22:1+19 unknown-name: `title="x"` is not a word that may stand after `python` / Use one of `check`, `setup`, or remove it.',
            ],
            id="words that mean nothing",
        ),
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "```py\n"
            "x\n"
            "```\n"
            "\n"
            "```{.python check}\n"
            "```\n"
            "\n"
            "```pyhton check\n"
            "```\n"
            "\n"
            "```text\n"
            "hi\n"
            "```\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "3:1+5 unknown-name: `py` is not a kind of fence that an exercise knows / Write ```python, and after it nothing or one word: `answer`, `check`, `claim`, `reference`, `setup`, `solution`, `wrong`.",
                "7:1+18 unknown-name: `{.python check}` is not a kind of fence that an exercise knows / Write ```python, and after it nothing or one word: `answer`, `check`, `claim`, `reference`, `setup`, `solution`, `wrong`.",
                "10:1+15 unknown-name: `pyhton check` is not a kind of fence that an exercise knows / Write ```python, and after it nothing or one word: `answer`, `check`, `claim`, `reference`, `setup`, `solution`, `wrong`.",
            ],
            id="languages that only look like Python",
        ),
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "- item\n"
            "\n"
            "    ```python check\n"
            "    x\n"
            "    ```\n"
            "\n"
            "Text.\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "5:5+15 unknown-name: A `python check` fence means nothing inside a list or a quote / Move the fence to the left margin, outside lists and quotes.",
            ],
            id="a fence inside a list of the stem",
        ),
        pytest.param(
            "```python check\n"
            "x\n"
            "```\n"
            "\n"
            "## T {#t .choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n"
            "\n"
            "## P\n"
            "\n"
            "```python setup\n"
            "x\n"
            "```\n"
            "\n"
            "> ```keyproof-exhibit\n"
            "> course: x\n"
            "> ```\n",
            [
                "1:1+15 unknown-name: A `python check` fence means nothing at this place / Put it under the heading of an exercise; a setup for the whole page stands at the left margin before the first exercise.",
                "16:1+15 unknown-name: A `python setup` fence means nothing at this place / Put it under the heading of an exercise; a setup for the whole page stands at the left margin before the first exercise.",
                "20:3+19 unknown-name: A `keyproof-exhibit` fence means nothing at this place / Put it under the heading of an exercise; a setup for the whole page stands at the left margin before the first exercise.",
            ],
            id="fences of ours outside exercises",
        ),
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
            "```python setup\n"
            "x = 1\n",
            [
                "10:1+15 unreadable: This fence is never closed / Write ``` on a line of its own after the last line of the code, indented like the opening line.",
            ],
            id="a fence that never ends",
        ),
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
            "??? hint\n"
            "    ```python\n"
            "    x\n"
            "\n"
            "## Next {#n .choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "11:5+9 unreadable: This fence is never closed / Write ``` on a line of its own after the last line of the code, indented like the opening line.",
            ],
            id="a fence that ends only with its block",
        ),
        pytest.param(
            "````text\n"
            "```\n"
            "## T {#t .choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "1:1+8 unreadable: This fence is never closed / Write ```` on a line of its own after the last line of the code, indented like the opening line.",
            ],
            id="a fence that never ends outside exercises",
        ),
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
            "````python setup\n"
            "x = 1\n"
            "```\n",
            [
                "10:1+16 unreadable: This fence is never closed / Write ```` on a line of its own after the last line of the code, indented like the opening line.",
                "12:1+1 syntax: The setup is not Python: invalid syntax / Correct the code; it has to run as it stands.",
            ],
            id="a shorter run does not close a fence",
        ),
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "```python\n"
            "x=1\n"
            "```\n"
            "\n"
            "```python\n"
            "x=1\n"
            "```\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n"
            "\n"
            "```python check\n"
            "assert 1\n"
            "```\n",
            [
                "7:1+9 unknown-name: This is a second program; the first stands on line 3 / Keep one of them, or write ```text for code that is only shown.",
                "18:1+15 unknown-name: This is a second `check` fence; the first stands on line 14 / Keep one of them.",
            ],
            id="a second program and a second check",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
