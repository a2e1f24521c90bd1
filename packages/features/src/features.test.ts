import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import type { Bag } from './bag.ts';
import type { Entities } from './dataset.ts';
import { encodeItem, encodeUser } from './encode-record.ts';
import { encodeEntities } from './encoded-side.ts';
import { FeaturesError } from './error.ts';
import { fitFeatures } from './fit-features.ts';
import type { FittedFeatures } from './fitted-features.ts';
import { loadFeatures, saveFeatures } from './saved-features.ts';
import { selectUsers } from './select.ts';

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

function fit(u: Entities, i: Entities, trainUsers: Uint8Array, trainItems: Uint8Array): FittedFeatures {
  return fitFeatures(schema, { users: u, items: i, trainUsers, trainItems });
}

describe('features', () => {
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

  it('refuse a history of items', () => {
    const side = { ids: ['a'], columns: {} };
    const data = { users: side, items: side, trainUsers: Uint8Array.of(1), trainItems: Uint8Array.of(1) };
    const past = { kind: 'history', length: 3, of: 'earlier' } as const;
    expect(() => fitFeatures({ ...schema, item: { ...schema.item, features: { past } } }, data)).toThrow(
      /schema\.item\.features\.past: items have no history/,
    );
  });

  it('read a history in windows, and all other items where order says nothing', () => {
    const features = {
      recent: { kind: 'history' as const, length: 3, of: 'earlier' as const },
      liked: { kind: 'history' as const, length: 8, of: 'others' as const },
    };
    const fitted = fitFeatures(
      { ...schema, user: { ...schema.user, features }, item: { ...schema.item, features: {} } },
      {
        users: { ids: ['u'], columns: {} },
        items: { ids: ['a', 'b', 'c'], columns: {} },
        trainUsers: Uint8Array.of(1),
        trainItems: Uint8Array.of(1, 1, 1),
        windows: true,
      },
    );
    expect(fitted.user.inputs).toEqual([
      { feature: 'id', table: 'user-ids' },
      { feature: 'recent.1', table: 'item-ids' },
      { feature: 'recent.2', table: 'item-ids' },
      { feature: 'recent.3', table: 'item-ids' },
      { feature: 'liked', table: 'item-ids' },
    ]);
    const rows = (history: string[]) =>
      encodeUser(loadFeatures(saveFeatures(fitted)), { id: 'u', history }).bags.map((bag) => [...bag.rows]);
    expect(rows(['c', 'a', 'b', 'b'])).toEqual([[1], [2], [2, 2], [1, 2, 2], [3, 1, 2, 2]]);
    expect(rows(['c'])).toEqual([[1], [3], [3], [3], [3]]);
    expect(rows([])).toEqual([[1], [0], [0], [0], [0]]);

    const encoded = encodeEntities(fitted.user, { ids: ['u', 'v'], columns: {} });
    const histories = {
      starts: Int32Array.of(0, 3),
      ends: Int32Array.of(3, 4),
      rows: Int32Array.of(3, 1, 2, 3),
    };
    const events = Int32Array.of(1, 2, 3);
    const random = seededRandom();
    const { bags } = selectUsers(encoded, Int32Array.of(0, 0, 1), {
      histories,
      historyEnd: events,
      others: { events, random },
    });
    const recordsOf = ({ offsets, rows: all }: Bag) =>
      [0, 1, 2].map((r) => [...all.subarray(offsets[r], offsets[r + 1])]);
    expect(recordsOf(bags[2])).toEqual([[3], [3, 1], [0]]);
    const [first, second, alone] = recordsOf(bags[4]);
    expect(new Set(first)).toEqual(new Set([3, 2]));
    expect(new Set(second)).toEqual(new Set([3, 1]));
    expect(alone).toEqual([0]);
    expect(bags[4].weights[0]).toBeCloseTo(1 / first.length);
  });

  it('open the one history of a bundle from before there could be several', () => {
    const files = {
      'user.json': '{"encoders":[],"history":{"feature":"recent","length":2}}',
      'user-ids.json': '["u"]',
      'item.json': '{"encoders":[]}',
      'item-ids.json': '["a","b"]',
    };
    const { bags } = encodeUser(loadFeatures(files), { id: 'u', history: ['a', 'a', 'b'] });
    expect(bags.map(({ rows }) => [...rows])).toEqual([[1], [1, 2]]);
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

  it('put the context after the history, in tables of its own, fitted on what the training part gives', () => {
    const { schema: withContext } = parseConfig({
      schema: {
        user: { id: 'u', features: { device: { kind: 'categorical' }, past: { kind: 'history' } } },
        item: { id: 'i' },
        context: {
          device: { kind: 'categorical' },
          price: { kind: 'numeric' },
          gone: { kind: 'text', buckets: 8 },
        },
      },
      data: { events: 'x.csv' },
    });
    const side = { ids: ['a'], columns: { device: ['tv'] } };
    const fitted = fitFeatures(withContext, {
      users: side,
      items: side,
      trainUsers: Uint8Array.of(1),
      trainItems: Uint8Array.of(1),
      context: { device: () => ['tv', 'phone'], price: () => new Set([1, 3]) },
    });
    expect(fitted.user.inputs).toEqual([
      { feature: 'id', table: 'user-ids' },
      { feature: 'device', table: 'user.device' },
      { feature: 'past', table: 'item-ids' },
      { feature: 'device', table: 'context.device' },
      { feature: 'price', table: 'context.price' },
      { feature: 'gone', table: 'context.gone' },
    ]);
    expect(fitted.item.inputs).toEqual([{ feature: 'id', table: 'item-ids' }]);
    const { bags } = encodeUser(fitted, { context: { device: 'tv', price: '3' } });
    expect(bags.slice(3).map(({ rows, weights }) => [[...rows], [...weights]])).toEqual([
      [[2], [1]],
      [
        [1, 2],
        [1, 1],
      ],
      [[0], [1]],
    ]);
  });

  it('open files from before there was a context', () => {
    const side = { ids: ['a', 'b'], columns: {} };
    const saved = saveFeatures(fit(side, side, Uint8Array.of(1, 1), Uint8Array.of(1, 1)));
    expect(saved['user.json']).not.toContain('context');
    expect(loadFeatures(saved).user.context).toEqual([]);
  });

  it('name the vector feature whose values are all of another dimension, and both dimensions', () => {
    const side = { ids: ['a', 'b', 'c'], columns: { embedding: ['[1, 2, 3]', null, [4, 5, 6]] } };
    expect(() => fit(side, side, Uint8Array.of(1, 1, 1), Uint8Array.of(1, 1, 1))).toThrow(
      new FeaturesError(
        'schema.item.features.embedding: dim is 2, but its vectors have 3 numbers; set dim: 3 or mend the column',
      ),
    );
    const one = { ...side, columns: { embedding: ['[1, 2, 3]', [1, 2], [4, 5, 6]] } };
    expect(() => fit(one, one, Uint8Array.of(1, 1, 1), Uint8Array.of(1, 1, 1))).not.toThrow();
  });
});

/** Whole numbers of a small linear congruential generator: enough to tell draws apart. */
function seededRandom() {
  let state = 1;
  return {
    integer(n: number) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    },
  };
}
