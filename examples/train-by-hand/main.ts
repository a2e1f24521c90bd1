// People of three tastes, what they took, and a model that has learnt who likes what.
import { createModel, encodeTower, seededRandom, similarity } from '@twotower/core';
import { createTrainStep, loadStepEngine } from '@twotower/core/train';
import {
  accidentalHits,
  byOffsets,
  drawCandidates,
  inBatchNegatives,
  uniformNegatives,
} from '@twotower/sampling';

const [users, items, each] = [60, 30, 6];
const random = seededRandom(7);
// User u took six of the ten items of its own taste; who took what lies one user behind the other.
const taken = Int32Array.from(
  { length: users * each },
  (_, n) => (Math.floor(n / each) % 3) + 3 * ((n * 7) % 10),
);
const known = byOffsets(
  Int32Array.from({ length: users + 1 }, (_, u) => u * each),
  taken,
);
const counts = new Float64Array(items);
for (const item of taken) counts[item]++;

const rowsOf = (ids: ArrayLike<number>) => ({
  size: ids.length,
  bags: [
    {
      offsets: Int32Array.from({ length: ids.length + 1 }, (_, i) => i),
      rows: Int32Array.from(ids, (id) => id + 1), // Row 0 stands for unknown.
      weights: new Float32Array(ids.length).fill(1),
    },
  ],
});
const tables = [
  { name: 'users', rows: users + 1 },
  { name: 'items', rows: items + 1 },
];
const tower = (table: string) => ({ inputs: [{ feature: 'id', table }], hidden: [] });
const model = createModel({ dim: 8, tables, user: tower('users'), item: tower('items'), seed: 1 });
const teaching = { temperature: 0.2, learningRate: 0.1 };
const step = createTrainStep(await loadStepEngine('wasm', teaching, true), model, teaching);

const sources = [inBatchNegatives(counts), uniformNegatives(items, 16)];
const hits = accidentalHits(known, items);
for (let batch = 0; batch <= 300; batch++) {
  const events = Int32Array.from({ length: 32 }, () => random.integer(taken.length));
  const who = events.map((event) => Math.floor(event / each));
  const drawn = drawCandidates(
    sources,
    events.map((event) => taken[event]),
    random,
    'count',
  );
  const loss = step.run({
    users: rowsOf(who),
    items: rowsOf(drawn.items),
    logQ: drawn.logQ,
    weights: new Float32Array(events.length).fill(1),
    hits: hits.find(who, drawn.items),
  });
  if (batch % 100 === 0) console.log(`batch ${batch}: loss ${loss.toFixed(3)}`);
}

const user = encodeTower(model, 'user', rowsOf([0]));
const scores = Array.from({ length: items }, (_, item) =>
  similarity(user, encodeTower(model, 'item', rowsOf([item]))),
);
const best = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, 10);
console.log(`user 0 likes best: ${best.join(' ')}`); // All of its taste: multiples of three, also those it never took.
