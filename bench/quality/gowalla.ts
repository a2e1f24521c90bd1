// gowalla, LightGCN's split, train items masked. Ids and the user's other items, which have no order here. Chosen on the set's
// own validation split (TRIED.md), then trained on all training rows.
import { join } from 'node:path';
import { defineConfig } from '@twotower/schema';
import { adjacency } from '../src/adjacency.ts';
import { datasetsFolder } from '../src/settings.ts';

const file = (name: string) => join(datasetsFolder(), 'gowalla', name);

export default defineConfig({
  name: 'gowalla',
  schema: {
    user: { id: 'user', features: { others: { kind: 'history', length: 20, of: 'others' } } },
    item: { id: 'item' },
  },
  data: { events: adjacency(file('train.txt.gz')) },
  split: { kind: 'files', validation: 0, test: adjacency(file('test.txt.gz')) },
  model: { temperature: 0.1, initialDeviation: 0.014, idDropout: 0 },
  loss: { kind: 'bsl', c: 1.22, logQ: 'count' },
  negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 800 }],
  training: { epochs: 60, learningRate: 0.03, l2: 0.001, averaging: 0.9 },
  evaluation: { k: [20] },
});
