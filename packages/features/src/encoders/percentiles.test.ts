import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentiles, rankAmong } from './percentiles.ts';

const number = fc.double({ min: -1e300, max: 1e300, noNaN: true });

describe('percentiles', () => {
  it('are the values themselves where there are as many', () => {
    const values = Array.from({ length: 101 }, (_, i) => i * i);
    expect(percentiles(values.toReversed())).toEqual(values);
    expect(percentiles([])).toEqual([]);
  });

  it('rank linearly between two values and in the middle of equal ones', () => {
    expect([-1, 0, 5, 10, 15, 20, 21].map((x) => rankAmong([0, 10, 20], x))).toEqual([
      -1, -1, -0.5, 0, 0.5, 1, 1,
    ]);
    expect(rankAmong([0, 0, 0, 0, 10], 0)).toBe(-0.25);
    expect(rankAmong(percentiles([7]), 7)).toBe(0);
    expect(rankAmong([], 7)).toBe(0);
  });

  it('rank within [-1, 1], and never a larger number lower', () => {
    fc.assert(
      fc.property(fc.array(number), number, number, (values, a, b) => {
        const fitted = percentiles(values);
        const [low, high] = [rankAmong(fitted, Math.min(a, b)), rankAmong(fitted, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });
});
