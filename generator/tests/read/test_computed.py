"""What prose asks the run for is found with its place, its line of runs and its format."""

from __future__ import annotations

import pytest

from keyproof.exercise import SLOT, Prose
from keyproof.read.computed import split_format

from .samples import exercise, findings, read

PAGE = """\
# P

Of `{python} x + 1` and `{python} loss:.3f`.

| a | b |
| --- | --- |
| `{python} "|"` | `plain` |

```python run name=train seconds=20
loss = 1.5
```

- In a list: `{python after=train} loss:.3f`.

```python setup after=train
last = loss
```

!!! note
    Here too: `{python after=train} last`.

````markdown
```python run
not = ours `{python} x`
```
````
"""


def _asked(text: str) -> list[tuple[str, str, str, str, str]]:
    page, found = read(text)
    assert [] == found
    inside = [one for exercise in page.exercises() for one in exercise.statements]
    return [
        (one.sort, str(one.place).removeprefix("page.md:"), one.source, one.spec, one.line)
        for one in (*page.statements, *inside)
    ]


def test_a_page_asks_for_values_and_runs() -> None:
    """In sentences, tables, lists and notes; a fence in a fence is an example of its own."""
    assert _asked(PAGE) == [
        ("value", "3:4", "x + 1", "", ""),
        ("value", "3:25", "loss", ".3f", ""),
        ("value", "7:3", '"|"', "", ""),
        ("run", "10:1", "loss = 1.5", "", "train"),
        ("value", "13:14", "loss", ".3f", "train"),
        ("run", "16:1", "last = loss", "", "train"),
        ("value", "20:15", "last", "", "train"),
    ]


def test_a_run_may_have_time_of_its_own_and_a_hidden_one_shows_no_code() -> None:
    """The others show theirs."""
    page, _ = read(PAGE)

    runs = [(one.seconds, one.code) for one in page.statements if one.sort == "run"]
    assert [(20.0, True), (None, False)] == runs


def test_every_place_holds_a_slot_and_every_line_keeps_its_number() -> None:
    """Whatever is between them stays as it is written."""
    (block,) = read(PAGE)[0].blocks

    assert isinstance(block, Prose)
    assert PAGE.rstrip().count("\n") == block.text.count("\n")
    assert 7 == block.text.count(SLOT) == len(block.slots)
    assert f"Of {SLOT} and {SLOT}." == block.text.split("\n")[2]
    assert "not = ours `{python} x`" in block.text


def test_a_slot_of_an_author_is_none() -> None:
    """The character is replaced."""
    (block,) = read(f"# P\n\nA {SLOT} and `{{python}} 1`.\n")[0].blocks

    assert isinstance(block, Prose)
    assert "# P\n\nA \ufffd and " + SLOT + "." == block.text


EXERCISE = """\
## T {#t .predict}

Of `{python} x`.

```python
x = 3
```

After `{python} x:.1f`.

- `4`

??? hint
    Not `{python} x + 2`.

    Nor `{python} x + 3`.

??? solution
    1. `{python} x + 4`
"""


def test_an_exercise_asks_in_every_part() -> None:
    """Stem, hint and solution, each place in its part."""
    assert ["x", "x", "x + 2", "x + 3", "x + 4"] == [source for _, _, source, _, _ in _asked(EXERCISE)]
    one = exercise(EXERCISE)
    parts = [one.before, one.after, *one.hints, one.solution]
    assert [1, 1, 2, 1] == [len(part.slots) for part in parts if part]
    assert [f"Not {SLOT}.\n\nNor {SLOT}."] == [hint.text for hint in one.hints]


@pytest.mark.parametrize(
    ("text", "expression", "spec"),
    [
        ("x", "x", ""),
        ("x:.3f", "x", ".3f"),
        ("x[1:2]", "x[1:2]", ""),
        ("x[1:2]:>8", "x[1:2]", ">8"),
        ("{'a': 1}['a']:,", "{'a': 1}['a']", ","),
        ("(lambda: 1)()", "(lambda: 1)()", ""),
        ("'a:b'", "'a:b'", ""),
        ("x : .1%", "x", ".1%"),
        ("x:nonsense", "x:nonsense", ""),
    ],
)
def test_a_format_is_told_from_the_expression(text: str, expression: str, spec: str) -> None:
    """At the first colon that leaves an expression in front of it and a format behind it."""
    assert (expression, spec) == split_format(text)


SLIPS = [
    (
        "`{pyhton} x`",
        "3:1+12 unknown-name: `{pyhton}` asks for nothing / Did you mean `{python}`?",
    ),
    (
        "`{python}`",
        "3:1+10 unreadable: Here is no expression / "
        "Write an expression after the braces: `{python} len(x)`.",
    ),
    (
        "`{python} 1 +`",
        "3:11+1 syntax: The expression is not Python: invalid syntax / "
        "Correct the code; it has to run as it stands.",
    ),
    (
        "`{python after=train} 1`",
        "3:10+11 unknown-name: No run above is named `train` / Name one: `python run name=…`.",
    ),
    (
        "`{python befor=train} 1`",
        "3:10+11 unknown-name: `befor` means nothing in front of a value / Use `after`, or remove it.",
    ),
    (
        "## A `{python} 1`",
        "3:6+12 unknown-name: A computed value cannot stand here / "
        "Write it into a paragraph, a list or a table, not into a heading, an option or its note.",
    ),
    (
        "- a\n\n    ```python run\n    1\n    ```",
        "5:5+13 unknown-name: A `python run` fence means nothing inside a list or a quote / "
        "Move the fence to the left margin.",
    ),
    (
        "```python run seconds=0\n1\n```",
        "3:15+9 unreadable: `seconds` cannot be `0` / "
        "Write a number of seconds above 0, such as `seconds=20`.",
    ),
    (
        "```python run name\n1\n```",
        "3:15+4 unreadable: `name` has no value / "
        "Write letters, digits, `-` and `_`, such as `name=train`.",
    ),
    (
        "```python run name=a\n1\n```\n\n```python run name=a\n1\n```",
        "7:15+6 duplicate-id: `a` names two runs; the first stands on line 3 / "
        "Give one of them another name.",
    ),
    (
        "```python run name=train\n1\n```\n\n`{python after=trian} 1`",
        "7:10+11 unknown-name: No run above is named `trian` / Did you mean `train`?",
    ),
    (
        "```python figure\nplt.plot([1])\n```",
        "3:1+16 unreadable: This figure has no text for those who do not see it / "
        'Say what it shows: `python figure alt="The loss falls from 3 to 0.1."`.',
    ),
    (
        "```python figure alt\nplt.plot([1])\n```",
        "3:18+3 unreadable: `alt` has no value / "
        'Write what a reader sees in it, in quotes: `alt="The loss falls from 3 to 0.1."`.',
    ),
    (
        '```python figure alt="of `x`"\nplt.plot([1])',
        "3:1+29 unreadable: This line opens no fence: Markdown allows no backtick after the first three / "
        "Write the words after it without backticks, or open and close the fence with `~~~`.",
    ),
    (
        "```python table\nx = 1\n```",
        "3:1+15 unreadable: This table ends without a value / "
        "End it with an expression: a list of rows, or a dict of columns.",
    ),
    (
        "```python table digits=x\n[]\n```",
        "3:17+8 unreadable: `digits` cannot be `x` / "
        "Write how many decimals numbers have, from 0 to 9, such as `digits=2`.",
    ),
    (
        "```python table show=yes\n[]\n```",
        "3:17+8 unreadable: `show` takes no value / Write `show` alone.",
    ),
    (
        "```python setup nam=a\n1\n```",
        "3:17+5 unknown-name: `nam` means nothing after `python setup` / Did you mean `name`?",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SLIPS, ids=[text for text, _ in SLIPS])
def test_slips_on_a_page(text: str, expected: str) -> None:
    """Nothing is passed over."""
    assert [expected] == findings(f"# P\n\n{text}\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "- `4`",
            "- `4` : Not `{python} x`.",
            "11:13+12 unknown-name: A computed value cannot stand here / "
            "Write it into a paragraph, a list or a table, not into a heading, an option or its note.",
        ),
        (
            "`{python} x + 2`",
            "`{python after=a} x`",
            "14:18+7 unknown-name: `after` means nothing in front of a value in an exercise / Remove it.",
        ),
    ],
)
def test_slips_in_an_exercise(old: str, new: str, expected: str) -> None:
    """Named runs belong to pages, and an option shows what its author wrote."""
    assert [expected] == findings(EXERCISE.replace(old, new))
