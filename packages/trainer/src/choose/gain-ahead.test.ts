import { expect, it } from 'vitest';
import { gainAhead } from './gain-ahead.ts';

const after = (...values: number[]) => ({
  bestValue: Math.max(...values),
  curve: values.map((value, i) => ({
    epoch: i + 1,
    loss: 1,
    seconds: 1,
    samplesPerSecond: 1,
    validation: { 'ndcg@20': value },
  })),
});

it('is half of what the second half of the passes brought', () => {
  expect(gainAhead(after(0.1, 0.2, 0.3, 0.4), 'ndcg@20')).toBeCloseTo(0.1, 12);
  expect(gainAhead(after(0.1, 0.3, 0.5), 'ndcg@20')).toBeCloseTo(0.2, 12);
});

it('is nothing where the best pass lies in the first half, and after one pass', () => {
  expect(gainAhead(after(0.4, 0.3, 0.3, 0.2), 'ndcg@20')).toBe(0);
  expect(gainAhead(after(0.4), 'ndcg@20')).toBe(0);
});
