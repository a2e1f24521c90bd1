import { expect, it } from 'vitest';
import { meanRow, provisionalRows } from './provisional-rows.ts';

const table = { dim: 2, rows: 4, values: Float32Array.of(9, 9, 1, 0, 3, 0, 0, 6) };

/** Items of one feature: the known ones 0 and 1 share value 1, item 2 has value 2; 3 to 5 are new, of values 1, none and 3. */
const encoded = {
  idRows: Int32Array.of(1, 2, 3, 0, 0, 0),
  features: 1,
  records: {
    offsets: Int32Array.of(0, 1, 2, 3, 4, 5, 6),
    rows: Int32Array.of(1, 1, 2, 1, 0, 3),
    weights: new Float32Array(6).fill(1),
  },
};

it('begins a row where those of the same value stand, and where nothing is known with the row for that', () => {
  const unknown = Float32Array.of(9, 9);
  expect(provisionalRows(encoded, table, [3, 4, 5], unknown)).toEqual([
    Float32Array.of(2, 0),
    Float32Array.of(9, 9),
    Float32Array.of(9, 9),
  ]);
});

it('knows the mean of all rows but the one for unknown IDs', () => {
  expect([...meanRow(table)]).toEqual([Math.fround(4 / 3), 2]);
});
