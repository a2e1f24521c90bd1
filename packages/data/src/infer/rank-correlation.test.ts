import { expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

it('is 1 of what grows together however unevenly, -1 of the reverse, 0 of a constant', () => {
  const a = [1, 5, 2, 9];
  expect(rankCorrelation(a, a.map(Math.exp))).toBeCloseTo(1, 12);
  expect(
    rankCorrelation(
      a,
      a.map((x) => -x),
    ),
  ).toBeCloseTo(-1, 12);
  expect(rankCorrelation(a, [3, 3, 3, 3])).toBe(0);
});

it('gives equal values their mean rank', () => {
  // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: 4.5 / sqrt(4.5 * 5).
  expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
});
