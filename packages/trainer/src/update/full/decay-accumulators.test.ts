import { expect, it } from 'vitest';
import { keptAfter } from './decay-accumulators.ts';

it('takes as much away as a window can put back', () => {
  expect(keptAfter(0.5, 1000, 1000)).toBe(0.5);
  expect(keptAfter(0.5, 5000, 1000)).toBe(0.5);
  expect(keptAfter(0.5, 250, 1000)).toBeCloseTo(0.5 ** 0.25);
  expect(keptAfter(1, 250, 1000)).toBe(1);
  // In many equal parts a window takes as much as it does whole.
  expect(keptAfter(0.5, 100, 1000) ** 10).toBeCloseTo(keptAfter(0.5, 1000, 1000));
});

it('goes on taking something away however long the past is, and knows a bundle that has none', () => {
  expect(keptAfter(0.5, 1, 1e9)).toBeCloseTo(0.5 ** 0.05);
  expect(keptAfter(0.5, 10, 0)).toBe(0.5);
});
