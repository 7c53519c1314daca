"""A line is fitted with plain gradient descent."""

import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(1)
x = torch.linspace(-1, 1, 12).unsqueeze(1)
y = 3 * x + 0.5 + 0.1 * torch.randn(12, 1)
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.5)
for epoch in range(20):
    optimizer.zero_grad()
    loss = F.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    print(epoch, f"{loss.item():.4f}")
print(model.weight, model.bias)
