"""A recurrent layer learns to tell from which end of a sequence the larger number comes."""

import torch
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(1, 8, num_layers=2, batch_first=True, bidirectional=True)
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        output, h_n = self.rnn(x)
        return self.head(torch.cat((h_n[-2], h_n[-1]), dim=1))


torch.manual_seed(2)
x = torch.randn(24, 6, 1)
y = (x[:, 0, 0] > x[:, -1, 0]).long()
model = Classifier()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for epoch in range(12):
    optimizer.zero_grad()
    scores = model(x)
    loss = criterion(scores, y)
    loss.backward()
    norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    accuracy = (scores.argmax(dim=1) == y).float().mean()
    print(epoch, f"{loss.item():.4f} {norm.item():.4f} {accuracy.item():.2f}")
model.eval()
with torch.no_grad():
    print(model(x[:3]))
