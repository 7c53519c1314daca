"""Cards: a front, a back, and a claim that proves it."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import exercise, findings

CARD = """\
## Axes {#axes .card .easy}

Which axes?

- time
- batch

??? back
    Three:

    - layers

```python claim
assert nn.RNN(1, 1)(torch.ones(2, 1))[1].dim() == 2
```
"""


def test_a_card() -> None:
    """Heading and stem are the front, lists included; the claim is its check."""
    card = exercise(CARD)

    assert "Which axes?\n\n- time\n- batch" == (card.before.text if card.before else "")
    assert "Three:\n\n- layers" == (card.back.text if card.back else "")
    assert () == card.options
    assert card.check and card.check.source.startswith("assert nn.RNN")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "??? back\n    Three:\n\n    - layers\n",
            "",
            "1:1+27 unreadable: This card has no back / Write `??? back` and beneath it, indented by four spaces, what is to be recalled.",
            id="no back",
        ),
        pytest.param(
            "```python claim\nassert nn.RNN(1, 1)(torch.ones(2, 1))[1].dim() == 2\n```\n",
            "",
            "1:1+27 unverified: This exercise has no claim, so nothing can be proven / Add a ```python claim fence with an assertion that holds exactly if the back is true, or say on the heading why nothing can be run: `unverified=\"…\"`.",
            id="no claim",
        ),
        pytest.param(
            "assert nn.RNN(1, 1)(torch.ones(2, 1))[1].dim() == 2",
            "nn.RNN(1, 1)",
            "14:1+12 unverified: This claim asserts nothing / End it with an `assert` that holds exactly if the back is true.",
            id="a claim without assertion",
        ),
        pytest.param(
            "??? back",
            "??? hint\n    No.\n\n??? back",
            "9:5+3 unknown-name: A card has no `hint` / Write it on the back, beneath `??? back`.",
            id="a hint",
        ),
        pytest.param(
            ".easy",
            ".easy attempts=2",
            "1:28+10 unknown-name: `attempts` is not a key that this kind of exercise knows / Use one of `objective`, `seconds`, `unverified`, or remove it.",
            id="attempts",
        ),
        pytest.param(
            "??? back",
            "??? bakc",
            "8:1+8 unknown-name: `??? bakc` is not a part of an exercise / Did you mean `back`?",
            id="a near name",
        ),
        pytest.param(
            ".easy",
            '.easy unverified="why"',
            "14:1+51 unverified: This exercise is excused from verification, but here is code that can be run / Remove `unverified=` from the heading, or remove the code.",
            id="an excuse beside a claim",
        ),
    ],
)
def test_findings(old: str, new: str, expected: str) -> None:
    """What is missing or means nothing on a card is reported where it stands."""
    assert expected in findings(CARD.replace(old, new))


def test_a_back_on_another_kind() -> None:
    """Only cards have a back."""
    text = "## T {#t .choice}\n\n- [x] `1`\n- [ ] `2`\n\n??? back\n    No.\n\n```python check\nassert answer == 1\n```\n"

    assert [
        "6:1+8 unknown-name: Only a `card` has a `back` / Use `hint`, `mistakes` or `solution`, or make this an exercise of kind `card`."
    ] == findings(text)
