import { expect, it } from 'vitest';
import { drawCurve } from './draw-curve.ts';

it('draws both axes on log scales, the lowest value still visible', () => {
  const curve = [
    { rank: 1, positives: 1023 },
    { rank: 10, positives: 31 },
    { rank: 100, positives: 1 },
    { rank: 1000, positives: 0 },
  ];
  // log2(1 + x) is 10, 5, 1 and 0 of 10: two rows, one row, a fifth of a row and nothing.
  expect(drawCurve(curve, 2, 10)).toEqual(['1,023 │███', '      │██████▂▂▂', '      └1──10─100─']);
});

it('draws a single item, and nothing without items', () => {
  expect(drawCurve([{ rank: 1, positives: 3 }], 1, 4)).toEqual(['3 │████', '  └1───']);
  expect(drawCurve([])).toEqual([]);
});
