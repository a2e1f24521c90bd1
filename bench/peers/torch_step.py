"""The step rate of PyTorch on the problem of `pnpm bench train`.

usage: torch_step.py BATCH SECONDS USERS ITEMS DIM HIDDEN TEMPERATURE THREADS

Adagrad over sparse gradients, batches drawn beforehand; accidental hits are not looked for, which is less work.
"""
import json
import math
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import torch
from torch import nn
from torch.nn import functional

batch, users, items, dim, hidden = (int(sys.argv[n]) for n in (1, 3, 4, 5, 6))
seconds, temperature, threads = float(sys.argv[2]), float(sys.argv[7]), int(sys.argv[8])
torch.set_num_threads(threads)
torch.manual_seed(1)


class Tower(nn.Module):
    def __init__(self, rows):
        super().__init__()
        self.ids = nn.Embedding(rows, dim, sparse=True)
        self.inner = nn.Linear(dim, hidden)
        self.outer = nn.Linear(hidden, dim)
        nn.init.uniform_(self.ids.weight, -0.05, 0.05)

    def forward(self, ids):
        return functional.normalize(self.outer(functional.relu(self.inner(self.ids(ids)))), dim=1)


user_tower, item_tower = Tower(users), Tower(items)
optimiser = torch.optim.Adagrad(
    [*user_tower.parameters(), *item_tower.parameters()], lr=0.05, initial_accumulator_value=0.1
)
own = torch.arange(batch)
log_q = torch.full((batch,), -math.log(items))
batches = [
    (torch.randint(0, users, (batch,)), torch.randint(0, items, (batch,)))
    for _ in range(max(8, (1 << 18) // batch))
]


def step(drawn):
    drawn_users, drawn_items = drawn
    scores = user_tower(drawn_users) @ item_tower(drawn_items).T / temperature - log_q
    loss = functional.cross_entropy(scores, own)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    return loss


for n in range(10):
    result = step(batches[n % len(batches)])

started, steps, elapsed = time.perf_counter(), 0, 0.0
while elapsed < seconds:
    result = step(batches[steps % len(batches)])
    steps += 1
    elapsed = time.perf_counter() - started
print(json.dumps({"samplesPerSecond": steps * batch / elapsed, "loss": float(result.detach()), "version": f"torch {torch.__version__}"}))
