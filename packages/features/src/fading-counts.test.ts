import { expect, it } from 'vitest';
import { fadingCounts, logPrior } from './fading-counts.ts';

const day = 86_400_000;
const events = {
  item: Int32Array.of(0, 0, 0, 1, 2),
  time: Float64Array.of(14 * day, 7 * day, 0, 13 * day, Number.NaN),
  length: 5,
};

it('counts what is strictly before a moment, half as much for every half-life', () => {
  const counts = fadingCounts(4, [events], { moment: 14 * day, halfLife: 7 * day });
  expect(counts[0]).toBeCloseTo(1 / 2 + 1 / 4, 12);
  expect(counts[1]).toBeCloseTo(2 ** (-1 / 7), 12);
  expect([counts[2], counts[3]]).toEqual([0, 0]);
});

it('counts all alike without a half-life, over all blocks', () => {
  expect([...fadingCounts(4, [events, events])]).toEqual([6, 2, 2, 0]);
});

it('gives smoothed shares that add up to 1, and keeps the order of counts', () => {
  for (const counts of [
    [6, 2, 2, 0],
    [0.001, 0.0005, 0, 0],
    [0, 0, 0],
  ]) {
    const prior = logPrior(Float64Array.from(counts));
    expect(prior.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 5);
    for (let i = 1; i < counts.length; i++) {
      expect(Math.sign(prior[i - 1] - prior[i])).toBe(Math.sign(counts[i - 1] - counts[i]));
    }
  }
  expect(logPrior(Float64Array.of(6, 2, 2, 0))[0]).toBeCloseTo(Math.log(7 / 14), 6);
});
