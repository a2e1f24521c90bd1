import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { hardFromIndex, type RankedLists } from './hard-from-index.ts';

const ITEMS = 12;
const positives = { starts: Int32Array.of(0, 2), ends: Int32Array.of(2, 2), items: Int32Array.of(4, 6) };
const ranking = Array.from({ length: ITEMS }, (_, i) => i);
const byUser: RankedLists = {
  by: 'user',
  items: Int32Array.from([...ranking, ...ranking.toReversed()]),
  width: ITEMS,
};

const drawn = (lists: RankedLists, ranks: [number, number], perRow: number, users = [0, 1]) =>
  hardFromIndex({ lists: () => lists, ranks, positives, items: ITEMS, perRow }).draw(
    { users: Int32Array.from(users), positives: new Int32Array(users.length).fill(5) },
    seededRandom(1),
  );

describe('hardFromIndex', () => {
  it('draws from the window of ranks what is no known positive', () => {
    const got = drawn(byUser, [4, 8], 5);
    expect([...got.subarray(0, 5)].sort((a, b) => a - b)).toEqual([-1, -1, -1, 3, 7]);
    expect([...got.subarray(5)].sort((a, b) => a - b)).toEqual([-1, 4, 6, 7, 8]);
  });

  it('takes lists by row, cut to a window, padded', () => {
    const window: RankedLists = {
      by: 'row',
      items: Int32Array.of(1, 2, 3, 8, -1, -1),
      width: 3,
      firstRank: 101,
    };
    const got = drawn(window, [102, 500], 2, [1, 1]);
    expect(new Set(got.subarray(0, 2))).toEqual(new Set([2, 3]));
    expect([...got.subarray(2)]).toEqual([-1, -1]);
  });

  it('gives nothing where the lists end before the window', () => {
    expect([...drawn(byUser, [101, 500], 1)]).toEqual([-1, -1]);
  });

  it('gives nothing for a user that came after the lists were made', () => {
    expect([...drawn(byUser, [1, 3], 2, [0, 7])].slice(2)).toEqual([-1, -1]);
  });

  it('asks for the lists of the users at hand', () => {
    const asked: number[][] = [];
    const lists = (users: Int32Array) => {
      asked.push([...users]);
      return byUser;
    };
    const source = hardFromIndex({ lists, ranks: [1, 3], positives, items: ITEMS, perRow: 1 });
    source.draw({ users: Int32Array.of(1, 0, 1), positives: new Int32Array(3) }, seededRandom(1));
    expect(asked).toEqual([[1, 0, 1]]);
  });

  it('draws each allowed item of the window with equal probability', () => {
    const users = new Array(20_000).fill(0);
    const allowed = new Set([2, 3, 7]);
    expect(
      chiSquareRatio(drawn(byUser, [3, 8], 1, users), ITEMS, (i) => (allowed.has(i) ? 1 / 3 : 0)),
    ).toBeLessThan(1);
  });

  it('never leaves the window nor repeats an item', () => {
    const window = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(window, fc.integer({ min: 1, max: 6 }), ([from, more], perRow) => {
        const got = [...drawn(byUser, [from, from + more], perRow)].slice(0, perRow);
        const allowed = ranking.slice(from - 1, from + more).filter((i) => ![4, 5, 6].includes(i));
        const real = got.filter((i) => i >= 0);
        expect(new Set(real).size).toBe(Math.min(perRow, allowed.length));
        expect(real.every((i) => allowed.includes(i))).toBe(true);
      }),
    );
  });

  it('refuses ranks that are no window', () => {
    expect(() => drawn(byUser, [0, 5], 1)).toThrow(/1 <= from <= to/);
    expect(() => drawn(byUser, [9, 5], 1)).toThrow(/\[9, 5\]/);
    expect(() => drawn(byUser, [1, 5], 0)).toThrow(/perRow >= 1/);
  });
});
