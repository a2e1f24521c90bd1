import { seededRandom } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { hardCounts } from './hard-counts.ts';

describe('hardCounts', () => {
  it('rounds up as often as the fraction says', () => {
    const counts = hardCounts(20_000, 2.3, seededRandom(5));
    expect(chiSquareRatio(counts, 5, (n) => [0, 0, 0.7, 0.3, 0][n])).toBeLessThan(1);
    expect(new Set(hardCounts(100, 2, seededRandom(5)))).toEqual(new Set([2]));
    expect(new Set(hardCounts(100, 0, seededRandom(5)))).toEqual(new Set([0]));
  });
});
