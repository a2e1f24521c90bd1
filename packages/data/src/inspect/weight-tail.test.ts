import { expect, it } from 'vitest';
import { WeightTail } from './weight-tail.ts';

function tailOf(weights: readonly number[]): WeightTail {
  const tail = new WeightTail();
  weights.forEach((weight) => {
    tail.add(weight);
  });
  return tail;
}

it('the greatest weights have the share of the sum that sorting them gives', () => {
  const weights = Array.from({ length: 5000 }, (_, i) => Math.exp(((i * 2_654_435_761) % 997) / 90));
  const sorted = weights.toSorted((a, b) => b - a);
  const sum = (some: readonly number[]) => some.reduce((a, b) => a + b, 0);
  for (const part of [0.01, 0.1, 0.5]) {
    const exact = sum(sorted.slice(0, part * 5000)) / sum(sorted);
    expect(tailOf(weights).topShare(part)).toBeCloseTo(exact, 2);
  }
});

it('equal weights have each their part, and no weight has none', () => {
  expect(tailOf([3, 3, 3, 3]).topShare(0.25)).toBeCloseTo(0.25, 12);
  expect(tailOf([0, 0, 7]).topShare(1)).toBe(1);
  expect([tailOf([]).topShare(0.5), tailOf([0, 0]).topShare(0.5)]).toEqual([0, 0]);
});
