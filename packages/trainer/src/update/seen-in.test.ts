import { emptyEvents } from '@twotower/features';
import { expect, it } from 'vitest';
import { seenIn } from './admit-ids.ts';

it('counts each ID in the order in which the log has them, whatever order the events lie in', () => {
  const events = emptyEvents(5, { context: {} });
  events.item.set([2, 0, 2, 3, 0]);
  events.offset.set([9, 4, 3, 5, 8]);
  events.time.set([10, 70, 30, Number.NaN, 60]);
  expect([...seenIn(events, 'item', ['a', 'b', 'c', 'd'])]).toEqual([
    ['c', { times: 2, last: 30 }],
    ['a', { times: 2, last: 70 }],
    ['d', { times: 1, last: Number.NaN }],
  ]);
});
