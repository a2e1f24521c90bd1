import { seededRandom } from '@twotower/core';
import { expect, it } from 'vitest';
import { shiftOf } from './feature-shifts.ts';

const ones = (length: number) => new Float64Array(length).fill(1);

it('is nothing for equal distributions, whatever the values are', () => {
  const words = Array.from({ length: 3000 }, (_, i) => ['AT', 'DE', 'FR'][i % 3]);
  expect(shiftOf(words, ones(3000), ones(3000))).toEqual({ psi: 0, missing: { before: 0, now: 0 } });
  const random = seededRandom(1);
  const numbers = Array.from({ length: 4000 }, () => random.next());
  const half = (first: boolean) => Float64Array.from(numbers, (_, i) => (first === i < 2000 ? 1 : 0));
  expect(shiftOf(numbers, half(true), half(false)).psi).toBeLessThan(0.01);
});

it('is the sum over bins, for words and for numbers alike', () => {
  // From 50 : 50 to 80 : 20: .3 ln(.8 / .5) + -.3 ln(.2 / .5) = .416.
  const expected = 0.3 * Math.log(1.6) - 0.3 * Math.log(0.4);
  const before = Float64Array.of(5000, 5000);
  const now = Float64Array.of(8000, 2000);
  expect(shiftOf(['a', 'b'], before, now).psi).toBeCloseTo(expected, 2);
  expect(shiftOf(['1', '2.5'], before, now).psi).toBeCloseTo(expected, 2);
});

it('counts missing values as a bin of their own, and new values as all else', () => {
  const { psi, missing } = shiftOf(
    ['a', null, ''],
    Float64Array.of(900, 100, 0),
    Float64Array.of(500, 0, 500),
  );
  expect(missing).toEqual({ before: 0.1, now: 0.5 });
  expect(psi).toBeGreaterThan(0.5);
  expect(shiftOf(['a', 'b'], Float64Array.of(1000, 0), Float64Array.of(0, 1000)).psi).toBeGreaterThan(5);
});

it('weighs users by their events', () => {
  expect(shiftOf(['a', 'b'], Float64Array.of(990, 10), Float64Array.of(990, 10)).psi).toBe(0);
});
