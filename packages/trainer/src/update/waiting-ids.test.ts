import { IdRows } from '@twotower/features';
import { expect, it } from 'vitest';
import { dueIds, forgetWaiting, openWaiting, savedWaiting } from './waiting-ids.ts';

it('counts IDs until they are due, and saves who waits', () => {
  const ids = IdRows.from(['known']);
  const waiting = openWaiting({ user: [], item: [] });
  const seen = (...times: readonly (readonly [string, number])[]) =>
    new Map(times.map(([id, count]) => [id, { times: count, last: 10 * count }]));
  expect([...dueIds(seen(['known', 5], ['a', 1], ['b', 2]), ids, waiting.user, 2).keys()]).toEqual(['b']);
  const again = openWaiting(JSON.parse(JSON.stringify(savedWaiting(waiting))));
  expect([...again.user]).toEqual([['a', { times: 1, last: 10 }]]);
  expect([...dueIds(seen(['a', 1]), ids, again.user, 2)]).toEqual([['a', { times: 2, last: 10 }]]);
  expect(again.user.size).toBe(0);
});

it('forgets who was not seen for long, but nobody of whom no time is known', () => {
  const waiting = openWaiting({
    user: [
      ['old', 1, 5],
      ['new', 1, 20],
      ['timeless', 1, null],
    ],
    item: [],
  });
  forgetWaiting(waiting.user, 10);
  expect([...waiting.user.keys()]).toEqual(['new', 'timeless']);
});
