import { type EventColumns, emptyEvents, memoryDataset, takeEvents } from '@twotower/features';
import { expect, it } from 'vitest';
import { positivesOf, readUserList } from './positives.ts';

/** A log of two users by user, item and time; every event is a positive. */
function log(rows: readonly (readonly [user: number, item: number, time: number])[]): EventColumns {
  const events = emptyEvents(rows.length, { context: {} });
  for (const [e, [user, item, time]] of rows.entries()) {
    events.user[e] = user;
    events.item[e] = item;
    events.time[e] = time;
    events.offset[e] = e;
    events.positive[e] = 1;
  }
  return events;
}

function part(events: EventColumns, rows: readonly number[]) {
  const ids = (count: number) => ({ ids: Array.from({ length: count }, (_, i) => `${i}`), columns: {} });
  return memoryDataset({
    users: ids(2),
    items: ids(10),
    types: ['click'],
    dictionaries: {},
    events: takeEvents(events, Int32Array.from(rows)),
  });
}

it('puts a validation part that was drawn at random back where it stood in its users’ histories', () => {
  const events = log([
    [0, 1, 10],
    [0, 2, 20],
    [0, 3, 30],
    [1, 4, 5],
    [1, 5, 15],
  ]);
  const positives = positivesOf([part(events, [0, 2, 4]), part(events, [1, 3])]);
  expect([...positives.readUsers(0, 1).item]).toEqual([1, 2, 3]);
  expect([...readUserList(positives, Int32Array.of(1)).item]).toEqual([4, 5]);
});

it('keeps the order of the log where it has no times', () => {
  const events = log([
    [0, 7, Number.NaN],
    [0, 3, Number.NaN],
    [0, 9, Number.NaN],
    [0, 1, Number.NaN],
  ]);
  const positives = positivesOf([part(events, [1, 3]), part(events, [0, 2])]);
  expect([...positives.readUsers(0, 1).item]).toEqual([7, 3, 9, 1]);
});
