import { afterEach, expect, it, vi } from 'vitest';
import { began, clicks, DAY, inWorld, type World } from '../../test/update-world.ts';
import { type FullResult, fullUpdate } from './full/full-update.ts';
import { baseOf, incrementalUpdate } from './incremental-update.ts';
import { planRollback } from './roll-back.ts';

const HOUR = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

async function update({ store, tools }: World) {
  return incrementalUpdate(tools, store.events, await baseOf({ store }, 'champion'), 'champion');
}

async function full({ store, tools }: World): Promise<FullResult> {
  const base = await baseOf({ store }, 'champion');
  return fullUpdate({ tools, log: store.events, base, alias: 'champion', leastHeldOut: 2000 });
}

it('goes on where it was when the clock jumps back an hour', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: began + DAY });
  await inWorld(async (world) => {
    const { store, post } = world;
    await post(clicks(40, 1, began + DAY));
    const first = await update(world);
    vi.setSystemTime(began + DAY - HOUR);
    await post(clicks(40, 2, began + DAY - HOUR));
    expect((await update(world)).published.map(({ manifest: { from, to } }) => [from, to])).toEqual([
      ['40', '80'],
    ]);
    const { bundleId } = await full(world);
    expect(await store.aliases.get('champion')).toMatchObject({ bundleId });
    vi.setSystemTime(began + DAY - 2 * HOUR);
    await post(clicks(20, 3, began + DAY - 2 * HOUR));
    await update(world);
    const deltas = await store.deltas.list(bundleId);
    expect(deltas.map(({ manifest }) => manifest?.to).at(-1)).toBe('100');
    expect(deltas.at(-1)?.manifest?.watermark).toBeGreaterThanOrEqual(began + DAY);
    expect((await planRollback(store, 'champion')).to).toMatchObject({ bundleId: first.bundleId });
  });
});

it('learns late events as history and believes no clock that is far ahead', async () => {
  const now = began + 10 * DAY;
  vi.useFakeTimers({ toFake: ['Date'], now });
  await inWorld(
    async (world) => {
      const { store, post } = world;
      const usual = clicks(60, 1, now);
      const ahead = { user: 'u1', item: 'i1', time: now + 1000 * DAY };
      const late = { user: 'u2', item: 'i2', time: began - 4000 * DAY };
      await post([late, ...usual, ahead, { user: 'u3', item: 'i3' }]);
      const { bundleId, published } = await update(world);
      expect(published).toMatchObject([{ learnt: { positives: 63 } }]);
      const [{ manifest }] = await store.deltas.list(bundleId);
      expect(manifest?.watermark).toBe(usual[59].time);
      // By that clock nobody would have been seen for years.
      const made = await full(world);
      expect(made).toMatchObject({ kind: 'accepted', evicted: { user: 0, item: 0 } });
      const { newestTime } = (await baseOf({ store }, 'champion')).cutOff;
      expect(newestTime).toBe(usual[59].time);
    },
    { update: { evictAfterDays: 30 }, gate: { holdout: 0.01 } },
  );
});

it('learns the very many events that one user had in a day, as it does those of others', async () => {
  await inWorld(async (world) => {
    const { store, post } = world;
    const busy = Array.from({ length: 6000 }, (_, e) => ({
      user: 'machine',
      item: `i${(7 * e) % 20}`,
      time: began + DAY + 14 * e,
    }));
    await post([...busy, ...clicks(50, 1, began + DAY)]);
    const { bundleId, published } = await update(world);
    expect(published).toMatchObject([{ learnt: { positives: 6050, admitted: { user: 1, item: 0 } } }]);
    const { users, vectors } = await (await store.deltas.open(bundleId, 1)).read();
    expect(users.ids).toContain('machine');
    for (const values of [users.values, vectors.values]) {
      expect(values.every((value) => Number.isFinite(value) && Math.abs(value) < 100)).toBe(true);
    }
    expect((await full(world)).kind).toBe('accepted');
  });
});

it('makes nothing of a window without a positive, and takes it up with the next one', async () => {
  await inWorld(async (world) => {
    const { store, post } = world;
    await post([{ user: 'u1', item: 'i1', type: 'impression', time: began + DAY }]);
    const before = await store.aliases.get('champion');
    expect((await update(world)).published).toEqual([]);
    expect((await full(world)).kind).toBe('nothing-new');
    expect(await store.aliases.get('champion')).toEqual(before);
    await post(clicks(20, 1, began + DAY));
    expect((await update(world)).published.map(({ manifest: { from, to } }) => [from, to])).toEqual([
      ['0', '21'],
    ]);
  });
});
