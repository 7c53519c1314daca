"""nn.RNN in all its forms once more, where a reader's program runs: in the site's own files, under Node.

Our JavaScript works there; a call into it would not pay for numbers this small, so the tests ask for it.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest

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

torch._products.LEAST = 1
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


BOTH_WAYS = """\
import math
import torch
from array import array
from torch import _products, nn

def both(compute):
    made = []
    for _products.LEAST in (1, math.inf):
        torch.manual_seed(0)
        made.append([one.detach() for one in compute()])
    return made

def operands(dtype):
    a, b, wide = (torch.randn(*shape, dtype=dtype) for shape in ((5, 7), (7, 4), (11, 18)))
    odd = a.clone()
    odd[0, 0], odd[1, 1], odd[2, 2], odd[3] = math.nan, math.inf, -math.inf, 1e38
    yield "plain", a, b, None
    yield "with a bias", a, b, wide[2, :4]
    yield "turned, and a strided bias", wide[:7, :5].T, b.T.contiguous().T, wide[1, 1::5]
    yield "strided, not at the beginning", wide[1:11:2, 2:16:2], wide[3:10, 1:5], None
    yield "repeated", wide[:1, :7].expand(5, 7), b[:, :1].expand(7, 4), b[0, :1].expand(4)
    yield "no rows", a[:0], b, None
    yield "nothing in a row", a[:, :0], b[:0], b[0]
    yield "no columns", a, b[:, :0], None
    yield "not a number, infinite, too large", odd, b * 10, b[0]

def layer(dtype, relu, number):
    rnn = nn.RNN(3, 4, 2, "relu" if relu else "tanh", batch_first=True, bidirectional=True, dtype=dtype)
    x = torch.randn(6, 2, 4, dtype=dtype)[::2, :, 1:].transpose(0, 1)
    x[0, 1, 2] = number
    x.requires_grad_()
    output, last = rnn(x, torch.randn(4, 1, 4, dtype=dtype).expand(4, 2, 4))
    output[..., ::2].sum().backward()
    return [output, last, x.grad, *(one.grad for one in rnn.parameters())]

def packed(dtype, relu):
    rnn = nn.RNN(3, 4, 2, "relu" if relu else "tanh", bidirectional=True, dtype=dtype)
    data = torch.randn(6, 11, dtype=dtype).T[:, 1::2].requires_grad_()
    sizes = torch.tensor([4, 4, 2, 1])
    first = torch.randn(4, 1, 4, dtype=dtype).expand(4, 4, 4).requires_grad_()
    output, last = rnn(nn.utils.rnn.PackedSequence(data, sizes), first)
    once = torch.autograd.grad(output.data[:, ::2].sum() + last.sum(), [data, first], create_graph=True)
    (once[0].pow(2).sum() + once[1][1].sum() + output.data.sum()).backward()
    return [output.data, last, *once, data.grad, first.grad, *(one.grad for one in rnn.parameters())]

for dtype, near in ((torch.float32, 1e-6), (torch.float64, 1e-13)):
    compared = {name: both(lambda: [torch.mm(a, b) if c is None else torch.addmm(c, a, b)])
                for name, a, b, c in operands(dtype)}
    for relu in (False, True):
        compared[f"packed, relu={relu}"] = both(lambda: packed(dtype, relu))
        for number in (1.0, math.nan, math.inf, -math.inf):
            compared[f"nn.RNN, relu={relu}, {number}"] = both(lambda: layer(dtype, relu, number))
    for name, (fast, slow) in compared.items():
        for one, other in zip(fast, slow, strict=True):
            same = one.shape == other.shape
            if not (same and torch.allclose(one, other, rtol=near, atol=near, equal_nan=True)):
                print(dtype, name, one, other)

given = array("f", (1.0,))
try:
    _products._script.product(given, 1, 1, 1, given, 0, 1, 1, "no array", 0, 1, 1)
except Exception as error:
    print(type(error).__name__)
# Refused with a BufferError were its memory still looked at.
given.append(2.0)
"""


@pytest.fixture(scope="module")
def page() -> Iterator[InPage]:
    with InPage(Settings(root=REPOSITORY / "generator", runtime="keyproof-torch")) as opened:
        yield opened


def _furthest(tensor: Any, numbers: list[float]) -> float:
    expected = tensor.detach().reshape(-1).tolist()
    return max(abs(a - b) for a, b in zip(expected, numbers, strict=True))


def test_results_and_gradients_agree_there(page: InPage) -> None:
    """Python's sums and the C library are others there, and the recurrence is JavaScript."""
    given = {way: grid.numbers_for(way) for way in grid.GRID}
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


def test_javascript_and_python_agree(page: InPage) -> None:
    """No product may show whether it is small or large, wherever its operands lie and whatever they are."""
    ended = page.run(Program(source=BOTH_WAYS)).result(timeout=300)

    assert "JsException\n" == ended.stdout
    assert "" == ended.error
