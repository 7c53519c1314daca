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


PREDICT = "## T {#t .predict}\n\n```python\nx = 1\nprint(x)\n```\n\n"
FOREIGN = "Write it as a paragraph with bold text, or put the block outside the exercise."


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("?? hint\n    Look.\n", "`??` block is not a part of an exercise / Did you mean `??? hint`?"),
        ("!!! hint\n    Look.\n", "`!!!` block is not a part of an exercise / Did you mean `??? hint`?"),
        ("!!! note\n    Look.\n", f"`!!!` block is not a part of an exercise / {FOREIGN}"),
        ('=== "Tab"\n    Look.\n', f"`===` block is not a part of an exercise / {FOREIGN}"),
    ],
)
def test_a_block_of_the_sites_own_is_told_what_to_be(block: str, expected: str) -> None:
    """In an exercise it would be shown as it is written."""
    width = len(block.partition("\n")[0])

    assert [f"8:1+{width} unknown-name: A {expected}"] == findings(f"{PREDICT}{block}")
    assert [f"11:1+{width} unknown-name: A {expected}"] == findings(f"{PREDICT}- `2`\n- `3`\n\n{block}")


def test_a_text_that_is_indented_too_little_is_told_once() -> None:
    """The block is not empty, and the text is not lost."""
    assert [
        "8:1+8 unreadable: The text of this `hint` is indented too little / Indent it by four spaces."
    ] == findings(f"{PREDICT}??? hint\n   Look.\n")


@pytest.mark.parametrize("text", ["!!! note\n    Look.\n", "?? is an operator elsewhere.\n"])
def test_outside_exercises_such_blocks_are_the_sites_own(text: str) -> None:
    """They work there."""
    assert [] == findings(f"# Page\n\n{text}")
