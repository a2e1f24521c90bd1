import { type NewEvent, StoreError } from '@twotower/store';
import { expect, it } from 'vitest';
import { type EventCounts, EventIntake } from './event-intake.ts';

const caller = { requestId: 'r' };
const click = { userId: 'ann', itemId: 'i1', type: 'click' };

function intake(append: (events: readonly NewEvent[]) => Promise<number>) {
  const taken: EventCounts[] = [];
  const failures: StoreError[] = [];
  const made = new EventIntake({
    log: {
      append: async (events) => {
        const accepted = await append(events);
        return { accepted, duplicates: events.length - accepted, end: '0' as never };
      },
    },
    clock: () => 1_000,
    onTaken: (counts) => taken.push(counts),
    onFailure: (error) => failures.push(error),
  });
  return { made, taken, failures };
}

it('takes in what is good, tells of each other row why not, and gives times to events without one', async () => {
  const logged: NewEvent[] = [];
  const { made, taken } = intake(async (events) => {
    logged.push(...events);
    return events.length;
  });
  const events: unknown[] = [
    { ...click, eventId: 'e1', weight: 2, requestId: 'q', context: { device: 'tv' } },
    { ...click, itemId: 7 },
    null,
    { ...click, time: 1_700_000_000_000 },
    { ...click, userId: 'a\0b' },
    { ...click, typo: 1 },
    { ...click, weight: -1 },
    { ...click, time: 'yesterday' },
    { ...click, time: 1_700_000_000 },
    { ...click, time: 1.7e18 },
  ];
  const answer = await made.take({ events: events as never[] }, caller);
  expect(answer).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(answer.rejected.map(({ index }) => index)).toEqual([1, 2, 4, 5, 6, 7, 8, 9]);
  expect(answer.rejected[0].reason).toBe('itemId: 7 is a number; ids are text: "7"');
  expect(answer.rejected[3].reason).toContain('unknown key typo; did you mean type?');
  for (const { reason } of answer.rejected.slice(5)) {
    expect(reason).toContain('time: must be milliseconds since 1970');
  }
  expect(logged).toEqual([
    {
      id: 'e1',
      user: 'ann',
      item: 'i1',
      type: 'click',
      time: 1_000,
      weight: 2,
      request: 'q',
      context: { device: 'tv' },
    },
    { user: 'ann', item: 'i1', type: 'click', time: 1_700_000_000_000 },
  ]);
  expect(taken).toEqual([{ accepted: 2, duplicates: 0, rejected: 8 }]);
  expect(await made.take({ events: [] }, caller)).toEqual({ accepted: 0, duplicates: 0, rejected: [] });
});

it('says that nothing was taken in where the log cannot be written, without saying where it lies, and goes on when it can', async () => {
  let full = true;
  const { made, failures } = intake(async (events) => {
    if (full) throw new StoreError('/var/data/events.sqlite: the disk is full');
    return events.length;
  });
  const failed = made.take({ events: [click] }, caller);
  await expect(failed).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryAfter: 5 });
  await expect(failed).rejects.not.toThrow('/var');
  expect(failures).toHaveLength(1);
  expect(made.failing).toBe(true);
  full = false;
  expect(await made.take({ events: [click] }, caller)).toMatchObject({ accepted: 1 });
  expect(made.failing).toBe(false);
});
