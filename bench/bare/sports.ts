import { join } from 'node:path';
import { defineConfig } from '@twotower/schema';
import { adjacency } from '../src/adjacency.ts';
import { datasetsFolder } from '../src/settings.ts';

export default defineConfig({
  schema: {
    user: { id: 'user', features: { recent: { kind: 'history', length: 50 } } },
    item: { id: 'item' },
  },
  data: { events: adjacency(join(datasetsFolder(), 'amazon-sequences', 'Sports_and_Outdoors.txt.gz')) },
  split: { kind: 'leave-last-out' },
  evaluation: { k: [10] },
});
