// gowalla, LightGCN's split, train items masked. Two-tower on ids alone.
import { join } from 'node:path';
import { defineConfig } from '@twotower/schema';
import { adjacency } from '../src/adjacency.ts';
import { datasetsFolder } from '../src/settings.ts';

const file = (name: string) => join(datasetsFolder(), 'gowalla', name);

export default defineConfig({
  name: 'gowalla',
  schema: { user: { id: 'user' }, item: { id: 'item' } },
  data: { events: adjacency(file('train.txt.gz')) },
  split: { kind: 'files', test: adjacency(file('test.txt.gz')) },
  model: { temperature: 0.1 },
  training: { epochs: 20 },
  evaluation: { k: [20] },
});
