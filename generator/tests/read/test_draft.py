"""Whatever stands in an exercise is stem, role or a finding."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "### Sub\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n"
            "\n"
            "### Deeper {#d .choice}\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "3:1+7 unknown-name: A heading cannot stand inside an exercise / Use bold text, or give the heading the level of the exercise or a higher one.",
                "12:1+23 unknown-name: A heading cannot stand inside an exercise / Use bold text, or give the heading the level of the exercise or a higher one.",
            ],
            id="headings inside an exercise",
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
            "late\n"
            "\n"
            "<!-- fine -->\n"
            "\n"
            "---\n",
            [
                "10:1+4 unknown-name: Text after the options or after a `???` block belongs to no part of the exercise / Move it before the options, into a `???` block, or under a heading of its own.",
                "14:1+3 unknown-name: Text after the options or after a `???` block belongs to no part of the exercise / Move it before the options, into a `???` block, or under a heading of its own.",
            ],
            id="text after the options; comments are fine",
        ),
        pytest.param(
            "## T {#t .choice}\n"
            "\n"
            "```keyproof-exhibit\n"
            "course: x\n"
            "```\n"
            "\n"
            "- [x] `1`\n"
            "- [ ] `2`\n"
            "\n"
            "```python check\n"
            "assert answer == 1\n"
            "```\n",
            [
                "3:1+19 unknown-name: A `keyproof-exhibit` fence means nothing inside an exercise / Put it before the first exercise, or under a heading of its own.",
            ],
            id="an exhibit inside an exercise",
        ),
        pytest.param(
            "## T {#t .choice}\n\n- [x] `1`\n* [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "3:1+9 option-count: This exercise has two lists of options / Join the options into one list, without prose between them and with the same bullet.",
                "1:1+17 option-count: This exercise has only one option / List at least two, each as a bullet: `- [x]` for the right one, `- [ ]` for a wrong one.",
            ],
            id="two lists of options",
        ),
        pytest.param(
            "## T {#t .choice}\n\n1. [x] `1`\n2. [ ] `2`\n\n```python check\nassert answer == 1\n```\n",
            [
                "3:1+10 unknown-name: Options are not numbered / Write a bullet list: begin each option with `- `.",
            ],
            id="numbered options",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)


def test_lines_of_a_stem_keep_their_distance() -> None:
    """A place inside the stem is right even if a hidden part stood between its lines."""
    text = "## A {#a .predict}\n\nOne.\n\n```python setup\nx = 1\ny = 2\n```\n\nTwo."
    text += "\n\n```python\nprint(x)\n```\n\n- `2`\n"
    stem = read(text)[0].exercises()[0].before

    assert stem is not None
    assert ("One.", 3, "Two.", 10) == (
        stem.text.split("\n")[0],
        stem.place.line,
        stem.text.split("\n")[7],
        stem.place.line + 7,
    )
