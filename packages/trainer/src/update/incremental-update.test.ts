import { modelTensors } from '@twotower/core';
import { expect, it } from 'vitest';
import { began, clicks, DAY, inWorld, type World } from '../../test/update-world.ts';
import { beginIncrement, type Increment, idTable } from './increment.ts';
import { loadIncrement } from './increment-checkpoint.ts';
import { baseOf, incrementalUpdate } from './incremental-update.ts';
import { resumeIncrement, type UpdateTools } from './resume-increment.ts';

async function update({ store, tools }: Pick<World, 'store' | 'tools'>, more: Partial<UpdateTools> = {}) {
  const own = { ...tools, ...more };
  return incrementalUpdate(own, store.events, await baseOf({ store }, 'champion'), 'champion');
}

/** All that an increment has learnt, as plain data. */
function contents({
  model,
  held,
  published,
  waiting,
  prior,
  announced,
  tail,
  items,
  fitted,
  ...rest
}: Increment) {
  const { base: _, ...standing } = rest;
  return {
    ...modelTensors(model),
    ...{ held, published, waiting, prior, announced, standing },
    tail: { ...tail.columns, users: tail.userIds },
    items: { ids: items.ids, columns: items.columns },
    seen: [fitted.user.ids.sightings, fitted.item.ids.sightings],
    ids: [fitted.user.ids.saved(), fitted.item.ids.saved()],
  };
}

async function standing({ store, tools }: World): Promise<Increment> {
  return resumeIncrement(tools, await baseOf({ store }, 'champion'));
}

it('moves rows of IDs that occur and nothing else, publishes them, and the alias follows', async () => {
  await inWorld(async (world) => {
    const { store, post } = world;
    const events = clicks(60, 1, began + DAY);
    await post(events);
    const result = await update(world);
    expect(result).toMatchObject({ deltaSequence: 1, published: [{ learnt: { positives: 60 } }] });
    expect(await store.aliases.get('champion')).toMatchObject({ deltaSequence: 1 });
    const increment = await standing(world);
    const before = modelTensors(beginIncrement(increment.base).model);
    const after = modelTensors(increment.model);
    expect(after.dense).toEqual(before.dense);
    expect(after.tables['item.genre']).toEqual(before.tables['item.genre']);
    expect(after.accumulators['item.genre']).toEqual(before.accumulators['item.genre']);
    for (const side of ['user', 'item'] as const) {
      const { dim, values, rows } = idTable(increment, side);
      const occurring = new Set(events.map((event) => event[side]));
      for (let row = 0; row < rows; row++) {
        const id = increment.fitted[side].ids.id(row);
        const now = values.slice(row * dim, (row + 1) * dim);
        const then = before.tables[`${side}-ids`].data.slice(row * dim, (row + 1) * dim);
        if (id === undefined || !occurring.has(id)) expect(now, `${side} ${id}`).toEqual(then);
        else expect(now, `${side} ${id}`).not.toEqual(then);
      }
    }
    const delta = await (await store.deltas.open(result.bundleId, 1)).read();
    const row = increment.fitted.item.ids.row(delta.items.ids[0]);
    expect(delta.items.values.subarray(0, 8)).toEqual(
      idTable(increment, 'item').values.slice(8 * row, 8 * row + 8),
    );
    expect(delta.vectors.ids).toEqual(delta.items.ids);
  });
});

it('writes nothing where nothing has come, or nothing to learn', async () => {
  await inWorld(async (world) => {
    expect(await update(world)).toMatchObject({ deltaSequence: 0 });
    await world.post([{ user: 'u1', item: 'i1', type: 'impression', time: began + 1 }]);
    const result = await update(world);
    expect(result.published).toEqual([]);
    expect(await world.store.deltas.list(result.bundleId)).toEqual([]);
    // What was only looked at is read again with what comes.
    await world.post(clicks(5, 1, began + 2));
    expect((await update(world)).published[0].manifest).toMatchObject({ from: '0', to: '6' });
  });
});

it('stands where it stood without its checkpoint, to the byte: the log is learnt again', async () => {
  const variants = [{}, { loss: { kind: 'softmax', logQ: 'streaming' } as const }];
  for (const more of variants) {
    await inWorld(
      async (world) => {
        const { store, post } = world;
        for (const day of [1, 2, 3]) {
          await post(clicks(40, day, began + day * DAY));
          await post(
            [1, 2].map((n) => ({ user: `new${day}`, item: `n${day}`, time: began + day * DAY + n })),
          );
          await update(world);
        }
        const base = await baseOf({ store }, 'champion');
        const saved = await loadIncrement(store, base);
        expect(saved?.sequence).toBe(3);
        await store.checkpoints.remove(`increment-${base.id}`);
        const again = await standing(world);
        expect(saved && contents(saved)).toEqual(contents(again));
      },
      { ...more, prior: { weight: 0.1, halfLife: '1d' } },
    );
  }
});

it('goes on after a crash between a delta and what follows it, as if there had been none', async () => {
  const run = async (crashed: boolean) => {
    let found: ReturnType<typeof contents> | undefined;
    await inWorld(async (world) => {
      const { store, post } = world;
      await post(clicks(40, 1, began + DAY));
      await update(world);
      await post(clicks(40, 2, began + 2 * DAY));
      const checkpoints = { ...store.checkpoints, save: () => Promise.reject(new Error('crash')) };
      if (crashed) {
        await expect(update(world, { store: { ...store, checkpoints } })).rejects.toThrow('crash');
        expect(await store.aliases.get('champion')).toMatchObject({ deltaSequence: 1 });
      } else {
        await update(world);
      }
      await post(clicks(40, 3, began + 3 * DAY));
      const { bundleId, deltaSequence } = await update(world);
      expect(deltaSequence).toBe(3);
      const ranges = (await store.deltas.list(bundleId)).map(({ manifest }) => [
        manifest?.from,
        manifest?.to,
      ]);
      expect(ranges).toEqual([
        ['0', '40'],
        ['40', '80'],
        ['80', '120'],
      ]);
      found = contents(await standing(world));
    });
    return found;
  };
  expect(await run(true)).toEqual(await run(false));
});

it('holds rows back that go too far from the last full model', async () => {
  await inWorld(
    async (world) => {
      await world.post(clicks(300, 1, began + DAY));
      const result = await update(world);
      expect(result.published[0].learnt.heldBack).toBeGreaterThan(0);
      const increment = await standing(world);
      const table = idTable(increment, 'user');
      const full = increment.base.tables['user-ids'].data;
      for (let row = 1; row < table.rows; row++) {
        const own = (at: Float32Array) => at.subarray(8 * row, 8 * row + 8);
        const moved = Math.hypot(...own(table.values).map((value, c) => value - own(full)[c]));
        expect(moved).toBeLessThanOrEqual(0.05 * Math.hypot(...own(full)) * 1.0001);
      }
    },
    { update: { driftCap: 0.05 } },
  );
});

it('sends what matters most first where a delta would be too large, and the rest with the next', async () => {
  await inWorld(async (world) => {
    await world.post(clicks(80, 1, began + DAY));
    const { published, bundleId } = await update(world, { mostRows: 5 });
    expect(published[0].manifest.rows.users + published[0].manifest.rows.items).toBe(5);
    await world.post(clicks(1, 2, began + DAY));
    const next = await update(world);
    expect(next.published[0].manifest.rows.users).toBeGreaterThan(20);
    const sent = await Promise.all(
      [1, 2].map(async (s) => (await world.store.deltas.open(bundleId, s)).read()),
    );
    const told = new Set(sent.flatMap(({ users }) => users.ids));
    const active = new Set(clicks(80, 1, 0).map(({ user }) => user));
    expect([...active].filter((user) => !told.has(user))).toEqual([]);
  });
});

it('believes no clock that runs ahead, and puts late events where they belong', async () => {
  await inWorld(
    async (world) => {
      const ahead = Date.now() + 400 * DAY;
      await world.post([...clicks(20, 1, began + DAY), { user: 'u1', item: 'i1', time: ahead }]);
      const { published } = await update(world);
      expect(published[0].manifest.watermark).toBe(began + DAY + 19_000);
      await world.post([{ user: 'u1', item: 'i3', time: began - 5 * DAY }]);
      const late = await update(world);
      expect(late.published[0].manifest.watermark).toBe(began + DAY + 19_000);
      const prior = await (await world.store.deltas.open(late.bundleId, 1)).read();
      expect([...prior.prior.values].every(Number.isFinite)).toBe(true);
    },
    { prior: { weight: 0.1, halfLife: '1d' } },
  );
});

it('learns a day of one user alone, whose rows stay near', async () => {
  await inWorld(async (world) => {
    const many = Array.from({ length: 3000 }, (_, e) => ({
      user: 'u0',
      item: `i${(2 * e) % 20}`,
      time: began + e,
    }));
    await world.post(many);
    const { published } = await update(world);
    expect(published[0].learnt.positives).toBe(3000);
    const { values } = idTable(await standing(world), 'user');
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

it('leaves an alias alone that somebody moved meanwhile', async () => {
  await inWorld(async (world) => {
    const { store, tools, post } = world;
    const base = await baseOf({ store }, 'champion');
    await post(clicks(20, 1, began + DAY));
    const notices: string[] = [];
    await incrementalUpdate(
      { ...tools, onProgress: (told) => void (told.kind === 'notice' && notices.push(told.message)) },
      store.events,
      base,
      'shadow',
    );
    expect(notices).toContain('shadow points at nothing by now and is left there');
  });
});

it('learns a log that is far ahead in several deltas, to what one would have come to in order', async () => {
  await inWorld(async (world) => {
    await world.post([
      ...clicks(120, 1, began + DAY),
      ...Array.from({ length: 220 }, (_, e) => ({
        ...{ user: 'u1', item: 'i1', type: 'impression', time: began + 2 * DAY + e },
      })),
      ...clicks(10, 2, began + 3 * DAY),
    ]);
    const { published, deltaSequence } = await update(world, { mostEvents: 100 });
    // Batches are of 50; where no event is a positive more is read, as only a delta says what was consumed.
    expect(published.map(({ manifest: { from, to } }) => [from, to])).toEqual([
      ['0', '100'],
      ['100', '200'],
      ['200', '350'],
    ]);
    expect(published.map(({ learnt }) => learnt.positives)).toEqual([100, 20, 10]);
    expect(await world.store.aliases.get('champion')).toMatchObject({ deltaSequence });
    expect(await update(world)).toMatchObject({ deltaSequence, published: [] });
  });
});
