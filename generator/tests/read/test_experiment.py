"""Experiments: a metric, a target, a baseline and a solution."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from .samples import exercise, findings

HEADING = '## Beat it {#beat .experiment metric=accuracy target=">= 0.9" labels=y}'

TASK = f"""\
{HEADING}

Beat it.

```python
accuracy = 0.5
```

```python solution
accuracy = 0.95
```
"""


def test_an_experiment() -> None:
    """The program is the baseline; metric, target and labels stand on the heading."""
    made = exercise(TASK.replace("labels=y", "labels=y runs=7 seconds=60"))

    assert made.experiment
    assert "accuracy = 0.5" == (made.program.source if made.program else "")
    assert ("accuracy", (">=", 0.9), "y", 7) == (
        made.experiment.metric, made.experiment.target, made.experiment.labels, made.experiment.runs,
    )  # fmt: skip
    assert "accuracy = 0.95" == made.experiment.solution.source
    assert 60 == made.seconds


def test_no_labels_have_to_be_announced() -> None:
    """There is no control then, because the author says that nothing is learnt from any."""
    made = exercise(TASK.replace("labels=y", "labels=none"))

    assert made.experiment and "" == made.experiment.labels


@pytest.mark.parametrize("text", [">= 0.9", "<= 1e-3", "> -2", "< 5"])
def test_targets(text: str) -> None:
    """A comparison and a number."""
    made = exercise(TASK.replace(">= 0.9", text))

    assert made.experiment
    compare, bound = text.split()
    assert (compare, float(bound)) == made.experiment.target


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        *(
            pytest.param(
                ">= 0.9",
                text,
                f'1:47+{len(text) + 9} unreadable: `target` cannot be `{text}` / Write a comparison in quotes, such as `target=">= 0.9"` or `target="< 0.05"`.',
                id=f"target {text}",
            )
            for text in ("0.9", "== 1", ">= many", "=> 0.9", ">= nan", ">= inf")
        ),
        pytest.param(
            ' target=">= 0.9"',
            "",
            '1:1+55 unverified: This experiment has no `target`, so nothing can be proven / Write on the heading `target=">= 0.9"`.',
            id="no target",
        ),
        pytest.param(
            " labels=y",
            "",
            "1:1+62 unverified: This experiment has no `labels`, so nothing can be proven / Write on the heading `labels=y_train`, the tensor that a control shuffles, or `labels=none` if there is none.",
            id="no labels",
        ),
        pytest.param(
            "labels=y",
            "labels=y runs=3",
            "1:72+6 unreadable: `runs` cannot be `3` / Write a whole number from 5 to 50, such as `runs=5`.",
            id="too few runs",
        ),
        pytest.param(
            "metric=accuracy",
            "metrik=accuracy",
            "1:31+15 unknown-name: `metrik` is not a key that this kind of exercise knows / Did you mean `metric`?",
            id="a near key",
        ),
        pytest.param(
            "accuracy = 0.5\n",
            "acuracy = 0.5\n",
            "6:1+13 no-metric: The baseline never sets `accuracy`, which its target is about / It sets `acuracy`: use one name.",
            id="a baseline without the metric",
        ),
        pytest.param(
            "accuracy = 0.95",
            "print(0.95)",
            "10:1+11 no-metric: The solution never sets `accuracy`, which its target is about / End it with `accuracy = …`.",
            id="a solution without the metric",
        ),
        pytest.param(
            "accuracy = 0.95",
            "accuracy = 0.5",
            "10:1+14 duplicate-option: The solution is the baseline / Change in it what reaches the target.",
            id="a solution that is the baseline",
        ),
        pytest.param(
            "accuracy = 0.95",
            "torch.manual_seed(3)\naccuracy = 0.95",
            "10:7+11 fixed-seed: The solution sets the seed itself, so that all its runs are one / Take it out: each run gets a seed of its own. Fix data in a `python setup` fence.",
            id="a seed of its own",
        ),
        pytest.param(
            "```python solution\naccuracy = 0.95\n```\n",
            "",
            "1:1+71 unverified: This exercise has no solution, so nothing can be proven / Add a ```python solution fence with a program that reaches the target.",
            id="no solution",
        ),
    ],
)
def test_findings(old: str, new: str, expected: str) -> None:
    """What cannot be read or is missing is reported where it stands."""
    assert old in TASK
    assert expected in findings(TASK.replace(old, new, 1))
