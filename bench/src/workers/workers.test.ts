import { expect, it } from 'vitest';
import { workersTable } from './workers.ts';

it('compares the means of the seeds', () => {
  const run = { set: 'lastfm', epochs: 3, ndcg: 0.2, samplesPerSecond: 1 };
  const table = workersTable([
    { ...run, workers: 1, seed: 42, recall: 0.1 },
    { ...run, workers: 1, seed: 43, recall: 0.3 },
    { ...run, workers: 2, seed: 42, recall: 0.19 },
    { ...run, workers: 2, seed: 43, recall: 0.19 },
  ]);
  const cells = table
    .split('\n')[2]
    .split('|')
    .map((cell) => cell.trim());
  expect(cells.slice(1, 6)).toEqual([
    'lastfm, 3 epochs',
    'recall@20',
    '0.2000 (0.1000 0.3000)',
    '0.1900 (0.1900 0.1900)',
    '-5.00 %',
  ]);
});
