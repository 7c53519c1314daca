"""Sequences of different lengths, packed, with dropout between layers."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

torch.manual_seed(5)
sequences = [torch.randn(n, 2) for n in (3, 5, 2, 4)]
lengths = torch.tensor([len(s) for s in sequences])
padded = pad_sequence(sequences, batch_first=True)
wanted = torch.tensor([s.sum() for s in sequences])
rnn, head = nn.RNN(2, 6, 2, batch_first=True, dropout=0.2), nn.Linear(6, 1)
optimizer = torch.optim.Adam([*rnn.parameters(), *head.parameters()], lr=0.05)
for epoch in range(10):
    packed = pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)
    output, h_n = rnn(packed)
    loss = F.mse_loss(head(h_n[-1]).squeeze(1), wanted)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(epoch, f"{loss.item():.4f}")
print(pad_packed_sequence(output, batch_first=True)[1])
