"""What a `fix` needs, and its `# repair` comments."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .fix}\n"
            "\n"
            "```python\n"
            "y = x\n"
            "```\n"
            "\n"
            "- [x] `y = 1`\n"
            "- [ ] `y = 2`\n"
            "\n"
            "```python check\n"
            "assert y == 1\n"
            "```\n",
            [
                "1:1+14 blank-count: No line of the program is marked for repair / End the line that the options replace with the comment `# repair`.",
            ],
            id="no marked line",
        ),
        pytest.param(
            "## T {#t .fix}\n"
            "\n"
            "```python\n"
            "y = x  # repair\n"
            "z = 1\n"
            "w = 2  # repair\n"
            "```\n"
            "\n"
            "- [x] `y = 1`\n"
            "- [ ] `y = 2`\n"
            "\n"
            "```python check\n"
            "assert y == 1\n"
            "```\n",
            [
                "6:8+8 blank-count: The lines marked by `# repair` do not follow one another / Mark one line, or every line of one stretch; each option replaces the whole stretch.",
            ],
            id="marked lines apart from each other",
        ),
        pytest.param(
            "## T {#t .fix}\n"
            "\n"
            "```python\n"
            "y = x  # repiar\n"
            "```\n"
            "\n"
            "- [x] `y = 1`\n"
            "- [ ] `y = 2`\n"
            "\n"
            "```python check\n"
            "assert y == 1\n"
            "```\n",
            [
                "4:8+8 unknown-name: `# repiar` is not a comment that an exercise knows / Did you mean `# repair`?",
            ],
            id="a misspelt marker",
        ),
        pytest.param(
            "## T {#t .fix}\n"
            "\n"
            "```python\n"
            's = "# repair"\n'
            "```\n"
            "\n"
            "- [x] `y = 1`\n"
            "- [ ] `y = 2`\n"
            "\n"
            "```python check\n"
            "assert y == 1\n"
            "```\n",
            [
                "1:1+14 blank-count: No line of the program is marked for repair / End the line that the options replace with the comment `# repair`.",
            ],
            id="a marker inside a string",
        ),
        pytest.param(
            "## T {#t .fix}\n"
            "\n"
            "```python\n"
            "y = x  # repair\n"
            "z = 1  # blank: 1\n"
            "```\n"
            "\n"
            "- [x] `y = 1`\n"
            "- [ ] `y = 2`\n"
            "\n"
            "```python check\n"
            "assert y == 1\n"
            "```\n",
            [
                "5:8+10 unknown-name: `# blank: 1` means nothing in an exercise of kind `fix` / Remove the comment, or make this an exercise of kind `fill`.",
            ],
            id="a blank",
        ),
        pytest.param(
            "## T {#t .fix}\n\n```python\ny = x  # repair\n```\n\n- [x] y = 1\n- [x] `y = 2`\n",
            [
                "1:1+14 unverified: This exercise has no check, so nothing can be proven / Add a ```python check fence with assertions that only the right repair passes.",
                "7:7+5 unknown-name: This option is not code, but the last list of a `fix` exercise holds its options / Write the option as one code span; a note may follow a colon, as in - `20`: too small.",
                "8:7+7 option-count: This is a second ticked option; the first stands on line 7 / Tick one option only.",
            ],
            id="no check, a repair that is not code, two keys",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
