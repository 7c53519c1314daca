"""Exercises of a topic have to touch what it is about, under whatever name."""

from __future__ import annotations

from typing import Any

import pytest

from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.verify.topic import off_topic

from .factory import exercise, option, place

RNN = ("torch.nn.RNN",)


def _predict(program: str, **more: Any) -> Exercise:
    return exercise("predict", program=program, answer="1", options=(option("nn.RNN", 20),), **more)


def test_a_program_about_something_else() -> None:
    """A wrong answer that names the layer does not help; the finding says what is used instead."""
    one = _predict("x = torch.randn(3, 7, 10)\ny = nn.functional.relu(x.T)")

    assert list(off_topic(one, RNN)) == [
        Finding(
            rule="off-topic",
            place=place(1),
            what="This exercise never touches what its topic is about",
            expected="a program, a key or a check that uses `torch.nn.RNN`",
            actual="it uses `torch.nn.functional.relu` and `torch.randn`",
            hint="Use it, or add what the exercise is about to `api` in the topic's `topic.yml`.",
            exercise="one",
        )
    ]
    assert [] == list(off_topic(one, ()))
    assert [] == list(off_topic(one, ("torch.nn.RNN", "torch.randn")))


@pytest.mark.parametrize(
    "program",
    [
        "nn.RNN(1, 2)",
        "torch.nn.RNN(1, 2)",
        "import torch.nn as layers\nlayers.RNN(1, 2)",
        "import torch.nn\ntorch.nn.RNN(1, 2)",
        "from torch.nn import RNN\nRNN(1, 2)",
        "from torch.nn import RNN as Layer\nLayer(1, 2)",
        "from torch.nn import *\nRNN(1, 2)",
        "from torch.nn.modules.rnn import RNN\nRNN(1, 2)",
        "Layer = nn.RNN",
        "nn.RNN.forward",
        "[nn.RNN(n, 2) for n in (1, 2)]",
        "print(f'{nn.RNN(1, 2)}')",
    ],
)
def test_names_are_followed_to_what_was_imported(program: str) -> None:
    """Aliases, other paths and inner places count."""
    assert [] == list(off_topic(_predict(program), RNN))


@pytest.mark.parametrize(
    ("setup", "program"),
    [
        ("rnn = nn.RNN(1, 2)", "rnn.hidden_size"),
        ("rnn = nn.RNN(1, 2)\noutput, h_n = rnn(torch.zeros(1, 1))", "h_n.shape"),
        ("class Model(nn.Module):\n    def __init__(self):\n        self.rnn = nn.RNN(1, 2)", "Model()"),
        ("def make():\n    return nn.RNN(1, 2)\nlayer = make()", "layer"),
        ("from torch.nn import RNN", "RNN"),
    ],
)
def test_what_the_setup_made_with_it_counts(setup: str, program: str) -> None:
    """However many steps lie between."""
    assert [] == list(off_topic(_predict(program, setup=(setup,)), RNN))


@pytest.mark.parametrize(
    "program",
    ["RNN = 3\nprint(RNN)", "x.RNN", "'nn.RNN'", "nn.RNNCell(1, 2)", "x = 1  # nn.RNN", "rnn = 1", "(", ""],
)
def test_what_only_looks_like_it_does_not_count(program: str) -> None:
    """Strings, comments, other names; a layer that the setup makes and nobody uses."""
    one = _predict(program, setup=("rnn_of_setup = nn.RNN(1, 2)",))

    assert ["off-topic"] == [finding.rule for finding in off_topic(one, RNN)]


def test_keys_claims_and_checks_count_and_wrong_answers_do_not() -> None:
    """Whatever runs for the key."""
    layer = option("nn.RNN", 20, keyed=True)
    wrong = option("nn.RNN", 20)
    other = option("torch.zeros(1)", 21, keyed=True)
    claim = option("So.", 20, sentence=True, claim="assert nn.RNN", keyed=True)

    assert [] == list(off_topic(exercise("choice", options=(layer,), check="answer"), RNN))
    assert [] == list(off_topic(exercise("choice", options=(other,), check="nn.RNN"), RNN))
    assert [] == list(off_topic(exercise("choice", options=(claim,)), RNN))
    assert 1 == len(list(off_topic(exercise("choice", options=(wrong, other), check="answer"), RNN)))
