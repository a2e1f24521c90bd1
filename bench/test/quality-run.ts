import type { Run } from '../src/quality/results.ts';

/** A run for tests: recall@20 as given, ahead of popularity by 0.1, and by 0.02 to 0.06 among new users. */
export function runOf(seed: number, recall: number): Run {
  const interval = { difference: 0.1, low: 0.09 - seed / 1e4, high: 0.11 + seed / 1e4 };
  return {
    seed,
    measured: '2026-01-01',
    engine: 'native',
    protocol: {
      split: 'files',
      part: 'test',
      seen: 'mask',
      users: 10,
      items: 20,
      trainEvents: 30,
      testEvents: 40,
      seed,
    },
    epochs: 7,
    seconds: { read: 1, train: 60, evaluate: 1, all: 65 },
    workers: 2,
    peakRssBytes: 100 * 2 ** 20,
    metrics: { 'recall@20': recall, 'ndcg@20': recall / 2 },
    baselines: { popularity: { 'recall@20': recall - 0.1, 'ndcg@20': 0 } },
    intervals: { popularity: { 'recall@20': interval } },
    slices: { new: { 'recall@20': 0.2 } },
    baselineSlices: { popularity: { new: { 'recall@20': 0.16 } } },
    sliceIntervals: { new: { popularity: { 'recall@20': { difference: 0.04, low: 0.02, high: 0.06 } } } },
  };
}
