import { expect, it } from 'vitest';
import { began, clicks, DAY, engine, inWorld, type World } from '../../../test/update-world.ts';
import { baseOf, incrementalUpdate } from '../incremental-update.ts';
import { foretell } from './foretell.ts';

async function foretold({ store, tools: { config, read } }: World) {
  const base = await baseOf({ store }, 'champion');
  return foretell({ engine, config, store, read }, store.events, base);
}

it('tells how well what has come was foretold, and changes nothing', async () => {
  await inWorld(async (world) => {
    const { store, post, tools } = world;
    expect(await foretold(world)).toBeUndefined();
    await post(clicks(300, 1, began + DAY));
    const first = await foretold(world);
    // 20 items: users like half of them, so a model of groups has at least half of what it is asked for within 5.
    expect(first).toMatchObject({ k: 5, positives: 300, newUsers: 0, newItems: 0 });
    expect(first?.users).toBeGreaterThan(30);
    expect(first?.recall).toBeGreaterThan((first?.prior ?? 1) * 1.3);
    expect(first?.deviation).toBeGreaterThan(0);
    expect(first?.shifts).toMatchObject([{ feature: 'item.genre', missing: { before: 0, now: 0 } }]);
    expect(await foretold(world)).toEqual(first);
    expect(await store.deltas.list((await baseOf({ store }, 'champion')).id)).toEqual([]);

    await incrementalUpdate(tools, store.events, await baseOf({ store }, 'champion'), 'champion');
    expect(await foretold(world)).toBeUndefined();
    // Only what came behind the delta is asked about.
    await post([{ user: 'stranger', item: 'n7', time: began + 2 * DAY }, ...clicks(3, 2, began + 2 * DAY)]);
    expect(await foretold(world)).toMatchObject({ positives: 4, newUsers: 0.25, newItems: 0.25, shifts: [] });
  });
});

it('is undefined where only what is no positive has come', async () => {
  await inWorld(async (world) => {
    await world.post(clicks(20, 1, began + DAY).map((event) => ({ ...event, type: 'impression' })));
    expect(await foretold(world)).toBeUndefined();
  });
});
