import { expect, it } from 'vitest';
import { workersFor } from './workers-for.ts';

it.each([
  ['auto', 1_000_000, 8, 8],
  ['auto', 100 * 16 * 3, 8, 3],
  ['auto', 50, 8, 1],
  [4, 1_000_000, 2, 4],
  [4, 250, 2, 3],
  [1, 1_000_000, 2, 1],
  [2, 0, 2, 1],
] as const)(
  'workers: %s with %i positives in batches of 100 on %i cores are %i',
  (workers, positives, cores, count) => {
    expect(workersFor({ workers, batchSize: 100 }, positives, cores)).toBe(count);
  },
);
