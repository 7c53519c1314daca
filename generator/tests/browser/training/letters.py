"""The next letter of a word, by embedding, recurrent layer and cross-entropy over all steps."""

import torch
from torch import nn
from torch.nn import functional as F

text = "hello world"
letters = sorted(set(text))
index = {letter: i for i, letter in enumerate(letters)}
data = torch.tensor([index[letter] for letter in text])
torch.manual_seed(3)
embed, rnn, head = nn.Embedding(len(letters), 6), nn.RNN(6, 12), nn.Linear(12, len(letters))
parameters = [p for part in (embed, rnn, head) for p in part.parameters()]
optimizer = torch.optim.AdamW(parameters, lr=0.03)
for epoch in range(15):
    output, _ = rnn(embed(data[:-1]).unsqueeze(1))
    loss = F.cross_entropy(head(output.squeeze(1)), data[1:])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(epoch, round(loss.item(), 4))
print("".join(letters[i] for i in head(output.squeeze(1)).argmax(1).tolist()))
