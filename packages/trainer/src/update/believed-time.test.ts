import { expect, it } from 'vitest';
import { believedTime } from './believed-time.ts';

const day = 86_400_000;

it('takes the newest time that is not beyond a day after arrival, and never goes back', () => {
  expect(believedTime(Float64Array.of(5, 7, 9 * day), 10, 3)).toBe(7);
  expect(believedTime(Float64Array.of(1), 10, 3)).toBe(3);
  expect(believedTime(Float64Array.of(Number.NaN), 10, undefined)).toBeUndefined();
});

it('believes a log whose clock runs ahead as a whole', () => {
  expect(believedTime(Float64Array.of(9 * day), 10, 8 * day)).toBe(9 * day);
});
