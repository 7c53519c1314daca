"""Which programs run before one that goes on from others: those that it needs, and no training more."""

from __future__ import annotations

import pytest

from keyproof.program import NOTHING, Offers, Program, needed

LAYER = "rnn = nn.RNN(3, 4)\nx = torch.randn(5, 3)"
CALL = "output, h_n = rnn(x)"
STEP = "optimizer = torch.optim.SGD(rnn.parameters(), lr=0.1)\noptimizer.step()"
OTHER = "for epoch in range(100):\n    loss = epoch\nprint(loss)"


@pytest.mark.parametrize(
    ("source", "earlier", "expected"),
    [
        ("print(h_n)", [LAYER, OTHER, CALL], [LAYER, CALL]),
        ("print(nn.RNN(3, 4))", [LAYER, OTHER, CALL], []),
        ("print(rnn.weight_ih_l0)", [LAYER, OTHER, "print(rnn)"], [LAYER]),
        ("print(rnn.weight_ih_l0)", [LAYER, "rnn.eval()"], [LAYER, "rnn.eval()"]),
        ("print(x)", [LAYER, "x[0] = 0", "x.grad = None"], [LAYER, "x[0] = 0", "x.grad = None"]),
        ("optimizer.step()", [LAYER, STEP], [LAYER, STEP]),
        ("print(mean([1]))", ["from statistics import mean", "import os"], ["from statistics import mean"]),
        ("print(os.sep)", ["import os.path"], ["import os.path"]),
        ("print(Layer(), half(2))", ["class Layer: ...", "def half(x): return x / 2"],
         ["class Layer: ...", "def half(x): return x / 2"]),
        ("count += 1", ["count = 0", "total = 0"], ["count = 0"]),
    ],
)  # fmt: skip
def test_a_program_goes_on_from_those_that_make_what_it_takes(
    source: str, earlier: list[str], expected: list[str]
) -> None:
    """And from those that change it; what is only printed above changes nothing."""
    assert expected == needed(source, earlier)


def test_nothing_is_offered_without_a_runtime_nor_what_was_refused() -> None:
    """A site that sets none has no button; one program that differs takes no other's."""
    one, other = Program(source="print(1)"), Program(source="print(2)")
    offers = Offers(folder="assets/keyproof/runtime/x", refused=frozenset({other}))

    assert [False, True, False, False] == [NOTHING.has(one), *map(offers.has, (one, other, None))]
