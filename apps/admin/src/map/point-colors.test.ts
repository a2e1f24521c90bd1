import { expect, it } from 'vitest';
import { pointColors } from './point-colors.ts';

it('colours numbers by fifths of the points, and what has none in grey', () => {
  const { entries, colors } = pointColors([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, null]);
  expect(entries.map(({ label }) => label)).toEqual([
    '1 to 2',
    '3 to 4',
    '5 to 6',
    '7 to 8',
    '9 to 10',
    'none',
  ]);
  expect([...colors.subarray(0, 3)]).toEqual([...entries[0].color]);
  expect([...colors.subarray(40, 43)]).toEqual([134, 142, 150]);
  expect(pointColors([5, 5, 5]).entries).toHaveLength(1);
});

it('colours words by kind, the rare ones together', () => {
  const words = [...'aaabbcdefghij'];
  const { entries } = pointColors(words);
  expect(entries.map(({ label }) => label)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'others']);
  expect(pointColors([true, false, null]).entries.map(({ label }) => label)).toEqual([
    'true',
    'false',
    'others',
  ]);
  expect(pointColors([])).toEqual({ colors: new Uint8Array(), entries: [] });
});
