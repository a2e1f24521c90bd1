import { expect, it } from 'vitest';
import { bandOfItems, bandShares } from './popularity-bands.ts';

// 100 items: item i has 99 - i training positives, the last none.
const counts = Float64Array.from({ length: 100 }, (_, i) => 99 - i);
const bands = bandOfItems(counts);

it('divides the catalogue by place: the first item, the next 4, the next 15, the rest, the unseen', () => {
  expect([0, 1, 4, 5, 19, 20, 98, 99].map((item) => bands[item])).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
});

it('spreads each item once as the bands are wide', () => {
  expect(bandShares(bands, new Uint32Array(100).fill(1))).toEqual([0.01, 0.04, 0.15, 0.79, 0.01]);
});

it('spreads what is recommended, and nothing where nothing is', () => {
  const shown = new Uint32Array(100);
  shown[0] = 3;
  shown[99] = 1;
  expect(bandShares(bands, shown)).toEqual([0.75, 0, 0, 0, 0.25]);
  expect(bandShares(bands, new Uint32Array(100))).toEqual([0, 0, 0, 0, 0]);
});
