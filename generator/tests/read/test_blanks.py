"""`# blank:` comments."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from keyproof.verify.comments import claims

from .samples import fill, findings, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "rnn = nn.RNN(10, 120)  # blank: 20\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:33+2 blank-count: `20` does not stand on this line of the program / Name a part of this statement exactly as it is written, on one line.",
            ],
            id="a number inside a longer number is not found",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "rnn = nn.RNN(20, 20)  # blank: 20\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:32+2 blank-count: `20` stands on this line 2 times / Say which one: `# blank: 20 (2nd)`, or name a longer part of the line.",
            ],
            id="found several times",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "rnn = nn.RNN(20, 20)  # blank: 20 (3rd)\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:32+2 blank-count: `20` stands on this line 2 times, so there is no occurrence number 3 / Count the occurrences from the left; the last one is number 2.",
            ],
            id="an occurrence that does not exist",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "rnn = nn.RNN(20, 20)  # blank:\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:23+8 blank-count: This `# blank:` names nothing / Write the part of the line to take out: `# blank: 20`.",
            ],
            id="nothing named",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2)  # blank: `1, 2`, 2\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:27+1 blank-count: The blank `2` overlaps another blank / Name each part of the line once.",
            ],
            id="one blank inside another",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "f(1, 2)  # blnak: 1\n"
            "```\n"
            "\n"
            "- `10`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:10+8 unknown-name: `# blnak:` is not a comment that an exercise knows / Did you mean `# blank:`?",
            ],
            id="a misspelt marker",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            'f("# blank: 1")\n'
            "```\n"
            "\n"
            "- `3`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "1:1+29 blank-count: This exercise has no blank / End a line of the program with `# blank:` and the part to take out.",
            ],
            id="a marker inside a string",
        ),
        pytest.param(
            "## Make a layer {#make .fill}\n"
            "\n"
            "```python\n"
            "for x in range(3):  # blank: 1\n"
            "    f(1)\n"
            "```\n"
            "\n"
            "- `3`\n"
            "\n"
            "```python check\n"
            "assert rnn.hidden_size == 20\n"
            "```\n",
            [
                "4:30+1 blank-count: `1` does not stand on this line of the program / Name a part of this statement exactly as it is written, on one line.",
            ],
            id="a part of the body of a loop",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Each fault is reported with its rule, line, column, length, message and advice."""
    assert expected == findings(text)


def test_a_formatter_may_spread_the_statement_over_several_lines() -> None:
    """The part is looked for on the comment's line first, then in the whole statement."""
    page, found = read(
        "## Make a layer {#make .fill}\n\n"
        "```python\n"
        "rnn = nn.RNN(\n"
        "    10,\n"
        "    20,\n"
        ")  # blank: 20\n"
        "```\n\n"
        "- `10`\n\n"
        "```python check\nassert rnn.hidden_size == 20\n```\n"
    )
    (exercise,) = page.exercises()
    assert exercise.program

    assert [] == found
    assert ["20"] == [exercise.program.source[blank.start : blank.end] for blank in exercise.blanks]
    assert exercise.program.source.endswith("    20,\n)")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("x = torch.zeros(3)  # blank: 3  # shape: (9,)", 33),
        ("x = torch.zeros(3)  # shape: (9,) # blank: 3", 21),
        ("x = torch.zeros(3)  # blank: 3", 0),
    ],
)
def test_a_comment_behind_a_blank_keeps_its_place_in_the_file(line: str, column: int) -> None:
    """The blank's own comment is taken out of the program, and a finding still points at the right column."""
    (one,) = read(fill(line, options="- `2`"))[0].exercises()
    assert one.program is not None

    assert [(4, column)] * bool(column) == [
        (claim.place.line, claim.place.column) for claim in claims(one.program)
    ]
