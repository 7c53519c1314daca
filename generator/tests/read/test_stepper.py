"""A stepper's keys are read with their places, and a slip in them is told with the near name."""

from __future__ import annotations

import re

import pytest

from keyproof.statement import Statement

from .samples import findings, read

PROGRAM = "rnn = nn.RNN(2, 3)\nx = torch.zeros(4, 2)"


def _page(keys: str = "", program: str = PROGRAM) -> str:
    return f"# P\n\n```python stepper {keys}".rstrip() + f"\n{program}\n```\n"


def _only(text: str) -> Statement:
    page, found = read(text)
    assert [] == found
    (one,) = page.statements
    return one


def test_the_usual_names_need_not_be_written() -> None:
    """`rnn` reads `x`, from zeros, with three decimals, and the program stays hidden."""
    one = _only(_page())

    assert one.asked
    assert ("stepper", "rnn(x)", "page.md:3:1", False) == (one.sort, one.text, str(one.place), one.code)
    assert (None, 3) == (one.asked.state, one.asked.digits)
    assert "page.md:3:1" == str(one.asked.layer.place), "what is not written is missed at the fence"


def test_every_key() -> None:
    """Expressions keep the place of their key; `after=` and `seconds=` are those of any run."""
    text = "# P\n\n```python run name=train\nx = 1\n```\n\n```python stepper"
    keys = 'layer=model.rnn input="x[0]" state=h0 digits=2 show after=train seconds=20'
    page, found = read(f"{text} {keys}\n{PROGRAM}\n```\n")
    one = page.statements[1]

    assert [] == found
    assert one.asked
    assert one.asked.state
    assert ("model.rnn(x[0], h0)", 2, True) == (one.text, one.asked.digits, one.code)
    assert ("train", 20) == (one.line, one.seconds)
    places = (one.asked.layer.place, one.asked.given.place, one.asked.state.place)
    assert ["7:19", "7:35", "7:48"] == [str(place).removeprefix("page.md:") for place in places]


@pytest.mark.parametrize(
    ("keys", "rule", "told"),
    [
        ("layr=rnn", "unknown-name", "Did you mean `layer`?"),
        ("layer", "unreadable", "the name of a layer"),
        ("layer=1+", "unreadable", "`layer` cannot be `1+`"),
        ("digits=many", "unreadable", "`digits` cannot be `many`"),
        ("digits=7", "unreadable", "have no 7 decimals"),
        ("show=yes", "unreadable", "`show` takes no value"),
        ("after=train", "unknown-name", "No run above is named `train`"),
    ],
)
def test_slips_in_the_keys(keys: str, rule: str, told: str) -> None:
    """Each is one finding, at the key."""
    (found,) = findings(_page(keys))

    assert re.match(rf"3:19\+\d+ {rule}: ", found)
    assert told in found


def test_a_program_that_is_no_python() -> None:
    """It is told once, where it breaks."""
    assert ["syntax"] == [found.split()[1].strip(":") for found in findings(_page(program="rnn = ("))]


@pytest.mark.parametrize(
    "text",
    [
        f"- In a list:\n\n    ```python stepper\n    {PROGRAM.splitlines()[0]}\n    ```\n",
        f"## T {{#t .predict}}\n\n```python\nprint(1)\n```\n\n- `2`\n\n```python stepper\n{PROGRAM}\n```\n",
    ],
)
def test_where_it_cannot_stand(text: str) -> None:
    """In a list, or in an exercise."""
    assert ["unknown-name"] == [found.split()[1].strip(":") for found in findings(f"# P\n\n{text}")]
