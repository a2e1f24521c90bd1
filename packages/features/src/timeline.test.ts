import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type EventColumns, emptyEvents } from './event-columns.ts';
import { mergeTimelines } from './timeline.ts';

interface Row {
  readonly user: number;
  readonly item: number;
  readonly time: number;
  readonly offset: number;
}

function columns(rows: readonly Row[]): EventColumns {
  const events = emptyEvents(rows.length, { context: {} });
  for (const [e, { user, item, time, offset }] of rows.entries()) {
    events.user[e] = user;
    events.item[e] = item;
    events.time[e] = time;
    events.offset[e] = offset;
  }
  return events;
}

const itemsOf = ({ user, item }: EventColumns, of: number) => [...item.filter((_, e) => user[e] === of)];

it('merges the parts of a log by time, at one time by place in the log', () => {
  const early = columns([
    { user: 3, item: 1, time: 10, offset: 0 },
    { user: 3, item: 4, time: 40, offset: 7 },
    { user: 4, item: 9, time: 5, offset: 2 },
  ]);
  const late = columns([
    { user: 3, item: 2, time: 20, offset: 9 },
    { user: 3, item: 3, time: 40, offset: 6 },
    { user: 3, item: 5, time: 50, offset: 1 },
  ]);
  const merged = mergeTimelines([early, late], 3, 5);
  expect(itemsOf(merged, 3)).toEqual([1, 2, 3, 4, 5]);
  expect(itemsOf(merged, 4)).toEqual([9]);
});

it('goes by place in the log alone where there are no times', () => {
  const a = columns([
    { user: 0, item: 1, time: Number.NaN, offset: 1 },
    { user: 0, item: 3, time: Number.NaN, offset: 3 },
  ]);
  const b = columns([{ user: 0, item: 2, time: Number.NaN, offset: 2 }]);
  expect([...mergeTimelines([a, b], 0, 1).item]).toEqual([1, 2, 3]);
});

it('puts what has no time before what has one', () => {
  const newer = columns([{ user: 0, item: 2, time: -5, offset: 0 }]);
  const stored = columns([{ user: 0, item: 1, time: Number.NaN, offset: 8 }]);
  expect([...mergeTimelines([newer, stored], 0, 1).item]).toEqual([1, 2]);
});

it('gives the very part back where no other has events', () => {
  const only = columns([{ user: 0, item: 1, time: 1, offset: 0 }]);
  expect(mergeTimelines([only, columns([])], 0, 1)).toBe(only);
});

it('is what sorting all rows gives, however the log was parted', () => {
  const row = fc.record({
    user: fc.integer({ min: 0, max: 3 }),
    time: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 5 })),
    part: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (drawn) => {
      const rows = drawn.map((one, place) => ({ ...one, item: place, offset: place }));
      const timeOf = ({ time }: Row) => (Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time);
      const inOrder = (of: readonly (Row & { part: number })[]) =>
        [...of].sort((a, b) => a.user - b.user || timeOf(a) - timeOf(b) || a.offset - b.offset);
      const expected = inOrder(rows).map(({ item }) => item);
      const parts = [0, 1, 2].map((part) => columns(inOrder(rows.filter((one) => one.part === part))));
      expect([...mergeTimelines(parts, 0, 4).item]).toEqual(expected);
    }),
  );
});
