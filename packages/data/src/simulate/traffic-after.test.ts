import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulate } from './simulate.ts';
import { trafficAfter } from './traffic-after.ts';

let root: string;
const size = { users: 200, items: 300, events: 30_000, days: 7, seed: 3 };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'traffic-'));
  await simulate({ out: join(root, 'log'), ...size });
});
afterAll(() => rm(root, { recursive: true }));

it('goes on where a log ends, as busily, and always in the same way', async () => {
  const rows = (await readFile(join(root, 'log', 'events.csv'), 'utf8')).trimEnd().split('\n');
  const [id, , , time] = rows[rows.length - 1].split(',');
  expect(id).toBe('e29999');
  const [hours, again] = await Promise.all([
    trafficAfter(join(root, 'log')),
    trafficAfter(join(root, 'log')),
  ]);
  const day = Array.from({ length: 24 }, () => hours.next().value);
  expect(day.slice(0, 2)).toEqual([again.next().value, again.next().value]);
  const events = day.flat();
  expect(events[0].eventId).toBe('e30000');
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
  const times = events.map((event) => event.time);
  expect(times[0]).toBeGreaterThan(Number(time));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(Math.abs(events.length / (size.events / size.days) - 1)).toBeLessThan(0.3);
  const clicks = events.filter(({ type }) => type === 'click');
  expect(clicks.length).toBeGreaterThan(events.length / 50);
  expect(clicks.every(({ weight }) => weight >= 0.2 && weight <= 1)).toBe(true);
});

it('says what a folder lacks', async () => {
  await expect(trafficAfter(root)).rejects.toThrow('does not say how a log was simulated');
});
