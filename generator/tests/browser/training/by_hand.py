"""A cell in a loop that is written out, against a hand-written recurrence; and gradients that vanish."""

import torch
from torch import nn

torch.manual_seed(6)
cell = nn.RNNCell(2, 3)
x = torch.randn(6, 1, 2, requires_grad=True)
h = torch.zeros(1, 3)
states = []
for step in x:
    h = cell(step, h)
    states.append(h)
hand = torch.zeros(1, 3)
for step in x:
    hand = torch.tanh(step @ cell.weight_ih.T + cell.bias_ih + hand @ cell.weight_hh.T + cell.bias_hh)
print(torch.allclose(h, hand, atol=1e-6))
states[-1].sum().backward()
print(x.grad.norm(dim=2).squeeze())
with torch.no_grad():
    for parameter in cell.parameters():
        parameter -= 0.1 * parameter.grad
        parameter.grad.zero_()
print(cell.weight_hh)
