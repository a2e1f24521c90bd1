import { parseConfig } from '@twotower/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bag, TowerBatch } from './bag.ts';
import { encodeEntities } from './encoded-side.ts';
import { fitFeatures } from './fitted-features.ts';
import { buildHistories } from './histories.ts';
import { selectItems, selectUsers } from './select.ts';

const LENGTH = 2;
const { schema } = parseConfig({
  schema: {
    user: { id: 'u', features: { recent: { kind: 'history', length: LENGTH } } },
    item: { id: 'i', features: { tags: { kind: 'categories' } } },
  },
  data: { events: 'x.csv' },
});
const users = { ids: ['u0', 'u1', 'u2'], columns: {} };
const items = { ids: ['i0', 'i1', 'i2', 'i3'], columns: { tags: ['a|b|c', null, 'b', 'c|a'] } };
const fitted = fitFeatures(schema, {
  users,
  items,
  trainUsers: Uint8Array.of(1, 1, 0),
  trainItems: Uint8Array.of(1, 1, 1, 0),
});
const encodedUsers = encodeEntities(fitted.user, users);
const encodedItems = encodeEntities(fitted.item, items);
const log = fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { maxLength: 30 });

function record(bag: Bag, r: number): [number, number][] {
  const [start, end] = [bag.offsets[r], bag.offsets[r + 1]];
  return Array.from({ length: end - start }, (_, i) => [bag.rows[start + i], bag.weights[start + i]]);
}

function records({ size, bags }: TowerBatch): [number, number][][][] {
  return bags.map((bag) => Array.from({ length: size }, (_, r) => record(bag, r)));
}

describe('select', () => {
  it('cuts any items in any order, IDs hidden where asked', () => {
    const picks = fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(picks, (pairs) => {
        const indices = Int32Array.from(pairs, ([item]) => item);
        const batch = selectItems(
          encodedItems,
          indices,
          Uint8Array.from(pairs, ([, hide]) => Number(hide)),
        );
        expect(batch.size).toBe(pairs.length);
        expect(records(batch)).toEqual([
          pairs.map(([item, hide]) => [[hide ? 0 : [1, 2, 3, 0][item], 1]]),
          pairs.map(([item]) => record(encodedItems.bags[0], item)),
        ]);
      }),
    );
  });

  it('gives each event the last items of its user before it, as a search through the log does', () => {
    fc.assert(
      fc.property(log, (events) => {
        const user = Int32Array.from(events, ([u]) => u);
        const item = Int32Array.from(events, ([, i]) => i);
        const histories = buildHistories(encodedItems.idRows, users.ids.length, user, item);
        const batch = selectUsers(encodedUsers, user, { histories, historyEnd: histories.position });
        const expected = events.map(([u], e) => {
          const past = events.slice(0, e).filter(([other]) => other === u);
          const rows = past.slice(-LENGTH).map(([, i]) => encodedItems.idRows[i]);
          return rows.length === 0 ? [[0, 1]] : rows.map((row) => [row, 1 / rows.length]);
        });
        expect(records(batch)[1]).toEqual(expected);
      }),
    );
  });

  it('takes the whole history by default, and row 0 without one', () => {
    const histories = buildHistories(
      encodedItems.idRows,
      3,
      Int32Array.of(1, 0, 1, 1),
      Int32Array.of(0, 1, 2, 3),
    );
    const all = Int32Array.of(1, 2, 0);
    expect(records(selectUsers(encodedUsers, all, { histories }))[1]).toEqual([
      [
        [3, 0.5],
        [0, 0.5],
      ],
      [[0, 1]],
      [[2, 1]],
    ]);
    expect(records(selectUsers(encodedUsers, all))).toEqual([
      [[[2, 1]], [[0, 1]], [[1, 1]]],
      [[[0, 1]], [[0, 1]], [[0, 1]]],
    ]);
  });
});
