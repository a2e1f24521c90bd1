import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { hardFromLog } from './hard-from-log.ts';
import { byOffsets } from './positives-by-user.ts';

function grouped(lists: number[][]) {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, u) => {
    offsets[u + 1] = offsets[u] + list.length;
  });
  return byOffsets(offsets, Int32Array.from(lists.flat()));
}

const ITEMS = 10;
const item = fc.integer({ min: 0, max: ITEMS - 1 });
const lists = fc.array(fc.array(item, { maxLength: 8 }), { minLength: 2, maxLength: 2 });

describe('hardFromLog', () => {
  it('draws as many distinct dropped items as there are, never a known positive', () => {
    const rows = fc.array(fc.record({ user: fc.integer({ min: 0, max: 1 }), own: item }), { maxLength: 5 });
    fc.assert(
      fc.property(lists, lists, rows, fc.integer({ min: 1, max: 4 }), (dropped, liked, batch, perRow) => {
        const source = hardFromLog({
          dropped: grouped(dropped),
          positives: grouped(liked),
          items: ITEMS,
          perRow,
        });
        const drawn = source.draw(
          {
            users: Int32Array.from(batch, (row) => row.user),
            positives: Int32Array.from(batch, (row) => row.own),
          },
          seededRandom(1),
        );
        batch.forEach(({ user, own }, row) => {
          const allowed = new Set(dropped[user].filter((i) => i !== own && !liked[user].includes(i)));
          const got = [...drawn.subarray(row * perRow, (row + 1) * perRow)];
          const real = got.filter((i) => i >= 0);
          expect(real.every((i) => allowed.has(i))).toBe(true);
          expect(new Set(real).size).toBe(Math.min(perRow, allowed.size));
          expect(got.slice(real.length).every((i) => i === -1)).toBe(true);
        });
      }),
    );
  });

  const dropped = { ...grouped([[1, 2, 3, 4, 5]]), times: Float64Array.of(10, 20, 20, 30, 40) };
  const none = grouped([[]]);

  it('draws nothing that was dropped after the row', () => {
    const source = hardFromLog({ dropped, positives: none, items: ITEMS, perRow: 5 });
    const at = (time: number) => {
      const rows = { users: Int32Array.of(0), positives: Int32Array.of(0), times: Float64Array.of(time) };
      return [...source.draw(rows, seededRandom(2))].filter((i) => i >= 0).sort();
    };
    expect([9, 10, 20, 100].map(at)).toEqual([[], [1], [1, 2, 3], [1, 2, 3, 4, 5]]);
  });

  it('gives nothing for a user that is not listed', () => {
    const source = hardFromLog({ dropped, positives: none, items: ITEMS, perRow: 2 });
    const rows = { users: Int32Array.of(4), positives: Int32Array.of(0), times: Float64Array.of(50) };
    expect([...source.draw(rows, seededRandom(2))]).toEqual([-1, -1]);
  });

  it('draws as many as a row wants', () => {
    const source = hardFromLog({ dropped, positives: none, items: ITEMS, perRow: 2 });
    const rows = { users: new Int32Array(3), positives: new Int32Array(3), wanted: Uint8Array.of(0, 1, 9) };
    const drawn = source.draw(rows, seededRandom(3));
    expect([...drawn].map((i) => i >= 0)).toEqual([false, false, true, false, true, true]);
  });

  it('draws what is allowed with equal probability', () => {
    const source = hardFromLog({ dropped, positives: grouped([[2]]), items: ITEMS, perRow: 1 });
    const rows = { users: new Int32Array(20_000), positives: new Int32Array(20_000).fill(5) };
    const allowed = new Set([1, 3, 4]);
    const drawn = source.draw(rows, seededRandom(4));
    expect(chiSquareRatio(drawn, ITEMS, (i) => (allowed.has(i) ? 1 / 3 : 0))).toBeLessThan(1);
  });

  it('refuses options that do not fit', () => {
    const options = { dropped, positives: none, items: ITEMS, perRow: 0 };
    expect(() => hardFromLog(options)).toThrow(/perRow >= 1/);
    const short = { ...dropped, times: new Float64Array(2) };
    expect(() => hardFromLog({ ...options, perRow: 1, dropped: short })).toThrow(/2 times for 5 items/);
  });
});

it('draws from a long list without copying it, each of what is allowed equally often', () => {
  const long = grouped([Array.from({ length: 3000 }, (_, place) => place % ITEMS)]);
  const source = hardFromLog({ dropped: long, positives: grouped([[2, 6]]), items: ITEMS, perRow: 1 });
  const drawn = source.draw(
    { users: new Int32Array(20_000), positives: new Int32Array(20_000).fill(5) },
    seededRandom(7),
  );
  const allowed = new Set([0, 1, 3, 4, 7, 8, 9]);
  expect(chiSquareRatio(drawn, ITEMS, (i) => (allowed.has(i) ? 1 / 7 : 0))).toBeLessThan(1);
  const liked = grouped([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  const none = hardFromLog({ dropped: long, positives: liked, items: ITEMS, perRow: 2 });
  const rows = { users: Int32Array.of(0), positives: Int32Array.of(0) };
  expect([...none.draw(rows, seededRandom(8))]).toEqual([-1, -1]);
});
