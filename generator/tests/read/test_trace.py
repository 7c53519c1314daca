"""What a `trace` needs, and what its heading says."""

# ruff: noqa: E501 whole messages are compared

from __future__ import annotations

import pytest

from keyproof.trace import Trace

from .samples import exercise, findings

PAGE = "## T {{#t .trace{keys}}}\n\n```python\nrnn = 1\n```\n{rest}"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", Trace(layer="rnn", given="x", state="", parts=("sum", "h"), tolerance=0.005)),
        (
            " layer=model.rnn input=x[0] state=h0 cells=h tolerance=0.01",
            Trace(layer="model.rnn", given="x[0]", state="h0", parts=("h",), tolerance=0.01),
        ),
        (' cells="sum, h" tolerance=0', Trace(tolerance=0.0)),
    ],
)
def test_a_trace(keys: str, expected: Trace) -> None:
    """What is traced stands on the heading; all of it may be left out."""
    assert expected == exercise(PAGE.format(keys=keys, rest="")).trace


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            PAGE.format(keys=" layr=rnn cells=all state=h0(", rest=""),
            [
                "1:17+8 unknown-name: `layr` is not a key that this kind of exercise knows / Did you mean `layer`?",
                "1:26+9 unreadable: `cells` cannot be `all` / Write `cells=h`, `cells=sum` or `cells=sum,h`.",
                "1:36+9 unreadable: `state` cannot be `h0(` / Write an expression for the first state, such as `state=h0`.",
            ],
            id="keys",
        ),
        pytest.param(
            PAGE.format(keys="", rest="\n```python check\nassert rnn\n```\n"),
            [
                "7:1+15 unknown-name: A `python check` fence means nothing in an exercise of kind `trace` / Use `setup`, or remove it."
            ],
            id="a check",
        ),
        pytest.param(
            "## T {#t .trase}\n\nx\n",
            ["1:10+6 unknown-name: `.trase` is not a kind of exercise / Did you mean `.trace`?"],
            id="a near name",
        ),
        pytest.param(
            "## T {#t .trace}\n\nx\n",
            [
                "1:1+16 unverified: This exercise has no program, so nothing can be proven / Add a ```python fence with a program that makes a layer `rnn` and its input `x`."
            ],
            id="no program",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    """Every fault with its place and what to do."""
    assert expected == findings(text)[: len(expected)]
