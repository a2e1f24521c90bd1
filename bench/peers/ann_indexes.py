"""faiss and hnswlib over the vectors of `pnpm bench index`, one thread a query.

usage: ann_indexes.py FOLDER DIM ROUNDS HNSW

Reads FOLDER/base.f32 and FOLDER/query.f32. Times are CPU milliseconds of the thread a query, the least of ROUNDS rounds; build
times CPU seconds of the process. With HNSW 1 hnswlib is built as well, with one thread.
"""
import json
import sys
import time
from pathlib import Path

import faiss
import hnswlib
import numpy as np

folder, dim, rounds, graphs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "1"
base = np.fromfile(folder / "base.f32", np.float32).reshape(-1, dim)
queries = np.fromfile(folder / "query.f32", np.float32).reshape(-1, dim)
depth = min(100, len(base))
faiss.omp_set_num_threads(1)
measured = []


def built(work):
    before = time.process_time()
    index = work()
    return index, time.process_time() - before


def least(ask):
    best = float("inf")
    for _ in range(rounds):
        before = time.thread_time()
        for q in range(len(queries)):
            ask(queries[q : q + 1])
        best = min(best, (time.thread_time() - before) / len(queries) * 1e3)
    return best


def flat_index():
    index = faiss.IndexFlatIP(dim)
    index.add(base)
    return index


flat, seconds = built(flat_index)
truth = flat.search(queries, depth)[1]
measured.append({"name": "faiss flat", "query": least(lambda q: flat.search(q, depth)), "recall": 1, "build": seconds})


def graph_index():
    index = hnswlib.Index("ip", dim)
    index.init_index(len(base), ef_construction=200, M=16, random_seed=100)
    index.set_num_threads(1)
    index.add_items(base, num_threads=1)
    return index


if graphs:
    graph, seconds = built(graph_index)
    for ef in (100, 200, 400):
        graph.set_ef(ef)
        found = [graph.knn_query(queries[q : q + 1], depth)[0][0] for q in range(len(queries))]
        recall = float(np.mean([len(set(a) & set(b)) / depth for a, b in zip(found, truth)]))
        query = least(lambda q: graph.knn_query(q, depth))
        measured.append({"name": f"hnswlib (Python), ef {ef}", "query": query, "recall": recall, "build": seconds})
print(json.dumps({"measured": measured}))
