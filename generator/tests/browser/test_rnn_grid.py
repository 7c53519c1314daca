"""nn.RNN in all its forms: the same results and the same gradients as real PyTorch."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from tests.browser.both import furthest, ours, real

STEPS, BATCH, FEATURES, HIDDEN = 4, 3, 2, 3
FORWARD, BACKWARD = 2e-6, 1e-5
LENGTHS = {"packed": [4, 2, 1], "packed-unsorted": [2, 4, 1]}


@dataclass(frozen=True)
class Configuration:
    """One way to build and to call the layer."""

    layers: int
    bidirectional: bool
    nonlinearity: str
    form: str
    state: bool
    bias: bool = True
    dtype: str = "float32"

    def __str__(self) -> str:
        directions = "two" if self.bidirectional else "one"
        bias, state = ("" if self.bias else "-nobias"), ("-h0" if self.state else "")
        return f"{self.layers}-{directions}-{self.nonlinearity}-{self.form}{state}{bias}-{self.dtype}"


FORMS = ("seq-first", "batch-first", "unbatched", *LENGTHS)
GRID = [
    # Every third one has no bias, so that both occur with everything else.
    Configuration(*chosen, bias=number % 3 != 2)
    for number, chosen in enumerate(
        itertools.product((1, 2, 3), (False, True), ("tanh", "relu"), FORMS, (False, True))
    )
] + [
    Configuration(layers, two, "tanh", form, state, dtype="float64")
    for layers, two, form, state in itertools.product((1, 2), (False, True), FORMS, (False, True))
]


def run(torch: ModuleType, way: Configuration, given: dict[str, Any]) -> dict[str, Any]:
    """Build the layer from the same numbers, call it, go back, and give everything there is to compare."""
    dtype = getattr(torch, way.dtype)
    layer = torch.nn.RNN(
        FEATURES, HIDDEN, way.layers, nonlinearity=way.nonlinearity, bias=way.bias,
        bidirectional=way.bidirectional, batch_first=way.form == "batch-first", dtype=dtype,
    )  # fmt: skip
    weights = {name: torch.tensor(numbers, dtype=dtype) for name, numbers in given["weights"].items()}
    layer.load_state_dict(weights)
    x = torch.tensor(given["x"], dtype=dtype, requires_grad=True)
    h0 = torch.tensor(given["h0"], dtype=dtype, requires_grad=True) if way.state else None
    packing = torch.nn.utils.rnn
    if way.form in LENGTHS:
        packed = packing.pack_padded_sequence(x, LENGTHS[way.form], enforce_sorted=way.form == "packed")
        output, last = layer(packed, h0)
        output, _ = packing.pad_packed_sequence(output)
    else:
        output, last = layer(x, h0)
    ((output * output).sum() + (last * torch.tensor(3.0, dtype=dtype)).sum()).backward()
    leaves = {"x": x, **({} if h0 is None else {"h0": h0}), **dict(layer.named_parameters())}
    return {"output": output, "last": last, "gradients": {name: leaf.grad for name, leaf in leaves.items()}}


def numbers_for(way: Configuration) -> dict[str, Any]:
    """Draw weights, input and state once, for both runtimes."""
    real.manual_seed(1)
    layer = real.nn.RNN(FEATURES, HIDDEN, way.layers, bias=way.bias, bidirectional=way.bidirectional)
    batch = () if way.form == "unbatched" else (BATCH,)
    shape = (BATCH, STEPS, FEATURES) if way.form == "batch-first" else (STEPS, *batch, FEATURES)
    rows = way.layers * (2 if way.bidirectional else 1)
    return {
        "weights": {name: value.tolist() for name, value in layer.state_dict().items()},
        "x": real.randn(shape).tolist(),
        "h0": real.randn(rows, *batch, HIDDEN).tolist(),
    }


def test_the_grid_is_as_large_as_it_is_said_to_be() -> None:
    """What the documentation says of the number of configurations is true."""
    assert len(GRID) == len(set(GRID)) >= 120


@pytest.mark.parametrize("way", GRID, ids=str)
def test_results_and_gradients_agree(way: Configuration) -> None:
    """The output, the last state and the gradient of every weight, of the input and of the first state."""
    given = numbers_for(way)
    expected, actual = run(real, way, given), run(ours, way, given)

    assert furthest(expected["output"], actual["output"]) <= FORWARD
    assert furthest(expected["last"], actual["last"]) <= FORWARD
    assert expected["gradients"].keys() == actual["gradients"].keys()
    for name, gradient in expected["gradients"].items():
        assert furthest(gradient, actual["gradients"][name]) <= BACKWARD, name
