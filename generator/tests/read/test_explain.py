"""Explanations: a prompt, a model answer, and points to tick."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from keyproof.read.headings import KINDS

from .samples import exercise, findings

TASK = """\
## Why {#why .explain .medium}

Explain it, please:

- shortly
- in words

```python
rnn = nn.RNN(3, 4)
```

- Each step meets the same `weight_hh_l0`.

    ```python claim
    assert rnn.weight_hh_l0.shape == (4, 4)
    ```

- `h_n`

??? model
    Since a state is computed from the one before.
"""

CLAIM = TASK[TASK.index("\n    ```python claim") : TASK.index("- `h_n`")]
POINTS = TASK[TASK.index("- Each") : TASK.index("??? model")]
PROGRAM = TASK[TASK.index("```python\n") : TASK.index("- Each")]


def test_an_explanation() -> None:
    """The last list holds the points, the block the model answer; a code span is a sentence too."""
    made = exercise(TASK)

    assert made.before and made.before.text.endswith("- shortly\n- in words")
    assert made.solution and "Since a state is computed from the one before." == made.solution.text
    assert ["Each step meets the same `weight_hh_l0`.", "`h_n`"] == [one.text for one in made.options]
    assert [None, None] == [one.code for one in made.options]
    assert [True, False] == [one.claim is not None for one in made.options]
    assert [] == findings(TASK)


def test_nothing_has_to_be_run() -> None:
    """Without program and claims there is no finding, and no excuse is asked for."""
    assert [] == findings(TASK.replace(PROGRAM, "").replace(CLAIM, ""))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "??? model\n    Since a state is computed from the one before.\n",
            "",
            "1:1+30 unreadable: This exercise has no model answer / Write `??? model` and beneath it, indented by four spaces, a good answer.",
            id="no model answer",
        ),
        pytest.param(
            PROGRAM + POINTS,
            "",
            "",
            id="a list of the stem is taken for the points where it is the only one",
        ),
        pytest.param(
            "- shortly\n- in words\n\n" + PROGRAM + POINTS,
            "",
            "1:1+30 option-count: This exercise has no points to tick / List what a good answer says, each point as a bullet: `- `.",
            id="no points",
        ),
        pytest.param(
            "- Each step",
            "- [x] Each step",
            "12:7+40 unknown-name: This point has a box, but no point of an answer is wrong / Remove `[ ]` or `[x]`: each reader gets a box for it, and ticks it.",
            id="a box",
        ),
        pytest.param(
            CLAIM,
            "",
            "8:1+9 unverified: No point has a claim, so nothing runs this program / Give a point a ```python claim that holds if it is true, or show the code as ```text.",
            id="a program that nothing runs",
        ),
        pytest.param(
            "assert rnn.weight_hh_l0.shape == (4, 4)",
            "rnn.weight_hh_l0",
            "15:5+16 unverified: This claim asserts nothing / End it with an `assert` that holds exactly if the point is true.",
            id="a claim without assertion",
        ),
        pytest.param(
            "- `h_n`",
            "- `h_n` : the last",
            "18:3+5 unknown-name: This point has a note, which readers would not see / Join it with the point, or write it into the model answer.",
            id="a note",
        ),
        pytest.param(
            "- `h_n`",
            "- Each step meets the same `weight_hh_l0`.",
            "18:3+40 duplicate-option: This point says the same as the one on line 12 / Remove it, or make it different.",
            id="a point twice",
        ),
        pytest.param(
            "??? model",
            "??? solution",
            "20:1+12 unknown-name: An `explain` has no `solution` / Write `??? model` instead: the answer to compare with.",
            id="a solution",
        ),
        pytest.param(
            ".medium}",
            '.medium unverified="words"}',
            "unknown-name",
            id="an excuse that it needs not",
        ),
    ],
)
def test_faults_have_a_place_and_say_what_to_do(old: str, new: str, expected: str) -> None:
    """Each stands where its author has to write."""
    assert old in TASK
    found = findings(TASK.replace(old, new))
    if not expected:
        assert [] == found
    else:
        assert any(expected in one for one in found), found


def test_only_an_explanation_has_a_model_answer() -> None:
    """In any other kind its readers would never see it."""
    card = "## Axes {#axes .card}\n\nWhich?\n\n??? back\n    Three.\n\n??? model\n    Three.\n\n```python claim\nassert x\n```\n"

    assert "explain" in KINDS
    assert any("Only an `explain` has a `model`" in one for one in findings(card))
