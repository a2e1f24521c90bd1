import { seededRandom } from '@twotower/core';
import { expect, it } from 'vitest';
import { began, clicks, DAY, groupClick, inWorld, USERS, type World } from '../../../test/update-world.ts';
import { openBase } from '../base-bundle.ts';
import { baseOf, incrementalUpdate } from '../incremental-update.ts';
import type { UpdateTools } from '../resume-increment.ts';
import { catchUp, planRollback } from '../roll-back.ts';
import { type FullResult, fullUpdate } from './full-update.ts';

async function update({ store, tools }: World) {
  return incrementalUpdate(tools, store.events, await baseOf({ store }, 'champion'), 'champion');
}

async function full(
  { store, tools }: World,
  more: Partial<UpdateTools> = {},
  leastHeldOut = 10,
): Promise<FullResult> {
  const base = await baseOf({ store }, 'champion');
  const own = { ...tools, ...more };
  return fullUpdate({ tools: own, log: store.events, base, alias: 'champion', leastHeldOut });
}

it('learns the window by one epoch, holds the newest out, and has served it all again before the alias moves', async () => {
  await inWorld(async (world) => {
    const { store, post } = world;
    for (const part of [1, 2, 3, 4, 5]) {
      await post(clicks(50, part, began + part * DAY));
      await update(world);
    }
    const before = await store.aliases.get('champion');
    const result = await full(world);
    if (result.kind !== 'accepted') throw new Error(JSON.stringify(result));
    const { manifest } = await store.bundles.open(result.bundleId);
    expect(manifest).toMatchObject({ kind: 'full', parent: before?.bundleId, cutOff: { position: '200' } });
    expect(result.gate).toMatchObject({ trained: 200, heldOut: 50, canTell: true, accepted: true });
    expect(await store.aliases.get('champion')).toMatchObject({
      bundleId: result.bundleId,
      deltaSequence: 1,
    });
    const [delta] = await store.deltas.list(result.bundleId);
    expect(delta.manifest).toMatchObject({ from: '200', to: '250' });
    const history = (await (await store.bundles.open(result.bundleId)).users()).history;
    expect(history.items.length).toBe(USERS * 12 + 200);
    expect((await store.runs.list())[0]).toMatchObject({
      kind: 'full',
      status: 'finished',
      report: { gate: result.gate },
    });
    expect(await update(world)).toMatchObject({ deltaSequence: 1 });
  });
});

it('starts from the full parent, whatever increments have learnt meanwhile', async () => {
  const run = async (increments: boolean) => {
    let tensors = {};
    await inWorld(async (world) => {
      for (const part of [1, 2, 3, 4]) {
        await world.post(clicks(50, part, began + part * DAY));
        if (increments) await update(world);
      }
      const { bundleId } = await full(world);
      const { dense, tables, learner } = await openBase(await world.store.bundles.open(bundleId));
      tensors = { dense, tables, state: learner.state };
      expect((await world.store.deltas.list(bundleId)).length).toBe(increments ? 1 : 0);
    });
    return tensors;
  };
  expect(await run(true)).toEqual(await run(false));
});

it('lets a rejected candidate change nothing, and takes a longer window next time', async () => {
  await inWorld(async (world) => {
    const { store, post } = world;
    // For days everybody takes what they do not like; then all is as before.
    const flipped = clicks(600, 1, began + DAY).map(({ item, ...event }) => ({
      ...event,
      item: `i${Number(item.slice(1)) ^ 1}`,
    }));
    await post(flipped);
    await post(clicks(150, 2, began + 2 * DAY));
    const before = { alias: await store.aliases.get('champion'), bundles: await store.bundles.list() };
    const result = await full(world, {}, 100);
    if (result.kind !== 'rejected') throw new Error(JSON.stringify(result));
    expect(result.gate.reason).toMatch(/recall@5 is .* surely lower .* by more than gate.margin 0.01/);
    expect({ alias: await store.aliases.get('champion'), bundles: await store.bundles.list() }).toEqual(
      before,
    );
    expect(await store.deltas.list(result.bundleId)).toEqual([]);
    expect((await store.runs.list())[0].report?.gate).toEqual(result.gate);
    await post(clicks(600, 3, began + 3 * DAY));
    const next = await full(world, {}, 100);
    expect(next).toMatchObject({ gate: { window: { from: result.gate.window.from, to: '1350' } } });
    expect(next.kind !== 'nothing-new' && next.gate.trained).toBeGreaterThan(result.gate.trained);
  });
});

it('accepts what it cannot judge, and says so', async () => {
  await inWorld(async (world) => {
    await world.post(clicks(100, 1, began + DAY));
    const result = await full(world, {}, 2000);
    expect(result).toMatchObject({ kind: 'accepted', gate: { canTell: false, trained: 50, heldOut: 50 } });
    // What was held out is the next window, too small to be cut.
    expect(await full(world)).toMatchObject({
      kind: 'accepted',
      gate: { canTell: false, trained: 50, heldOut: 0 },
    });
    expect(await full(world)).toMatchObject({ kind: 'nothing-new' });
  });
});

it('gives rows to who came and takes them from who stayed away; who comes again begins anew', async () => {
  await inWorld(
    async (world) => {
      const { store, post } = world;
      const idsOf = async () => {
        const base = await baseOf({ store }, 'champion');
        const rows: (string | null)[] = JSON.parse(base.features['user-ids.json']);
        return { base, rows };
      };
      // All but user 0 come on, and two new ones.
      const later = clicks(300, 1, began + 20 * DAY).filter(({ user }) => user !== 'u0');
      const newcomer = [0, 1].map((n) => ({ user: 'newcomer', item: `i${n}`, time: began + 20 * DAY }));
      await post([...newcomer, { user: 'passer-by', item: 'i1', time: began + 20 * DAY }, ...later]);
      const first = await full(world, {}, 2000);
      if (first.kind !== 'accepted') throw new Error(JSON.stringify(first));
      expect(first).toMatchObject({ evicted: { user: 1 } });
      const { base, rows } = await idsOf();
      expect(rows).not.toContain('u0');
      expect(rows).toContain('newcomer');
      expect(rows).not.toContain('passer-by');
      expect(base.learner.waiting.user).toContainEqual(['passer-by', 1, began + 20 * DAY]);
      // The row of who left is taken over.
      expect(rows.length).toBe(USERS);

      const again = [1, 2].map((n) => ({ user: 'u0', item: `i${n}`, time: began + 21 * DAY }));
      await post([
        ...again,
        { user: 'passer-by', item: 'i1', time: began + 21 * DAY },
        ...clicks(100, 2, began + 21 * DAY),
      ]);
      const second = await full(world, {}, 2000);
      expect(second.kind).toBe('accepted');
      const now = await idsOf();
      expect(now.rows).toContain('u0');
      expect(now.rows).toContain('passer-by');
      const row = now.rows.indexOf('u0') + 1;
      expect(now.base.learner.state.tensors['ids/user-times'].data[row]).toBeLessThanOrEqual(
        2 + clicks(100, 2, 0).filter(({ user }) => user === 'u0').length,
      );
    },
    { update: { evictAfterDays: 10 }, gate: { holdout: 0.01 } },
  );
});

it('answers a new user and a new item sensibly one cycle after their first events', async () => {
  await inWorld(async (world) => {
    const { store, post } = world;
    const random = seededRandom(8);
    const time = began + DAY;
    // An even newcomer takes even items; even users take the new item.
    const newcomer = Array.from({ length: 4 }, () => ({ ...groupClick(0, random, time), user: 'newcomer' }));
    const takers = [0, 2, 4, 6].map((user) => ({ user: `u${user}`, item: 'n0', time }));
    await post([...newcomer, ...takers, ...clicks(30, 4, time)]);
    const { bundleId } = await update(world);
    const delta = await (await store.deltas.open(bundleId, 1)).read();
    expect(delta.users.ids).toContain('newcomer');
    const vector = (id: string) => {
      const at = delta.vectors.ids.indexOf(id);
      return delta.vectors.values.subarray(8 * at, 8 * at + 8);
    };
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, c) => sum + value * b[c], 0);
    const [even, odd] = [0, 1].map((group) => {
      const ids = delta.vectors.ids.filter((id) => /^i/.test(id) && Number(id.slice(1)) % 2 === group);
      return ids.reduce((sum, id) => sum + dot(vector('n0'), vector(id)), 0) / ids.length;
    });
    expect(even).toBeGreaterThan(odd + 0.2);
    const row = delta.users.ids.indexOf('newcomer');
    const own = delta.users.values.subarray(8 * row, 8 * row + 8);
    const near = (id: string) => dot(own, vector(id));
    const mean = (group: number) => {
      const ids = delta.vectors.ids.filter((id) => /^i/.test(id) && Number(id.slice(1)) % 2 === group);
      return ids.reduce((sum, id) => sum + near(id), 0) / ids.length;
    };
    expect(mean(0)).toBeGreaterThan(mean(1));
  });
});

it('goes back to the bundle before, which has learnt what was served since', async () => {
  await inWorld(async (world) => {
    const { store, tools, post } = world;
    await post(clicks(50, 1, began + DAY));
    const { bundleId: first } = await update(world);
    const second = await full(world, {}, 2000);
    expect(second.kind).toBe('accepted');
    await post(clicks(50, 2, began + 2 * DAY));
    await update(world);
    const plan = await planRollback(store, 'champion');
    expect(plan).toMatchObject({
      from: { bundleId: second.bundleId },
      to: { bundleId: first, deltaSequence: 1 },
    });
    const deltaSequence = await catchUp(tools, plan);
    expect(deltaSequence).toBe(2);
    await store.aliases.rollback('champion', { bundleId: first, deltaSequence });
    expect(await store.aliases.get('champion')).toMatchObject({ bundleId: first, deltaSequence: 2 });
    expect((await store.deltas.list(first))[1].manifest).toMatchObject({ from: '50', to: '100' });
    // Nothing stands before it but its own deltas.
    expect(await planRollback(store, 'champion')).toMatchObject({
      to: { bundleId: first, deltaSequence: 1 },
    });
  });
});

it('forgets who was erased: with the next delta, with the next bundle, and in what it goes on from', async () => {
  await inWorld(async (world) => {
    const { store, post } = world;
    const time = began + DAY;
    await post([...clicks(60, 1, time), { user: 'passer-by', item: 'i1', time }]);
    await update(world);
    await store.events.erase('u1');
    await store.events.erase('passer-by');
    // Nothing came since: it is told all the same, once.
    const { published, bundleId } = await update(world);
    expect(published.map(({ manifest: { from, to, rows } }) => [from, to, rows.removed])).toEqual([
      ['61', '61', 2],
    ]);
    const { removed } = await (await store.deltas.open(bundleId, 2)).read();
    expect([...removed.users].sort()).toEqual(['passer-by', 'u1']);
    expect((await update(world)).published).toEqual([]);
    const names = JSON.stringify((await store.checkpoints.load(`increment-${bundleId}`))?.meta);
    expect(names).not.toMatch(/"u1"|"passer-by"/);

    // Who comes again is new.
    await post([
      ...clicks(40, 2, began + 2 * DAY).filter(({ user }) => user !== 'u1'),
      { user: 'u1', item: 'i2', time: began + 2 * DAY },
    ]);
    const next = await full(world, {}, 2000);
    if (next.kind !== 'accepted') throw new Error(JSON.stringify(next));
    const { users, features, learner } = await openBase(await store.bundles.open(next.bundleId));
    expect(users.ids).not.toContain('passer-by');
    expect(JSON.parse(features['user-ids.json'])).not.toContain('u1');
    expect(learner.waiting.user.map(([id]) => id)).not.toContain('passer-by');
    const place = users.ids.indexOf('u1');
    const { offsets } = users.history;
    expect(place < 0 ? 0 : offsets[place + 1] - offsets[place]).toBeLessThanOrEqual(1);
  });
});
