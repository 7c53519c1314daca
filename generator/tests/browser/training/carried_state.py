"""A long sequence in pieces: the state is carried over, and cut from the graph each time."""

import torch
from torch import nn

torch.manual_seed(4)
wave = torch.sin(torch.arange(0, 12, 0.2))
rnn, head = nn.RNN(1, 10, nonlinearity="relu"), nn.Linear(10, 1)
optimizer = torch.optim.SGD([*rnn.parameters(), *head.parameters()], lr=0.02)
state = None
for start in range(0, 50, 10):
    piece = wave[start : start + 11].view(-1, 1, 1)
    output, state = rnn(piece[:-1], state)
    loss = ((head(output) - piece[1:]) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    state = state.detach()
    print(start, f"{loss.item():.4f}", f"{rnn.weight_hh_l0.grad.norm():.4f}")
