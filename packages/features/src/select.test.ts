import { parseConfig } from '@twotower/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bag, TowerBatch } from './bag.ts';
import { encodeContext, selectContext } from './encoded-context.ts';
import { encodeEntities } from './encoded-side.ts';
import { FeaturesError } from './error.ts';
import { fitFeatures } from './fit-features.ts';
import type { Histories } from './histories.ts';
import { featureBag, selectItems, selectUsers } from './select.ts';

const LENGTH = 2;
const { schema } = parseConfig({
  schema: {
    user: { id: 'u', features: { recent: { kind: 'history', length: LENGTH } } },
    item: { id: 'i', features: { tags: { kind: 'categories' }, size: { kind: 'categorical' } } },
    context: { device: { kind: 'categorical' }, hour: { kind: 'time', column: 'at' } },
  },
  data: { events: 'x.csv' },
});
const users = { ids: ['u0', 'u1', 'u2'], columns: {} };
const items = {
  ids: ['i0', 'i1', 'i2', 'i3'],
  columns: { tags: ['a|b|c', null, 'b', 'c|a'], size: ['s', 'l', null, 's'] },
};
const dictionaries = { device: ['tv', 'phone', 'fridge'] };
const fitted = fitFeatures(schema, {
  users,
  items,
  trainUsers: Uint8Array.of(1, 1, 0),
  trainItems: Uint8Array.of(1, 1, 1, 0),
  context: { device: () => ['phone', 'tv', 'tv'] },
});
const encodedUsers = encodeEntities(fitted.user, users);
const encodedItems = encodeEntities(fitted.item, items);
const encodedContext = encodeContext(fitted.user, dictionaries);
const MISSING = [[0, 1]];

function record(bag: Bag, r: number): [number, number][] {
  const [start, end] = [bag.offsets[r], bag.offsets[r + 1]];
  return Array.from({ length: end - start }, (_, i) => [bag.rows[start + i], bag.weights[start + i]]);
}

function records({ size, bags }: TowerBatch): [number, number][][][] {
  return bags.map((bag) => Array.from({ length: size }, (_, r) => record(bag, r)));
}

/** The log of `user` and `item`, by user, as rows of the item's ID table. */
function historiesOf(user: readonly number[], item: readonly number[]): Histories {
  const counts = users.ids.map((_, u) => user.filter((other) => other === u).length);
  const ends = Int32Array.from(counts, (_, u) => counts.slice(0, u + 1).reduce((sum, n) => sum + n, 0));
  return {
    starts: Int32Array.from(counts, (n, u) => ends[u] - n),
    ends,
    rows: Int32Array.from(item, (i) => encodedItems.idRows[i]),
  };
}

describe('selectItems', () => {
  it('cuts any items in any order, IDs and features hidden where asked', () => {
    const picks = fc.array(fc.tuple(fc.nat(3), fc.nat(1), fc.nat(1), fc.nat(1)), { maxLength: 12 });
    fc.assert(
      fc.property(picks, (rows) => {
        const indices = Int32Array.from(rows, ([item]) => item);
        const hideId = Uint8Array.from(rows, ([, id]) => id);
        const hideFeatures = Uint8Array.from(rows.flatMap(([, , tags, size]) => [tags, size]));
        const batch = selectItems(encodedItems, indices, hideId, hideFeatures);
        expect(batch.size).toBe(rows.length);
        expect(records(batch)).toEqual([
          rows.map(([item, id]) => [[id ? 0 : [1, 2, 3, 0][item], 1]]),
          rows.map(([item, , tags]) => (tags ? MISSING : record(featureBag(encodedItems, 0), item))),
          rows.map(([item, , , size]) => (size ? MISSING : record(featureBag(encodedItems, 1), item))),
        ]);
      }),
    );
  });
});

describe('selectUsers', () => {
  it('gives each event the last items of its user before it, as a search through the log does', () => {
    const log = fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { maxLength: 30 });
    fc.assert(
      fc.property(log, (unordered) => {
        const events = unordered.toSorted(([a], [b]) => a - b);
        const user = events.map(([u]) => u);
        const item = events.map(([, i]) => i);
        const batch = selectUsers(encodedUsers, Int32Array.from(user), {
          histories: historiesOf(user, item),
          historyEnd: Int32Array.from(events.keys()),
        });
        const expected = events.map(([u], e) => {
          const past = events.slice(0, e).filter(([other]) => other === u);
          const rows = past.slice(-LENGTH).map(([, i]) => encodedItems.idRows[i]);
          return rows.length === 0 ? MISSING : rows.map((row) => [row, 1 / rows.length]);
        });
        expect(records(batch)[1]).toEqual(expected);
      }),
    );
  });

  it('takes the whole history by default, and row 0 without one', () => {
    const histories = historiesOf([0, 1, 1, 1], [1, 0, 2, 3]);
    const all = Int32Array.of(1, 2, 0);
    expect(records(selectUsers(encodedUsers, all, { histories }))[1]).toEqual([
      [
        [3, 0.5],
        [0, 0.5],
      ],
      [[0, 1]],
      [[2, 1]],
    ]);
    const nothing = [MISSING, MISSING, MISSING];
    expect(records(selectUsers(encodedUsers, all))).toEqual([
      [[[2, 1]], [[0, 1]], [[1, 1]]],
      nothing,
      nothing,
      nothing,
    ]);
  });
});

describe('selectContext', () => {
  const midnight = Date.UTC(2026, 0, 5);
  const columns = {
    device: Int32Array.of(0, 1, 2, -1),
    at: Float64Array.of(midnight, Number.NaN, midnight, midnight),
  };

  it('gives events their values, in the order of the inputs, hidden ones and missing ones row 0', () => {
    const indices = Int32Array.of(3, 0, 1, 2, 0);
    const hide = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 0);
    const context = selectContext(encodedContext, columns, indices, hide);
    const [device, hour] = context.map((bag) => Array.from(indices, (_, r) => record(bag, r)));
    expect(device).toEqual([MISSING, [[2, 1]], [[1, 1]], MISSING, MISSING]);
    const rows = hour.map((entries) => entries.map(([row]) => row));
    expect(rows).toEqual([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [0], [0], [1, 2, 3, 4, 5]]);
    const { bags } = selectUsers(encodedUsers, Int32Array.of(0, 0, 0, 0, 0), { context });
    expect(bags.slice(2)).toEqual(context);
    expect(fitted.user.inputs.slice(2).map(({ table }) => table)).toEqual(['context.device', 'context.hour']);
  });

  it('takes a missing column as missing values, and refuses codes without a dictionary', () => {
    for (const bag of selectContext(encodedContext, {}, Int32Array.of(0, 1))) {
      expect([record(bag, 0), record(bag, 1)]).toEqual([MISSING, MISSING]);
    }
    const without = encodeContext(fitted.user, {});
    expect(() => selectContext(without, columns, Int32Array.of(0))).toThrow(FeaturesError);
    expect(() => selectContext(without, columns, Int32Array.of(0))).toThrow(
      /schema\.context\.device: the codes of "device" have no dictionary/,
    );
  });
});
