import { seededRandom } from '@twotower/core';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { expect, it } from 'vitest';
import { positivesOf } from '../prepare/positives.ts';
import { foretellingHalfLife } from './foretelling-half-life.ts';

const day = 86_400_000;
const items = 300;
const halfLives = [undefined, '180d', '30d', '4d', '12h'];

/** 40 events a day; `take` draws the item of a day. */
function foretelling(days: number, take: (day: number) => number, horizon = 200) {
  const events = emptyEvents(days * 40, { context: {} });
  for (let e = 0; e < events.length; e++) {
    const today = Math.floor(e / 40);
    events.user[e] = e % 40;
    events.item[e] = take(today);
    events.time[e] = today * day;
    events.offset[e] = e;
    events.positive[e] = 1;
    events.weight[e] = 1;
  }
  const byUser = Int32Array.from(events.user.keys()).sort((a, b) => events.user[a] - events.user[b] || a - b);
  const ids = (letter: string, count: number) => ({
    ids: Array.from({ length: count }, (_, i) => `${letter}${i}`),
    columns: {},
  });
  const sorted = {
    ...events,
    user: Int32Array.from(byUser, (e) => events.user[e]),
    item: Int32Array.from(byUser, (e) => events.item[e]),
    time: Float64Array.from(byUser, (e) => events.time[e]),
    offset: Float64Array.from(byUser, (e) => events.offset[e]),
  };
  const log = memoryDataset({
    users: ids('u', 40),
    items: ids('i', items),
    types: [],
    dictionaries: {},
    events: sorted,
  });
  return foretellingHalfLife(positivesOf([log]), items, halfLives, horizon);
}

it('forgets as quickly as tastes change', () => {
  const random = seededRandom(1);
  // Half of what is taken are twenty items in fashion, others every twenty days; a day's events are too few to see them all.
  const fashion = foretelling(200, (today) =>
    random.next() < 0.5 ? random.integer(items) : (20 * Math.floor(today / 20) + random.integer(20)) % items,
  );
  expect(fashion).toBe('4d');
  const gust = foretelling(200, (today) => (7 * today + random.integer(9)) % items, 20);
  expect(gust).toBe('12h');
});

it('forgets slowly, or not at all, where tastes stay', () => {
  const random = seededRandom(2);
  const steady = foretelling(400, () => Math.floor(items * random.next() ** 3));
  expect([undefined, '180d']).toContain(steady);
});

it('counts on where counts have grown past what a number holds', () => {
  const random = seededRandom(3);
  const long = foretelling(1000, (today) => (today < 999 ? random.integer(9) : 200 + random.integer(9)), 20);
  expect(long).toBeDefined();
});
