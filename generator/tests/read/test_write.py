"""Programs to write: a starter, tests, a reference, and wrong solutions."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import exercise, findings

TASK = """\
## Make it {#make .write .hard}

Write `make()`.

```python
def make():
    ...
```

```python check
assert make().hidden_size == 20
```

```python reference
def make():
    return nn.RNN(10, 20)
```

```python wrong The number of inputs comes first.
def make():
    return nn.RNN(20, 10)
```

```python wrong
def make():
    return nn.RNN(10, 10)
```

??? solution
    Two numbers.
"""

WRONG = TASK[TASK.index("```python wrong The") : TASK.index("??? solution")]


def test_a_program_to_write() -> None:
    """The program is the starter, the check the tests; a note follows on the line of a wrong solution."""
    made = exercise(TASK)

    assert made.write
    assert "def make():\n    ..." == (made.program.source if made.program else "")
    assert "assert make().hidden_size == 20" == (made.check.source if made.check else "")
    assert made.write.reference.source.endswith("return nn.RNN(10, 20)")
    assert ["The number of inputs comes first.", ""] == [one.note for one in made.write.wrong]
    assert [20, 25] == [one.code.place.line for one in made.write.wrong]
    assert [] == findings(TASK)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "```python check\nassert make().hidden_size == 20\n```\n",
            "",
            "1:1+31 unverified: This exercise has no check, so nothing can be proven / Add a ```python check fence with the tests that a right solution passes.",
            id="no tests",
        ),
        pytest.param(
            "```python reference\ndef make():\n    return nn.RNN(10, 20)\n```\n",
            "",
            "1:1+31 unverified: This exercise has no reference solution, so nothing can be proven / Add a ```python reference fence with a solution that passes the tests.",
            id="no reference",
        ),
        pytest.param(
            WRONG,
            "",
            "1:1+31 unverified: This exercise has no wrong solution, so nothing shows that its tests can fail / Add a ```python wrong fence with a mistake that readers make; a note may follow.",
            id="nothing wrong",
        ),
        pytest.param(
            "    return nn.RNN(10, 10)",
            "    return nn.RNN(10, 20)",
            "25:1+11 duplicate-option: This wrong solution is the same program as the reference on line 15 / Remove it, or make it different.",
            id="a wrong solution that is the reference",
        ),
        pytest.param(
            "python wrong The number of inputs",
            "python wrong The number of `inputs`",
            "19:1+51 unreadable: This line opens no fence: Markdown allows no backtick after the first three / Write the words after it without backticks, or open and close the fence with `~~~`.",
            id="a backtick in a note",
        ),
        pytest.param(
            "python reference",
            "python refernce",
            "14:1+18 unknown-name: `refernce` is not a word that may stand after `python` / Did you mean `reference`?",
            id="a near word",
        ),
        pytest.param(
            "    return nn.RNN(20, 10)",
            "    return nn.RNN(20, 10",
            "21:18+1 syntax: The wrong solution is not Python: '(' was never closed / Correct the code; it has to run as it stands.",
            id="a wrong solution that is no Python",
        ),
        pytest.param(
            "assert make()",
            "import inspect\nassert inspect.getsource(make)\nassert make()",
            "12:16+9 source-check: The tests read the text of the solution with `getsource` instead of running it / Call what the reader writes, and assert what it gives.",
            id="tests that read the source",
        ),
        pytest.param(
            ".hard",
            ".hard attempts=2",
            "1:32+10 unknown-name: `attempts` is not a key that this kind of exercise knows / Use one of `objective`, `seconds`, `unverified`, or remove it.",
            id="attempts",
        ),
    ],
)
def test_findings(old: str, new: str, expected: str) -> None:
    """What is missing, the same twice, or of no use is reported where it stands."""
    assert old in TASK
    assert expected in findings(TASK.replace(old, new, 1))


@pytest.mark.parametrize("mode", ["test", "challenge"])
def test_a_page_that_grades_refuses_what_cannot_be_graded(mode: str) -> None:
    """A test and a challenge count right answers."""
    expected = (
        f"1:1+31 unknown-name: An exercise of kind `write` cannot stand on a page of mode `{mode}`: only its reader can judge it / "
        "Move it to another page of the topic, or ask the same with a kind that is graded."
    )

    assert [expected] == findings(TASK, mode=mode)
