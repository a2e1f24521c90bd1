"""Full-catalogue rankings with NumPy for `pnpm bench evaluate`.

usage: numpy_evaluate.py FOLDER USERS ITEMS DIM SEEN K

In blocks of users: all scores as one matrix product, what the user has seen masked, the K best by argpartition, those sorted.
Writes the rankings to FOLDER/numpy; no metrics are made of them.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
user_count, item_count, dim, seen_count, k = (int(word) for word in sys.argv[2:7])
users = np.fromfile(folder / "users", np.float32).reshape(user_count, dim)
items = np.fromfile(folder / "items", np.float32).reshape(item_count, dim)
seen = np.fromfile(folder / "seen", np.int32).reshape(user_count, seen_count)
rankings = np.empty((user_count, k), np.int32)
block = 256

started = time.perf_counter()
for start in range(0, user_count, block):
    scores = users[start : start + block] @ items.T
    rows = np.arange(len(scores))[:, None]
    scores[rows, seen[start : start + block]] = -np.inf
    best = np.argpartition(scores, item_count - k, axis=1)[:, item_count - k :]
    order = np.argsort(-scores[rows, best], axis=1, kind="stable")
    rankings[start : start + block] = best[rows, order]
seconds = time.perf_counter() - started
rankings.tofile(folder / "numpy")
print(json.dumps({"seconds": seconds, "version": f"numpy {np.__version__}"}))
