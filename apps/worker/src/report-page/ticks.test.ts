import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ticks } from './ticks.ts';

it('takes round values that hold the range', () => {
  expect(ticks(0.03, 0.11)).toEqual([0.02, 0.04, 0.06, 0.08, 0.1, 0.12]);
  expect(ticks(0, 10)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(ticks(-0.2, 0.9, 3)).toEqual([-0.5, 0, 0.5, 1]);
});

it('holds any range in ascending order by few values, and a range of one value too', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-6);
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const found = ticks(low, high);
      expect(found[0]).toBeLessThanOrEqual(low + Math.abs(low) * 1e-9 + (high - low) * 1e-6);
      expect(found[found.length - 1]).toBeGreaterThanOrEqual(
        high - Math.abs(high) * 1e-9 - (high - low) * 1e-6,
      );
      expect(found.length).toBeLessThanOrEqual(9);
      expect([...found].sort((x, y) => x - y)).toEqual(found);
    }),
  );
});
