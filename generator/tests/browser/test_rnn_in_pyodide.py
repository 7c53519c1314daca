"""nn.RNN in all its forms once more, where a reader's program runs: in the site's own files, under Node."""

from __future__ import annotations

import inspect
import json
from dataclasses import asdict
from typing import Any

from keyproof.program import Program
from keyproof.settings import Settings
from keyproof.verify import InPage
from tests.browser import test_rnn_grid as grid
from tests.browser.both import real
from tests.conftest import REPOSITORY

SETUP = f"""\
from __future__ import annotations
import json
from types import SimpleNamespace
import torch

FEATURES, HIDDEN, LENGTHS = {grid.FEATURES}, {grid.HIDDEN}, {grid.LENGTHS}

{inspect.getsource(grid.run)}

def flat(tensor):
    return tensor.detach().reshape(-1).tolist()
"""
ASK = """\
made = run(torch, SimpleNamespace(**{way}), {given})
gradients = {{name: flat(one) for name, one in made["gradients"].items()}}
print(json.dumps({{"output": flat(made["output"]), "last": flat(made["last"]), "gradients": gradients}}))
"""


def _furthest(tensor: Any, numbers: list[float]) -> float:
    expected = tensor.detach().reshape(-1).tolist()
    return max(abs(a - b) for a, b in zip(expected, numbers, strict=True))


def test_results_and_gradients_agree_there() -> None:
    """Python's sums and the C library are others there."""
    given = {way: grid.numbers_for(way) for way in grid.GRID}
    settings = Settings(root=REPOSITORY / "generator", runtime="keyproof-torch")
    with InPage(settings) as page:
        asked = {
            way: page.run(Program(source=ASK.format(way=asdict(way), given=given[way]), setup=SETUP))
            for way in grid.GRID
        }
        ended = {way: future.result(timeout=300) for way, future in asked.items()}

    assert set() == {one.error for one in ended.values()} - {""}
    assert len(ended) >= 120
    for way, one in ended.items():
        expected, there = grid.run(real, way, given[way]), json.loads(one.stdout)
        assert _furthest(expected["output"], there["output"]) <= grid.FORWARD, way
        assert _furthest(expected["last"], there["last"]) <= grid.FORWARD, way
        assert expected["gradients"].keys() == there["gradients"].keys()
        for name, gradient in expected["gradients"].items():
            assert _furthest(gradient, there["gradients"][name]) <= grid.BACKWARD, (way, name)
