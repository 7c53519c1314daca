"""What the package hasn't got: one error that names the way out, never a guess."""

from __future__ import annotations

import importlib

import pytest

from tests.browser.both import ours, outcome

ABSENT = [
    "torch.compile",
    "torch.fft",
    "torch.randn(3).half()",
    "torch.zeros(2, device='cuda')",
    "nn.LSTM(2, 3)",
    "nn.GRU(2, 3)",
    "nn.Conv1d(1, 1, 1)",
    "nn.init.dirac_(torch.ones(2, 2, 2))",
    "torch.ones(2).unique(return_counts=True)",
    "F.gelu(torch.ones(2))",
    "torch.optim.RMSprop([])",
    "torch.optim.Adam(nn.Linear(2, 2).parameters(), amsgrad=True)",
    "nn.RNN(2, 3).register_full_backward_hook(print)",
    "torch.ones(2).numpy()",
    "torch.autograd.gradcheck",
    "F.cross_entropy(torch.ones(2, 3), torch.ones(2, 3))",
    "torch.ones(2).frobnicate()",
    "torch.optim.SGD(nn.Linear(2, 2).parameters(), lr=1).register_step_post_hook(print)",
    "rnn_utils.pack_sequence([torch.ones(2, 1)]).half()",
    "nn.ModuleList().insert(0, nn.Tanh())",
]


@pytest.mark.parametrize("expression", ABSENT)
def test_what_is_absent_names_the_way_out(expression: str) -> None:
    """A reader learns that the page is the limit, and what to do."""
    text = outcome(ours, expression)

    assert text.startswith("NotInBrowserError: ")
    assert text.endswith("Copy the program and run it with PyTorch on your machine.")


def test_a_module_that_is_absent_names_the_way_out() -> None:
    """`from torch.utils.data import …` would else be a bare "No module named"."""
    with pytest.raises(ours.NotInBrowserError, match=r"The module torch\.utils isn't in the part of PyTorch"):
        importlib.import_module(f"{ours.__name__}.utils.data")


def test_a_program_may_ask_whether_a_name_is_there() -> None:
    """`hasattr` is answered, and does not end the program."""
    assert not hasattr(ours, "compile")
    assert not hasattr(ours.ones(2), "half")
    assert hasattr(ours.ones(2), "double")


def test_gradients_through_a_changed_view_are_refused() -> None:
    """PyTorch works out such a view's history anew; without that, the gradient would be wrong in silence."""
    program = """
x = torch.ones(3, requires_grad=True)
whole = torch.zeros(3)
part = whole[0:2]
whole[0] = x[0]
(part * x[:2]).sum()
"""
    text = outcome(ours, program)

    assert text.startswith("NotInBrowserError: Using a view after its memory was changed")


@pytest.mark.parametrize(
    "program",
    [
        "m.bias_ih_l0 = nn.Parameter(torch.ones(1)); m(x)",
        "out = m(x)[0]; m.weight_hh_l0.data = torch.ones(4, 4); out.sum().backward()",
    ],
)
def test_weights_that_were_exchanged_are_refused(program: str) -> None:
    """PyTorch stretches such a bias, and goes back by the weights it came by: never wrong in silence."""
    program = f"m, x = nn.RNN(3, 4), torch.ones(5, 2, 3); {program}"
    assert outcome(ours, program).startswith("NotInBrowserError: A ")
