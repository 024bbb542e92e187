# Prints the milliseconds until the first training step of 784-256-256-10 is done.
import time

began = time.perf_counter()
import torch
import torch.nn.functional as F
from torch import nn

SIZE, INPUTS, HIDDEN, CLASSES = 32, 784, 256, 10
model = nn.Sequential(
    nn.Dropout(0.2),
    nn.Linear(INPUTS, HIDDEN),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(HIDDEN, HIDDEN),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(HIDDEN, CLASSES),
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
images = torch.rand(SIZE, INPUTS)
labels = torch.arange(SIZE) % CLASSES
F.cross_entropy(model(images), labels).backward()
optimizer.step()
print(1e3 * (time.perf_counter() - began))
