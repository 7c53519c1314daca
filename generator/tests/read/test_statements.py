"""What prose says is found with its place, and shown without what only the build needs."""

from __future__ import annotations

import pytest

from keyproof.exercise import Prose
from keyproof.read.shown import as_shown
from keyproof.statement import Statement

from .samples import findings, read


def _said(text: str) -> list[tuple[str, str, str, str]]:
    page, found = read(text)
    assert [] == found
    inside = [one for exercise in page.exercises() for one in exercise.statements]
    return [
        (one.sort, f"{one.place.line}:{one.place.column}+{one.place.length}", one.text, _code(one))
        for one in (*page.statements, *inside)
    ]


def _code(one: Statement) -> str:
    return f"{one.source} at {one.source_place.line}:{one.source_place.column}" if one.source_place else ""


EXERCISE = """\
## T {#t .predict}

Of `1`{check="x"} and `2`{check='y["z"]'}.

```python
print(3)
```

```output
3
```

After `4`{check="4"}.

- `7` : Not `5`{check="5"}.
- `8`

??? hint
    Some `6`{check="6"}.

    ```python signature
    nn.Linear(in_features, out_features)
    ```

??? solution
    1. `9`{check="9"}
"""


def test_every_part_of_an_exercise_may_say_something() -> None:
    """Stem, note, hint, solution; an output is that of the exercise's own program."""
    assert _said(EXERCISE) == [
        ("number", "3:5+1", "1", "x at 3:15"),
        ("number", "3:24+1", "2", 'y["z"] at 3:34'),
        ("output", "10:1+1", "3", ""),
        ("number", "13:8+1", "4", "4 at 13:18"),
        ("number", "15:14+1", "5", "5 at 15:24"),
        ("number", "19:11+1", "6", "6 at 19:21"),
        ("signature", "22:5+36", "nn.Linear(in_features, out_features)", ""),
        ("number", "26:9+1", "9", "9 at 26:19"),
    ]


def test_readers_see_the_number_alone() -> None:
    """And fences in a language that the site's renderer knows."""
    page, _ = read(EXERCISE)
    (exercise,) = page.exercises()

    assert exercise.before is not None and exercise.after is not None and exercise.solution is not None
    assert "Of `1` and `2`." == exercise.before.text
    assert "```text\n3\n```\n\nAfter `4`." == exercise.after.text
    assert "Not `5`." == exercise.options[0].note
    assert "Some `6`.\n\n```python\nnn.Linear(in_features, out_features)\n```" == exercise.hints[0].text
    assert "1. `9`" == exercise.solution.text


PAGE = """\
# P

It is `1`{check="x"}.

```python run
x = 1
print(x)
```

```output
1
```

```output
not checked
```
"""


def test_a_page_without_exercises() -> None:
    """Its programs are run, and an output belongs to the program right before it."""
    assert _said(PAGE) == [
        ("number", "3:8+1", "1", "x at 3:18"),
        ("run", "6:1+5", "x = 1\nprint(x)", "x = 1\nprint(x) at 6:1"),
        ("output", "11:1+1", "1", "x = 1\nprint(x) at 6:1"),
    ]
    (block,) = read(PAGE)[0].blocks
    assert isinstance(block, Prose)
    assert block.text.count("\n") == PAGE.rstrip().count("\n")
    assert ["```python run\nx = 1\nprint(x)\n```"] == [slot.written for slot in block.slots]


@pytest.mark.parametrize(
    "text",
    [
        'In a fence:\n\n```text\n`1`{check="x"}\n```\n',
        'An example: `` `1`{check="x"} ``',
        'Apart: `1` {check="x"}',
        '````markdown\n```python run\n1\n```\n`1`{check="x"}\n````\n',
    ],
)
def test_what_says_nothing_is_shown_as_it_is(text: str) -> None:
    """Code is code, and a list of attributes has to touch its span."""
    page, found = read(f"# P\n\n{text}")

    assert ([], ()) == (found, page.statements)
    assert [f"# P\n\n{text}".strip()] == [block.text for block in page.blocks if isinstance(block, Prose)]


def test_other_attributes_are_the_sites_own() -> None:
    """Only one that is nearly ours is a slip."""
    assert 'A `1`{style="x"}.' == as_shown('A `1`{style="x"}.')
    assert [] == findings('# P\n\nA `1`{style="x"}.\n')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# P\n\n`1`{chek='x'}\n",
            ["3:5+4 unknown-name: `chek` is not an attribute of a number / Did you mean `check`?"],
        ),
        (
            "# P\n\nA `1`{check='1 +'}.\n",
            [
                "3:14+1 syntax: The expression is not Python: invalid syntax"
                " / Correct the code; it has to run as it stands."
            ],
        ),
        (
            "# P\n\n```python run\n1 +\n```\n",
            [
                "4:4+1 syntax: The program is not Python: invalid syntax"
                " / Correct the code; it has to run as it stands."
            ],
        ),
        (
            "# P\n\n- a\n\n    ```python run\n    1\n    ```\n",
            [
                "5:5+13 unknown-name: A `python run` fence means nothing inside a list or a quote"
                " / Move the fence to the left margin."
            ],
        ),
        (
            "# P\n\n```python signature\nf(a, a)\n```\n",
            [
                "4:1+7 syntax: This is not a signature / Write one name and its arguments as after `def`: "
                "`nn.Linear(in_features, out_features)`."
            ],
        ),
        (
            EXERCISE.replace("```output", "Text.\n\n```output"),
            [
                "11:1+9 unknown-name: An `output` fence stands here without a program"
                " / Put it directly after the program whose output it shows."
            ],
        ),
        (
            EXERCISE.replace("```output", "```python run"),
            [
                "9:1+13 unknown-name: A `python run` fence means nothing inside an exercise: "
                "its program is run anyway / Use one of `answer`, `setup`, or remove it."
            ],
        ),
    ],
)
def test_slips(text: str, expected: list[str]) -> None:
    """Nothing is passed over."""
    assert expected == findings(text)
