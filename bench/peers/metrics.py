"""Random rankings and what ir-measures and RecTools make of them, for `bench/src/metrics/agree.test.ts`.

usage: metrics.py > bench/results/metrics.json

Scores are small integers, so that many tie; test lists repeat items; some users have no test item, or none that they have not
seen. The order of ties, the lower item first, and what is masked are settled here: peers get the lists that follow, without
repeats, as they count a repeated item as two.
"""
import json
import random
from importlib.metadata import version

import ir_measures
import pandas as pd
from ir_measures import AP, RR, R, Success, nDCG
from rectools import Columns
from rectools.metrics import MAP, MRR, NDCG, HitRate, Recall

ITEMS, USERS, CUT_OFFS = 14, 60, [1, 3, 5, 10, 20]
draw = random.Random(7)


def some(most):
    return [draw.randrange(ITEMS) for _ in range(draw.randint(0, most))]


users = [{"scores": [draw.randrange(6) for _ in range(ITEMS)], "seen": some(9), "test": some(9)} for _ in range(USERS)]


def lists(mask):
    """By user, where any test item is left: the ranking and the test set."""
    found = {}
    for name, user in enumerate(users):
        out = set(user["seen"]) if mask else set()
        relevant = sorted(set(user["test"]) - out)
        ranking = sorted(set(range(ITEMS)) - out, key=lambda item: (-user["scores"][item], item))
        if relevant:
            found[name] = (ranking, relevant)
    return found


def by_ir_measures(found):
    qrels = [ir_measures.Qrel(str(u), str(i), 1) for u, (_, relevant) in found.items() for i in relevant]
    run = [ir_measures.ScoredDoc(str(u), str(i), -rank) for u, (ranking, _) in found.items() for rank, i in enumerate(ranking)]
    measures = {"recall": R, "ndcg": nDCG, "hr": Success, "mrr": RR, "map": AP}
    named = {f"{name}@{k}": measure @ k for name, measure in measures.items() for k in CUT_OFFS}
    values = ir_measures.calc_aggregate(list(named.values()), qrels, run)
    return {name: values[measure] for name, measure in named.items()}


def by_rectools(found):
    reco = pd.DataFrame(
        [(u, i, rank + 1) for u, (ranking, _) in found.items() for rank, i in enumerate(ranking)],
        columns=[Columns.User, Columns.Item, Columns.Rank],
    )
    interactions = pd.DataFrame(
        [(u, i) for u, (_, relevant) in found.items() for i in relevant], columns=[Columns.User, Columns.Item]
    )
    values = {}
    for k in CUT_OFFS:
        measures = {
            "recall": Recall(k),
            "ndcg": NDCG(k, divide_by_achievable=True),
            "ndcg-ideal-of-k": NDCG(k),
            "hr": HitRate(k),
            "mrr": MRR(k),
            "map": MAP(k),
        }
        values.update({f"{name}@{k}": float(m.calc(reco, interactions)) for name, m in measures.items()})
    return values


examinations = [
    {
        "seen": "mask" if mask else "keep",
        "users": len(lists(mask)),
        "mostRelevant": max(len(relevant) for _, relevant in lists(mask).values()),
        "peers": {"ir-measures": by_ir_measures(lists(mask)), "rectools": by_rectools(lists(mask))},
    }
    for mask in (False, True)
]
versions = {name: version(name) for name in ("ir-measures", "rectools")}
print(json.dumps({"versions": versions, "items": ITEMS, "k": CUT_OFFS, "users": users, "examinations": examinations}))
