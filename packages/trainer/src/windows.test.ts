import { seededRandom } from '@twotower/core';
import { encodeEntities, fitFeatures } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DroppedSource } from './dropped-events.ts';
import { positivesFrom } from './positives.ts';
import { createWindows } from './windows.ts';

const ITEMS = 6;
const { schema } = parseConfig({
  schema: { user: { id: 'u' }, item: { id: 'i' } },
  data: { events: 'log.csv' },
});
const items = { ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`), columns: {} };
const users = { ids: ['u'], columns: {} };
const fitted = fitFeatures(schema, {
  users,
  items,
  trainUsers: Uint8Array.of(1),
  trainItems: new Uint8Array(ITEMS).fill(1),
});
const encodedItems = encodeEntities(fitted.item, items);

const logs = fc.array(fc.array(fc.integer({ min: 0, max: ITEMS - 1 }), { maxLength: 9 }), {
  minLength: 1,
  maxLength: 12,
});

describe('the windows of an epoch', () => {
  it('hold every positive once, whole users with their order, whatever their size', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 40 }), fc.integer(), (lists, size, seed) => {
        const positives = positivesFrom(lists);
        const windows = createWindows({ positives, dropped: {}, encodedItems }, size);
        for (const epoch of [1, 2]) {
          const seen = lists.map(() => [] as number[]);
          for (const { positives: part, byUser } of windows.epoch(seededRandom(seed + epoch))) {
            for (let e = 0; e < part.length; e++) {
              seen[part.user[e]].push(part.item[e]);
            }
            for (const user of new Set(part.user)) {
              expect([...byUser.items.subarray(byUser.starts[user], byUser.ends[user])]).toEqual(lists[user]);
            }
          }
          expect(seen).toEqual(lists);
        }
      }),
    );
  });

  it('give each event the history before it, and never itself', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 40 }), (lists, size) => {
        const windows = createWindows({ positives: positivesFrom(lists), dropped: {}, encodedItems }, size);
        for (const { positives, histories } of windows.epoch(seededRandom(1))) {
          const before = lists.map(() => [] as number[]);
          for (let e = 0; e < positives.length; e++) {
            const user = positives.user[e];
            const known = [...histories.rows.subarray(histories.starts[user], e)];
            expect(known).toEqual(before[user].map((item) => encodedItems.idRows[item]));
            before[user].push(positives.item[e]);
          }
        }
      }),
    );
  });

  it('bring what a user was shown and did not take, in order of time', () => {
    const positives = positivesFrom([[0], [1, 2], [3]]);
    const dropped = [
      { user: 0, item: 4 },
      { user: 2, item: 5 },
      { user: 2, item: 4 },
    ];
    const log: DroppedSource = {
      readUsers(first, end) {
        const own = dropped.filter(({ user }) => user >= first && user < end);
        return {
          length: own.length,
          user: Int32Array.from(own, ({ user }) => user),
          item: Int32Array.from(own, ({ item }) => item),
          times: new Float64Array(own.length),
          expires: new Float64Array(own.length).fill(Number.POSITIVE_INFINITY),
        };
      },
    };
    for (const size of [1, 100]) {
      const windows = createWindows({ positives, dropped: { log }, encodedItems }, size);
      const found = new Map<number, number[]>();
      for (const { positives: part, dropped } of windows.epoch(seededRandom(3))) {
        for (const user of new Set(part.user)) {
          const { starts, ends, items: droppedItems } = dropped.log;
          found.set(user, [...droppedItems.subarray(starts[user], ends[user])]);
        }
      }
      expect([found.get(0), found.get(1), found.get(2)]).toEqual([[4], [], [5, 4]]);
    }
  });
});
