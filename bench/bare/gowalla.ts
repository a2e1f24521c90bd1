import { join } from 'node:path';
import { defineConfig } from '@twotower/schema';
import { adjacency } from '../src/adjacency.ts';
import { datasetsFolder } from '../src/settings.ts';

const file = (name: string) => join(datasetsFolder(), 'gowalla', name);

export default defineConfig({
  schema: {
    user: { id: 'user', features: { recent: { kind: 'history', length: 50 } } },
    item: { id: 'item' },
  },
  data: { events: adjacency(file('train.txt.gz')) },
  split: { kind: 'files', test: adjacency(file('test.txt.gz')) },
  evaluation: { k: [20] },
});
