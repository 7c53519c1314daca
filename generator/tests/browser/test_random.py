"""Random numbers: from the same seed the same numbers, to the last bit."""

from __future__ import annotations

import math
from types import ModuleType
from typing import Any

import pytest

from tests.browser.both import ours, real

SEEDS = (0, 1, 42, 2**31, 123456789012, -5)
COUNTS = (1, 2, 7, 15, 16, 17, 31, 40, 1000)
DRAWS = {
    "rand": lambda torch, n, dtype: torch.rand(n, dtype=dtype),
    "randn": lambda torch, n, dtype: torch.randn(n, dtype=dtype),
    "uniform_": lambda torch, n, dtype: torch.empty(n, dtype=dtype).uniform_(-0.5, 0.3),
    "normal_": lambda torch, n, dtype: torch.empty(n, dtype=dtype).normal_(1.5, 0.3),
    "bernoulli_": lambda torch, n, dtype: torch.empty(n, dtype=dtype).bernoulli_(0.3),
    "bernoulli": lambda torch, n, dtype: torch.bernoulli(torch.full((n,), 0.3, dtype=dtype)),
    "randint": lambda torch, n, _: torch.randint(-3, 17, (n,)),
    "randperm": lambda torch, n, _: torch.randperm(n),
    "dropout": lambda torch, n, dtype: torch.nn.functional.dropout(torch.ones(n, dtype=dtype), 0.4),
}


def drawn(torch: ModuleType, draw: Any, dtype: str) -> list[list[float]]:
    """Draw after each seed, and once more, so that what is left over in the generator counts too."""
    found = []
    for seed in SEEDS:
        torch.manual_seed(seed)
        for count in COUNTS:
            found.append(draw(torch, count, getattr(torch, dtype)).tolist())
            found.append(torch.rand(3).tolist())
    return found


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", DRAWS)
def test_the_same_seed_gives_the_same_numbers(name: str, dtype: str) -> None:
    """Each way to draw, for counts around the block of 16 that PyTorch treats apart."""
    assert drawn(real, DRAWS[name], dtype) == drawn(ours, DRAWS[name], dtype)


def test_layers_begin_with_the_same_weights() -> None:
    """Every layer that draws its first values."""
    makers = [
        lambda nn: nn.RNN(5, 3, 2, bidirectional=True),
        lambda nn: nn.RNNCell(4, 6),
        lambda nn: nn.Linear(7, 5),
        lambda nn: nn.Embedding(9, 4),
    ]
    for maker in makers:
        states = []
        for torch in (real, ours):
            torch.manual_seed(7)
            states.append({name: value.tolist() for name, value in maker(torch.nn).state_dict().items()})
        assert states[0] == states[1]


def test_normal_numbers_are_normal() -> None:
    """The table above would also hold for two wrong generators of one kind; their distribution would not."""
    ours.manual_seed(0)
    numbers = ours.randn(20000).tolist()
    mean = math.fsum(numbers) / len(numbers)

    assert abs(mean) < 0.02
    assert abs(math.fsum(n * n for n in numbers) / len(numbers) - 1) < 0.03
