import { parseConfig } from '@twotower/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TowerBatch } from './bag.ts';
import type { Entities, RawValue } from './dataset.ts';
import { encodeItem, encodeUser } from './encode-record.ts';
import { encodeEntities } from './encoded-side.ts';
import { FeaturesError } from './error.ts';
import { type FittedFeatures, fitFeatures } from './fitted-features.ts';
import { buildHistories } from './histories.ts';
import { loadFeatures, saveFeatures } from './saved-features.ts';
import { selectItems, selectUsers } from './select.ts';

const { schema } = parseConfig({
  schema: {
    user: {
      id: 'u',
      features: {
        age: { kind: 'numeric' },
        income: { kind: 'numeric', transform: 'log' },
        rank: { kind: 'numeric', transform: 'quantile' },
        gender: { kind: 'categorical' },
        joined: { kind: 'time' },
        recent: { kind: 'history', length: 3 },
      },
    },
    item: {
      id: 'i',
      features: {
        genres: { kind: 'categories' },
        title: { kind: 'text', buckets: 64 },
        embedding: { kind: 'vector', dim: 2 },
      },
    },
  },
  data: { events: 'x.csv' },
});

const scalar: fc.Arbitrary<RawValue> = fc.oneof(
  fc.constantFrom<RawValue>(null, undefined, '', 'a', 'b', 'drama|comedy', 'Ärger im Paradies', '12.5', true),
  fc.double({ noNaN: false }),
  fc.array(fc.oneof(fc.double(), fc.constantFrom('a', 'b')), { maxLength: 3 }),
);

function entities(prefix: string, columns: readonly string[], size = 5): fc.Arbitrary<Entities> {
  return fc
    .tuple(...columns.map(() => fc.array(scalar, { minLength: size, maxLength: size })))
    .map((values) => ({
      ids: Array.from({ length: size }, (_, i) => `${prefix}${i}`),
      columns: Object.fromEntries(columns.map((column, c) => [column, values[c]])),
    }));
}

const users = entities('u', ['age', 'income', 'rank', 'gender', 'joined']);
const items = entities('i', ['genres', 'title', 'embedding']);
const mask = fc.uint8Array({ min: 0, max: 1, minLength: 5, maxLength: 5 });

function bytes(batch: TowerBatch): unknown {
  return batch.bags.map((bag) =>
    [bag.offsets, bag.rows, bag.weights].map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength).toString('hex'),
    ),
  );
}

function recordOf({ columns }: Entities, row: number) {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]]));
}

function fit(u: Entities, i: Entities, trainUsers: Uint8Array, trainItems: Uint8Array): FittedFeatures {
  return fitFeatures(schema, { users: u, items: i, trainUsers, trainItems });
}

describe('features', () => {
  it('encode a record to the same bytes in training and in serving', () => {
    const events = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 20 });
    fc.assert(
      fc.property(users, items, mask, mask, events, (u, i, tu, ti, pairs) => {
        const fitted = fit(u, i, tu, ti);
        const encodedItems = encodeEntities(fitted.item, i);
        const encodedUsers = encodeEntities(fitted.user, u);
        const histories = buildHistories(
          encodedItems.idRows,
          5,
          Int32Array.from(pairs, ([user]) => user),
          Int32Array.from(pairs, ([, item]) => item),
        );
        for (let row = 0; row < 5; row++) {
          const history = pairs.filter(([user]) => user === row).map(([, item]) => `i${item}`);
          expect(bytes(encodeUser(fitted, { id: `u${row}`, features: recordOf(u, row), history }))).toEqual(
            bytes(selectUsers(encodedUsers, Int32Array.of(row), { histories })),
          );
          expect(bytes(encodeItem(fitted, { id: `i${row}`, features: recordOf(i, row) }))).toEqual(
            bytes(selectItems(encodedItems, Int32Array.of(row))),
          );
        }
      }),
    );
  });

  it('encode the same after saving and loading, and save to the same text', () => {
    fc.assert(
      fc.property(users, items, mask, mask, (u, i, tu, ti) => {
        const fitted = fit(u, i, tu, ti);
        const loaded = loadFeatures(saveFeatures(fitted));
        expect(saveFeatures(loaded)).toEqual(saveFeatures(fitted));
        expect(loaded.tables).toEqual(fitted.tables);
        const all = Int32Array.of(0, 1, 2, 3, 4);
        expect(bytes(selectItems(encodeEntities(loaded.item, i), all))).toEqual(
          bytes(selectItems(encodeEntities(fitted.item, i), all)),
        );
        expect(bytes(selectUsers(encodeEntities(loaded.user, u), all))).toEqual(
          bytes(selectUsers(encodeEntities(fitted.user, u), all)),
        );
        const record = { id: 'u1', features: recordOf(u, 1), history: ['i0', 'new', 'i3', 'i4'] };
        expect(bytes(encodeUser(loaded, record))).toEqual(bytes(encodeUser(fitted, record)));
      }),
    );
  });

  it('stay within the rows of their tables, with finite weights', () => {
    fc.assert(
      fc.property(users, items, mask, mask, (u, i, tu, ti) => {
        const fitted = fit(u, i, tu, ti);
        const rowsOf = new Map(fitted.tables.map(({ name, rows }) => [name, rows]));
        for (const [side, batch] of [
          [fitted.user, selectUsers(encodeEntities(fitted.user, u), Int32Array.of(0, 1, 2, 3, 4))],
          [fitted.item, selectItems(encodeEntities(fitted.item, i), Int32Array.of(0, 1, 2, 3, 4))],
        ] as const) {
          expect(batch.bags).toHaveLength(side.inputs.length);
          batch.bags.forEach((bag, input) => {
            expect(Math.max(...bag.rows)).toBeLessThan(rowsOf.get(side.inputs[input].table) ?? 0);
            expect(Math.min(...bag.rows)).toBeGreaterThanOrEqual(0);
            expect(bag.weights.every(Number.isFinite)).toBe(true);
          });
        }
      }),
    );
  });

  it('give an ID row only to entities of the training part', () => {
    const side = { ids: ['a', 'b'], columns: {} };
    const fitted = fit(side, side, Uint8Array.of(0, 1), Uint8Array.of(1, 0));
    expect([fitted.user.ids.row('a'), fitted.user.ids.row('b')]).toEqual([0, 1]);
    expect([fitted.item.ids.row('a'), fitted.item.ids.row('b')]).toEqual([1, 0]);
  });

  it('send a missing id, column or record through row 0, whatever the column is called', () => {
    const odd = parseConfig({
      schema: {
        user: { id: 'u' },
        item: { id: 'i', features: { constructor: { kind: 'text', buckets: 8 } } },
      },
      data: { events: 'x.csv' },
    });
    const side = { ids: ['', 'b'], columns: {} };
    const fitted = fitFeatures(odd.schema, {
      users: side,
      items: side,
      trainUsers: Uint8Array.of(1, 1),
      trainItems: Uint8Array.of(1, 1),
    });
    expect(encodeItem(fitted, {}).bags.map(({ rows }) => [...rows])).toEqual([[0], [0]]);
    expect(encodeItem(fitted, { id: 'new' }).bags.map(({ rows }) => [...rows])).toEqual([[0], [0]]);
    expect(encodeItem(fitted, { id: 'b', features: {} }).bags.map(({ rows }) => [...rows])).toEqual([
      [2],
      [0],
    ]);
  });

  it('refuse a history of items and a second history of users', () => {
    const side = { ids: ['a'], columns: {} };
    const data = { users: side, items: side, trainUsers: Uint8Array.of(1), trainItems: Uint8Array.of(1) };
    const history = { kind: 'history' as const, length: 3 };
    expect(() =>
      fitFeatures({ ...schema, item: { ...schema.item, features: { past: history } } }, data),
    ).toThrow(/schema\.item\.features\.past: items have no history/);
    expect(() =>
      fitFeatures({ ...schema, user: { ...schema.user, features: { a: history, b: history } } }, data),
    ).toThrow(/schema\.user\.features\.b: 'a' is a history already/);
  });

  it('name the file that is missing or broken', () => {
    const side = { ids: ['a', 'b'], columns: {} };
    const saved = saveFeatures(fit(side, side, Uint8Array.of(1, 1), Uint8Array.of(1, 1)));
    const { 'item.json': _, ...rest } = saved;
    expect(() => loadFeatures(rest)).toThrow(
      new FeaturesError('features/item.json is missing; restore the bundle or train anew'),
    );
    expect(() => loadFeatures({ ...saved, 'user.json': '{' })).toThrow(/features\/user.json is no JSON/);
    expect(() =>
      loadFeatures({
        ...saved,
        'user.json': '{"encoders":[{"feature":"x","column":"x","state":{"kind":"tree"}}]}',
      }),
    ).toThrow(/^features\/user\.json: 'x': kind: .*; restore the bundle or train anew$/);
  });
});

describe('histories', () => {
  it('show each event only what came before it, the last items first dropped', () => {
    const user = Int32Array.of(0, 1, 0, 0, 0, 0);
    const item = Int32Array.of(0, 1, 1, 2, 0, 1);
    const side = { ids: ['a', 'b', 'c'], columns: {} };
    const fitted = fit(side, side, Uint8Array.of(1, 1, 1), Uint8Array.of(1, 1, 1));
    const encoded = encodeEntities(fitted.user, side);
    const histories = buildHistories(encodeEntities(fitted.item, side).idRows, 3, user, item);
    const { bags } = selectUsers(encoded, user, { histories, historyEnd: histories.position });
    const last = bags[bags.length - 1];
    const perEvent = [...user].map((_, e) => [...last.rows.subarray(last.offsets[e], last.offsets[e + 1])]);
    expect(perEvent).toEqual([[0], [0], [1], [1, 2], [1, 2, 3], [2, 3, 1]]);
    expect([...last.weights.subarray(last.offsets[3], last.offsets[4])]).toEqual([0.5, 0.5]);
  });

  it('hide IDs behind row 0 where asked', () => {
    const side = { ids: ['a', 'b'], columns: {} };
    const fitted = fit(side, side, Uint8Array.of(1, 1), Uint8Array.of(1, 1));
    const { bags } = selectItems(encodeEntities(fitted.item, side), Int32Array.of(0, 1), Uint8Array.of(1, 0));
    expect([...bags[0].rows]).toEqual([0, 2]);
  });
});
