import { seededRandom } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { keepProbabilities, subsampleFrequent } from './subsample-frequent.ts';

describe('subsampling frequent items', () => {
  it('keeps as in the worked example: 4 % of all events at threshold 0.01 with probability 0.5', () => {
    expect([...keepProbabilities(Float64Array.of(4, 1, 95, 0), 0.01)]).toEqual([
      0.5,
      1,
      Math.sqrt(0.01 / 0.95),
      1,
    ]);
  });

  it('keeps events by their probabilities, so that what is left follows count * keep', () => {
    const counts = Float64Array.of(30_000, 5000, 100);
    const events = Int32Array.from({ length: 35_100 }, (_, i) => (i < 30_000 ? 0 : i < 35_000 ? 1 : 2));
    const keep = keepProbabilities(counts, 0.01);
    const kept = subsampleFrequent(events, keep, seededRandom(6));
    expect(kept.every((event, i) => i === 0 || event > kept[i - 1])).toBe(true);
    const effective = counts.map((count, item) => count * keep[item]);
    const total = effective.reduce((sum, n) => sum + n, 0);
    const items = kept.map((event) => events[event]);
    expect(chiSquareRatio(items, 3, (item) => effective[item] / total)).toBeLessThan(1);
    expect(items.filter((item) => item === 2)).toHaveLength(100);
  });

  it('refuses a threshold or counts without sense', () => {
    expect(() => keepProbabilities(Float64Array.of(1), 0)).toThrow(/threshold > 0/);
    expect(() => keepProbabilities(Float64Array.of(0), 1)).toThrow(/0 events/);
  });
});
