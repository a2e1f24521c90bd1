import { expect, it } from 'vitest';
import { affordsStanding, minutesFor, promoted, rungsFor, trialsFor } from './rungs.ts';

it('has rungs of 3, 9 and 27 epochs, and longer ones for a config that trains longer', () => {
  expect(rungsFor(20)).toEqual([3, 9, 27]);
  expect(rungsFor(90)).toEqual([10, 30, 90]);
});

it('plans as many trials as the time allows, at least 3, each going on where it stood', () => {
  // 10 minutes at 1 s an epoch: 600 epochs, 24 of them for the other rungs of trial 0, 3 + 6 / 3 + 18 / 9 a trial.
  expect(trialsFor(10, 1, [3, 9, 27], true)).toBe(81);
  expect(trialsFor(5, 1, [3, 9, 27], true)).toBe(39);
  expect(trialsFor(5, 1, [3, 9, 27], false)).toBe(42);
  expect(trialsFor(10, 60, [3, 9, 27], true)).toBe(3);
  expect(minutesFor(39, 1, [3, 9, 27])).toBeCloseTo(273 / 60);
});

it('affords the config as it stands all rungs where they take a fifth of the time at most', () => {
  expect(affordsStanding(10, 4, [3, 9, 27])).toBe(true);
  expect(affordsStanding(10, 5, [3, 9, 27])).toBe(false);
});

it('promotes the best third, and the config as it stands where it is to go on always', () => {
  expect(promoted([5, 3, 0, 1, 2, 4], true)).toEqual([5, 3, 0]);
  expect(promoted([5, 3, 0, 1, 2, 4], false)).toEqual([5, 3]);
  expect(promoted([0, 3, 5, 1, 2, 4], true)).toEqual([0, 3]);
  expect(promoted([4, 3], true)).toEqual([4]);
});
