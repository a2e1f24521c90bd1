import { realSets } from './real-sets.ts';
import type { ReplaySet } from './replay-set.ts';
import { simulatedSet } from './simulated-set.ts';

/** What is replayed. By the simulator's own drift a taste turns by 5 degrees in two weeks. */
export const replaySets: readonly ReplaySet[] = [
  simulatedSet(0, 'simulated, no drift, recall@50'),
  simulatedSet(5, 'simulated, drift x 5, recall@50'),
  simulatedSet(20, 'simulated, drift x 20, recall@50'),
  ...realSets,
];
