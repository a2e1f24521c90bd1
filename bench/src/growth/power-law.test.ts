import { expect, it } from 'vitest';
import { powerLaw } from './power-law.ts';

it('finds the power that made the values', () => {
  const sizes = [1, 10, 100, 1000];
  for (const power of [0.5, 1, 2]) {
    const { slope, explained } = powerLaw(
      sizes,
      sizes.map((size) => 3 * size ** power),
    );
    expect(slope).toBeCloseTo(power, 10);
    expect(explained).toBeCloseTo(1, 10);
  }
  expect(powerLaw(sizes, [5, 5, 5, 5])).toEqual({ slope: 0, explained: 1 });
});
