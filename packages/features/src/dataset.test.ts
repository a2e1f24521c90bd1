import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Catalogues, userBlocks } from './dataset.ts';
import { type EventColumns, emptyEvents, joinEvents } from './event-columns.ts';
import { memoryDataset } from './memory-dataset.ts';
import { openDataset } from './open-dataset.ts';

const USERS = 4;
const catalogues: Catalogues = {
  users: { ids: ['ann', 'bob', 'cay', 'dan'], columns: { age: [31, null, 5, 7] } },
  items: { ids: ['Alien'], columns: {} },
  types: ['click'],
  dictionaries: { device: ['phone', 'tv'] },
};

/** A log whose times and context columns tell each event from the others. */
function log(user: readonly number[]): EventColumns {
  const { length } = user;
  const codes = Int32Array.from(user, (_, e) => (e % 3) - 1);
  return {
    ...emptyEvents(length, { context: {} }),
    user: Int32Array.from(user),
    time: Float64Array.from(user, (_, e) => e),
    context: { device: codes, price: Float64Array.from(codes, (code) => code / 2) },
  };
}

const users = fc.array(fc.nat(USERS - 1), { maxLength: 40 });

describe('memoryDataset', () => {
  it('lays the events by user, each with all its columns, a user in the order of the log', () => {
    fc.assert(
      fc.property(users, (user) => {
        const { offsets, length, readUsers } = memoryDataset({ ...catalogues, events: log(user) });
        expect(length).toBe(user.length);
        for (let u = 0; u < USERS; u++) {
          const own = [...user.keys()].filter((e) => user[e] === u);
          const { time, context } = readUsers(u, u + 1);
          expect([...time]).toEqual(own);
          expect([...context.device]).toEqual(own.map((e) => (e % 3) - 1));
          expect([...context.price]).toEqual(own.map((e) => ((e % 3) - 1) / 2));
          expect(offsets[u + 1] - offsets[u]).toBe(own.length);
        }
      }),
    );
  });

  it('is the same when opened from a clone of its description, as in a worker thread', async () => {
    const dataset = memoryDataset({ ...catalogues, events: log([1, 0, 1, 3]) });
    const opened = await openDataset(structuredClone(dataset.description));
    expect(opened.readUsers(0, USERS)).toEqual(dataset.readUsers(0, USERS));
    expect(opened.offsets).toEqual(dataset.offsets);
    for (const part of ['users', 'items', 'types', 'dictionaries', 'length'] as const) {
      expect(opened[part]).toEqual(dataset[part]);
    }
  });
});

describe('userBlocks', () => {
  it('give every user once, whole, in order, at most the events asked for but for a user with more', () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 1, max: 10 }), (user, most) => {
        const dataset = memoryDataset({ ...catalogues, events: log(user) });
        const blocks = [...userBlocks(dataset, most)];
        expect(blocks.flatMap(({ first, end }) => [first, end])).toEqual(
          blocks.flatMap(({ end }, b) => [b === 0 ? 0 : blocks[b - 1].end, end]),
        );
        expect(blocks.at(-1)?.end).toBe(USERS);
        for (const { first, end, events } of blocks) {
          expect(events.length <= most || end === first + 1).toBe(true);
        }
        expect(joinEvents(blocks.map(({ events }) => events))).toEqual(dataset.readUsers(0, USERS));
      }),
    );
  });
});
