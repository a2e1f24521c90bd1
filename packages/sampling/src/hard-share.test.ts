import { seededRandom } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { hardCounts, hardPerRow, hardShare } from './hard-share.ts';

describe('hardShare', () => {
  const shares = (startEpoch: number, rampEpochs: number) =>
    [0, 1, 2, 3, 4].map((epoch) => hardShare({ easyPerHard: 99, startEpoch, rampEpochs }, epoch));

  it('waits, rises and stays, as in the worked example', () => {
    expect(shares(2, 1)).toEqual([0, 0, 0.005, 0.01, 0.01]);
    expect(shares(0, 0)).toEqual([0.01, 0.01, 0.01, 0.01, 0.01]);
  });

  it('keeps the ratio: 1,500 easy ones to 15 hard ones', () => {
    expect(hardPerRow(1500, hardShare({ easyPerHard: 100, startEpoch: 0, rampEpochs: 0 }, 0))).toBeCloseTo(
      15,
      9,
    );
    expect(hardPerRow(1500, 0)).toBe(0);
  });
});

describe('hardCounts', () => {
  it('rounds up as often as the fraction says', () => {
    const counts = hardCounts(20_000, 2.3, seededRandom(5));
    expect(chiSquareRatio(counts, 5, (n) => [0, 0, 0.7, 0.3, 0][n])).toBeLessThan(1);
    expect(new Set(hardCounts(100, 2, seededRandom(5)))).toEqual(new Set([2]));
    expect(new Set(hardCounts(100, 0, seededRandom(5)))).toEqual(new Set([0]));
  });
});
