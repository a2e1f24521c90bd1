import { emptyEvents } from '@twotower/features';
import { expect, it } from 'vitest';
import { timelinesOf } from './timelines.ts';

it('puts a stored history, what was consumed and what is new in one order', () => {
  // User 0 is place 1 of the bundle, user 1 is new.
  const history = {
    offsets: Int32Array.of(0, 1, 3),
    items: Int32Array.of(9, 1, 2),
    times: Float64Array.of(1, 10, 20),
  };
  const tail = {
    user: Int32Array.of(1, -1, 0, 1),
    item: Int32Array.of(5, 8, 3, 6),
    time: Float64Array.of(40, 1, 15, 30),
  };
  const newer = emptyEvents(2, { context: { page: new Int32Array(0) } });
  newer.item.set([4, 7]);
  newer.user.set([0, 1]);
  newer.time.set([12, 30]);
  newer.offset.set([100, 101]);
  const events = timelinesOf({ places: Int32Array.of(1, -1), history, tail }, newer);
  expect([...events.user]).toEqual([0, 0, 0, 0, 1, 1, 1]);
  expect([...events.item]).toEqual([1, 4, 3, 2, 6, 7, 5]);
  expect(Array.from(events.offset, (offset) => offset >= 0)).toEqual([
    ...[false, true, false, false],
    ...[false, true, false],
  ]);
  expect([...events.context.page]).toEqual([-1, 0, -1, -1, -1, 0, -1]);
});
