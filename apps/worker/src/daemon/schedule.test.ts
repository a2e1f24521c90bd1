import { expect, it } from 'vitest';
import { Schedule } from './schedule.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const at = (text: string): number => Date.parse(text);
const config = (full = '0 3 * * *', timeZone = 'UTC') => ({
  daemon: { full, timeZone },
  update: { every: '10m' },
});

/** What is due when, looked at every minute. */
function dueWithin(schedule: Schedule, from: number, to: number): [string, string][] {
  const due: [string, string][] = [];
  for (let now = from; now < to; now += minute) {
    for (const kind of schedule.due(now)) due.push([kind, new Date(now).toISOString().slice(0, 16)]);
  }
  return due;
}
const fulls = (due: [string, string][]) => due.flatMap(([kind, when]) => (kind === 'full' ? when : []));

it('has a night full at its time and an update at its interval', () => {
  const from = at('2026-07-01T02:00:00Z');
  const due = dueWithin(new Schedule(config(), {}, from), from, from + 2 * hour);
  expect(fulls(due)).toEqual(['2026-07-01T03:00']);
  expect(due.filter(([kind]) => kind === 'update')).toHaveLength(12);
});

it('goes by the time zone, across the change to summer time and back', () => {
  const schedule = new Schedule(config('30 2 * * *', 'Europe/Vienna'), {}, at('2026-03-27T12:00:00Z'));
  const spring = fulls(dueWithin(schedule, at('2026-03-27T12:00:00Z'), at('2026-03-30T12:00:00Z')));
  // On the 29th there is no half past two.
  expect(spring.map((when) => when.slice(0, 10))).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  expect([spring[0], spring[2]]).toEqual(['2026-03-28T01:30', '2026-03-30T00:30']);
  const autumn = new Schedule(config('30 2 * * *', 'Europe/Vienna'), {}, at('2026-10-24T12:00:00Z'));
  // On the 25th there are two of them.
  expect(
    fulls(dueWithin(autumn, at('2026-10-24T12:00:00Z'), at('2026-10-26T12:00:00Z'))).map((when) =>
      when.slice(0, 10),
    ),
  ).toEqual(['2026-10-25', '2026-10-26']);
});

it('asks after a week without a daemon for one of each, the quick one first', () => {
  const now = at('2026-07-08T12:00:00Z');
  const schedule = new Schedule(config(), { full: now - 7 * day, update: now - 7 * day }, now);
  expect(schedule.due(now)).toEqual(['update', 'full']);
  expect(schedule.due(now + minute)).toEqual([]);
  expect(fulls(dueWithin(schedule, now, now + day))).toEqual(['2026-07-09T03:00']);
});

it('does not ask for a full update that nobody has missed', () => {
  const now = at('2026-07-08T12:00:00Z');
  expect(new Schedule(config(), { full: now - 8 * hour }, now).due(now)).toEqual(['update']);
});

it('does nothing twice where the clock is put back, and stands still for no longer than it must', () => {
  const three = at('2026-07-01T03:00:00Z');
  const schedule = new Schedule(config(), {}, three - hour);
  expect(schedule.due(three + minute)).toEqual(['update', 'full']);
  // Back by half an hour: three comes again.
  expect(fulls(dueWithin(schedule, three - 30 * minute, three + 5 * hour))).toEqual([]);
  // It had been a year ahead.
  const ahead = new Schedule(config(), { full: three + 365 * day, update: three + 365 * day }, three);
  const due = dueWithin(ahead, three - hour, three + hour);
  expect(fulls(due)).toEqual(['2026-07-01T03:00']);
  expect(due.filter(([kind]) => kind === 'update').length).toBeGreaterThan(10);
});

it('names the key of a pattern that is none', () => {
  expect(() => new Schedule(config('at night'), {}, 0)).toThrow('daemon.full is "at night"');
});
