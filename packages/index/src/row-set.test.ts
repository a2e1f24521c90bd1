import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowSet } from './row-set.ts';

const rowsOf = (set: RowSet) =>
  Array.from({ length: set.size }, (_, row) => row).filter((row) => set.has(row));

it('is a set', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.array(fc.nat(99)), fc.array(fc.nat(99)), (size, some, others) => {
      const a = new Set(some.filter((row) => row < size));
      const b = new Set(others.filter((row) => row < size));
      const [x, y] = [RowSet.of(size, (row) => a.has(row)), RowSet.of(size, (row) => b.has(row))];
      const all = Array.from({ length: size }, (_, row) => row);
      expect(rowsOf(x)).toEqual(all.filter((row) => a.has(row)));
      expect(rowsOf(x.and(y))).toEqual(all.filter((row) => a.has(row) && b.has(row)));
      expect(rowsOf(x.or(y))).toEqual(all.filter((row) => a.has(row) || b.has(row)));
      expect(rowsOf(x.not())).toEqual(all.filter((row) => !a.has(row)));
      for (const other of [0, 31, 64, 120]) {
        expect(rowsOf(x.resized(other))).toEqual(all.filter((row) => a.has(row) && row < other));
      }
      expect([x.count, x.not().count, RowSet.all(size).count]).toEqual([a.size, size - a.size, size]);
    }),
  );
});

it('counts anew after a change, and a copy is another set', () => {
  const set = RowSet.none(70);
  expect(set.count).toBe(0);
  set.add(69);
  const copy = set.copy();
  set.add(31);
  expect([set.count, copy.count]).toEqual([2, 1]);
  set.delete(69);
  expect(rowsOf(set)).toEqual([31]);
});
