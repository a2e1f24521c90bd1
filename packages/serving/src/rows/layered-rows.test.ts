import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredRows } from './layered-rows.ts';

const dim = 2;
const change = fc.uniqueArray(fc.record({ row: fc.nat(40), value: fc.float({ noNaN: true }) }), {
  selector: ({ row }) => row,
  maxLength: 30,
});

it('has what an array has that is written to, and every earlier state stays as it was', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const array = new Map(Array.from({ length: 20 }, (_, row) => [row, [row, -row]]));
      let rows = LayeredRows.over(Float32Array.from([...array.values()].flat()), dim);
      const states = [{ rows, size: 20, expected: new Map(array) }];
      for (const one of changes) {
        rows = rows.with(
          Int32Array.from(one, ({ row }) => row),
          Float32Array.from(one.flatMap(({ value }) => [value, value / 2])),
        );
        for (const { row, value } of one) array.set(row, [Math.fround(value), Math.fround(value / 2)]);
        const size = [...array.keys()].reduce((most, row) => Math.max(most, row + 1), 0);
        states.push({ rows, size, expected: new Map(array) });
      }
      for (const state of states) {
        expect(state.rows.size).toBe(state.size);
        for (let row = 0; row < state.size; row++) {
          expect(Array.from(state.rows.row(row))).toEqual(state.expected.get(row) ?? [0, 0]);
        }
      }
    }),
  );
});

it('lets go of values that hold no more', () => {
  let rows = LayeredRows.over(new Float32Array(8), dim);
  for (let round = 0; round < 5000; round++) {
    rows = rows.with(Int32Array.of(round % 4), Float32Array.of(round, round));
  }
  expect(Array.from([0, 1, 2, 3], (row) => rows.row(row)[0])).toEqual([4996, 4997, 4998, 4999]);
});
