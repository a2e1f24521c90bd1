import { expect, it } from 'vitest';
import { promoted, rungsFor, trialsFor } from './rungs.ts';

it('has rungs of 3, 9 and 27 epochs, and longer ones for a config that trains longer', () => {
  expect(rungsFor(20)).toEqual([3, 9, 27]);
  expect(rungsFor(90)).toEqual([10, 30, 90]);
});

it('plans as many trials as the time allows, at least 3', () => {
  // 10 minutes at 1 s an epoch: 600 epochs, 36 of them for trial 0, 9 a trial.
  expect(trialsFor(10, 1, [3, 9, 27])).toBe(62);
  expect(trialsFor(10, 60, [3, 9, 27])).toBe(3);
  expect(trialsFor(1000, 1, [3, 9, 27])).toBe(81);
});

it('promotes the best third, and the config as it stands', () => {
  expect(promoted([5, 3, 0, 1, 2, 4])).toEqual([5, 3, 0]);
  expect(promoted([0, 3, 5, 1, 2, 4])).toEqual([0, 3]);
  expect(promoted([4, 3])).toEqual([4]);
});
