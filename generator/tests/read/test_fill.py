"""What a `fill` needs."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import findings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## T {#t .fill}\n\n- `1`\n",
            [
                "1:1+15 unverified: This exercise has no program, so nothing can be proven / Add a ```python fence with the solved program, with `# blank:` comments.",
                "1:1+15 unverified: This exercise has no check, so nothing can be proven / Add a ```python check fence with assertions that only the right answer passes.",
            ],
            id="no program and no check",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "rnn = nn.RNN(10, 20)\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "1:1+29 blank-count: This exercise has no blank / End a line of the program with `# blank:` and the part to take out.",
            ],
            id="no blank",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2, 3, 4)  # blank: 1, 2, 3, 4\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "1:1+29 blank-count: This exercise has 4 blanks; 3 are the most / Split it into two exercises.",
            ],
            id="more than three blanks",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2, 3)  # blank: 1, 2, 3\n"
            "```\n"
            "\n"
            "- `10`\n"
            "- `11`\n"
            "- `12`\n"
            "- `13`\n"
            "- `14`\n"
            "- `15`\n"
            "- `16`\n"
            "- `17`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "1:1+29 blank-count: 11 options in 3 blanks make 1,331 answers; 1,000 are the most / Take away wrong answers or a blank.",
            ],
            id="more than a thousand answers",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2)  # blank: 1\n"
            "```\n"
            "\n"
            "- `1`\n"
            "- `3`\n"
            "- `3`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "7:3+3 duplicate-option: This option is the key of a blank / Remove it, or make it different.",
                "9:3+3 duplicate-option: This option says the same as the one on line 8 / Remove it, or make it different.",
            ],
            id="a distractor that is a key, and one listed twice",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2)  # blank: 1\n"
            "```\n"
            "\n"
            "- a sentence\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "7:3+10 unknown-name: This option is not code, but the last list of a `fill` exercise holds its options / Write the option as one code span; a note may follow a colon, as in - `20`: too small.",
                "1:1+29 option-count: There is only one answer on offer / List wrong answers beneath the program, each as a bullet with a code span.",
            ],
            id="an option that is not code",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2)  # blank: 1\n"
            "```\n"
            "\n"
            "\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "1:1+29 option-count: There is only one answer on offer / List wrong answers beneath the program, each as a bullet with a code span.",
            ],
            id="no distractor",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2)  # blank: 1\n"
            "```\n"
            "\n"
            "- [x] `5`\n"
            "- [ ] `3`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "7:7+3 unknown-name: This option has a box, but the key of this kind of exercise is not ticked / Remove `[ ]` or `[x]` and list wrong answers only; the key comes from the program.",
                "8:7+3 unknown-name: This option has a box, but the key of this kind of exercise is not ticked / Remove `[ ]` or `[x]` and list wrong answers only; the key comes from the program.",
            ],
            id="boxes",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1)  # blank: 1\n"
            "g()  # repair\n"
            "```\n"
            "\n"
            "- `3`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "5:6+8 unknown-name: `# repair` means nothing in an exercise of kind `fill` / Remove the comment, or make this an exercise of kind `fix`.",
            ],
            id="a repair comment",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1)  # blank: 1\n"
            "```\n"
            "\n"
            "- `3`{blank=2}: About a blank that is not there.\n"
            "- `4`{blank=0}: About none.\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "8:7+7 unreadable: `0` is not the number of a blank / Count the blanks from 1: `{blank=2}`, or `{blank=1,2}` for several.",
                "7:3+3 blank-count: This note is about blank 2, but the program has 1 / Count the blanks from 1, in the order of the program.",
            ],
            id="a note about a blank that is not there",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2, 5)  # blank: 1, 2, 5\n"
            "```\n"
            "\n"
            "- `4`{blank=4,1}: About none.\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "7:3+3 blank-count: This note is about blank 4, but the program has 3 / Count the blanks from 1, in the order of the program.",
            ],
            id="a blank that is not there, among several",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2, (3, 4))  # blank: 1, 2, (3, 4)\n"
            "```\n"
            "\n"
            "- `1`{blank=2,3}: A key in a wrong blank.\n"
            "- `2`{blank=1,2}: Right in the second.\n"
            "- `3`{blank=1}: About the first.\n"
            "- `3`{blank=2}: About the second.\n"
            "- `3`{blank=2,3}: The second again.\n"
            "- `(3,4)`{blank=1}: Spelt otherwise.\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "8:3+3 duplicate-option: This option is the key of a blank / Remove it, or make it different.",
                "11:3+3 duplicate-option: This option says the same as the one on line 10 / Remove it, or make it different.",
                "12:3+7 duplicate-option: This option is another spelling of `(3, 4)` / Remove it, or make it different.",
            ],
            id="chips listed for each blank",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)
