import { describe, expect, it } from 'vitest';
import { hasUnread, staleness } from './staleness.ts';

const minute = 60_000;
const now = Date.UTC(2026, 6, 1, 12);

/** A champion that has learnt two events of a log, of which each arrived a minute after the one before, the last one now. */
function parts({ events = 2, deltaSequence = 1, updateBegan = undefined as number | undefined } = {}) {
  const manifest = { cutOff: { position: '1' } };
  const store = {
    aliases: { get: async () => ({ bundleId: 'b', deltaSequence }) },
    bundles: { open: async () => ({ manifest }) },
    deltas: { open: async () => ({ manifest: { to: '2' } }) },
    jobs: {
      list: async () =>
        updateBegan === undefined ? [] : [{ startedAt: new Date(updateBegan).toISOString() }],
    },
  };
  const arrival = (offset: number): number => now - (events - 1 - offset) * minute;
  const log = {
    extent: async () => ({ end: String(events) }),
    async *read({ from }: { from: string }) {
      for (let at = Number(from); at < events; at++) yield { length: 1, arrivals: [arrival(at)] };
    },
  };
  return [store, log, 'champion', now] as unknown as Parameters<typeof staleness>;
}

describe('how long events have waited', () => {
  it('is nothing where all are learnt, by the bundle or by its delta', async () => {
    const [store, log] = parts();
    expect(await staleness(...parts())).toBe(0);
    expect(await hasUnread(store, log, 'champion')).toBe(false);
    const [bundleAlone, same] = parts({ deltaSequence: 0 });
    expect(await hasUnread(bundleAlone, same, 'champion')).toBe(true);
  });

  it('counts from the arrival of the first that nobody has learnt', async () => {
    const [store, log] = parts({ events: 10 });
    expect(await hasUnread(store, log, 'champion')).toBe(true);
    expect(await staleness(...parts({ events: 10, updateBegan: now - 60 * minute }))).toBe(7 * minute);
  });

  it('counts from the last update where that had nothing to learn of them', async () => {
    expect(await staleness(...parts({ events: 10, updateBegan: now - 3 * minute }))).toBe(3 * minute);
  });
});
