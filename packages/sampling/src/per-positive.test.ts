import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { drawPerPositive } from './per-positive.ts';

describe('drawPerPositive', () => {
  it('draws distinct columns, as many as there are, never the positive nor a hit', () => {
    const size = fc.record({
      rows: fc.integer({ min: 1, max: 4 }),
      more: fc.integer({ min: 0, max: 12 }),
      perRow: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(size, fc.infiniteStream(fc.boolean()), ({ rows, more, perRow }, stream) => {
        const columns = rows + more;
        const hits: number[] = [];
        const allowed = Array.from({ length: rows }, (_, row) => {
          const free = new Set<number>();
          for (let column = 0; column < columns; column++) {
            if (column === row) continue;
            if (stream.next().value) hits.push(row, column);
            else free.add(column);
          }
          return free;
        });
        const options = { rows, columns, perRow, hits: Int32Array.from(hits) };
        const drawn = drawPerPositive(options, seededRandom(9));
        allowed.forEach((free, row) => {
          const got = [...drawn.subarray(row * perRow, (row + 1) * perRow)];
          const real = got.filter((column) => column >= 0);
          expect(real.every((column) => free.has(column))).toBe(true);
          expect(new Set(real).size).toBe(Math.min(perRow, free.size));
          expect(got.slice(real.length).every((column) => column === -1)).toBe(true);
        });
        expect(drawPerPositive(options, seededRandom(9))).toEqual(drawn);
      }),
    );
  });

  it.each([
    ['few of many', 40],
    ['many of few', 6],
  ])('draws all free columns with equal probability: %s', (_, columns) => {
    const hits = Int32Array.of(0, 2, 0, 3);
    const random = seededRandom(10);
    const drawn: number[] = [];
    for (let round = 0; round < 8000; round++) {
      // One draw of the two a row: draws of one row exclude each other, so they are not independent.
      drawn.push(drawPerPositive({ rows: 1, columns, perRow: 2, hits }, random)[round % 2]);
    }
    const free = columns - 3;
    expect(chiSquareRatio(drawn, columns, (c) => ([0, 2, 3].includes(c) ? 0 : 1 / free))).toBeLessThan(1);
  });
});
