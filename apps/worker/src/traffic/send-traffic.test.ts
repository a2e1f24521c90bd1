import type { TrafficEvent } from '@twotower/data';
import { expect, it } from 'vitest';
import { FakeClock } from '../../test/fake-clock.ts';
import { sendTraffic } from './send-traffic.ts';

const hour = 3_600_000;
/** Hours of four events each, a quarter of an hour apart. */
const hours = (count: number): TrafficEvent[][] =>
  Array.from({ length: count }, (_, h) =>
    Array.from({ length: 4 }, (_, n) => ({
      eventId: `e${4 * h + n}`,
      userId: 'u1',
      itemId: 'i1',
      type: 'click',
      time: h * hour + (n * hour) / 4,
      weight: 1,
      requestId: 'r1',
    })),
  );
const ids = (events: readonly TrafficEvent[]) => events.map(({ eventId }) => eventId);

/** A server that keeps what it has had, and is away while a test says so. */
function server(known: readonly string[] = []) {
  const had = new Set(known);
  const order: string[] = [];
  return {
    order,
    away: false,
    async post(events: readonly TrafficEvent[]) {
      if (this.away) throw new Error('ECONNREFUSED');
      const fresh = ids(events).filter((id) => !had.has(id));
      for (const id of fresh) had.add(id);
      order.push(...fresh);
      return events.length - fresh.length;
    },
  };
}

function send(to: ReturnType<typeof server>, of = hours(3)) {
  const clock = new FakeClock(0);
  const stop = new AbortController();
  const faults: unknown[] = [];
  const sent = sendTraffic(
    of,
    { post: (events) => to.post(events), clock, speed: 720, onFault: (error) => void faults.push(error) },
    stop.signal,
  );
  clock.usedUntil(sent);
  return { clock, stop, sent, faults };
}

it('sends each event once, in order, when its time has come', async () => {
  const to = server();
  const { clock, sent } = send(to);
  await clock.pass(2);
  // Two seconds are 24 minutes.
  expect(to.order).toEqual(['e0', 'e1']);
  await clock.until(() => to.order.length === 12, 20);
  await sent;
  expect(to.order).toEqual(ids(hours(3).flat()));
});

it('goes on where it was ended, also within an hour', async () => {
  const to = server(['e0', 'e1', 'e2', 'e3', 'e4', 'e5']);
  const { clock, sent } = send(to);
  await clock.until(() => to.order.length === 6, 20);
  await sent;
  expect(new Set(to.order)).toEqual(new Set(['e6', 'e7', 'e8', 'e9', 'e10', 'e11']));
});

it('waits for a server that is away, and ends when it is told to', async () => {
  const to = server();
  to.away = true;
  const { clock, stop, sent, faults } = send(to);
  await clock.until(() => faults.length === 2, 10);
  to.away = false;
  await clock.until(() => to.order.length > 0, 10);
  stop.abort();
  await sent;
  expect(to.order.length).toBeLessThan(12);
});
