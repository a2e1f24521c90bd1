import { expect, it } from 'vitest';
import { began, clicks, DAY, inWorld, type World } from '../../test/update-world.ts';
import { fullUpdate } from './full/full-update.ts';
import { baseOf, incrementalUpdate } from './incremental-update.ts';
import { withPut } from './put-entities.ts';

const time = began + DAY;
const clicksOn = (item: string) => [0, 2, 4].map((user) => ({ user: `u${user}`, item, time }));

async function update({ store, tools }: World) {
  const { bundleId, deltaSequence } = await incrementalUpdate(
    tools,
    store.events,
    await baseOf({ store }, 'champion'),
    'champion',
  );
  return (await store.deltas.open(bundleId, deltaSequence)).read();
}

function put({ store }: World, id: string, genre: string | null): Promise<number> {
  return store.changes.make({ kind: 'put', side: 'item', id, record: { genre } });
}

it('tells servers what is known of new items: by files, or as they were put', async () => {
  await inWorld(async (world) => {
    await world.post([...clicks(30, 1, time), ...clicksOn('n1'), ...clicksOn('other')]);
    await put(world, 'n1', 'g0');
    await put(world, 'other', 'g1');
    await put(world, 'unseen', 'g1');
    const delta = await update(world);
    expect(delta.described).toEqual({ ids: ['n1', 'other'], columns: { genre: ['g0', 'g1'] } });
    expect(delta.vectors.ids).toEqual(expect.arrayContaining(['n1', 'other']));
    // Changed by hand since, and after the learner was loaded again.
    await put(world, 'n1', null);
    await world.post(clicksOn('n1'));
    expect((await update(world)).described?.columns.genre[0]).toBe(null);
  });
});

it('learns by what an item was put with, as a server that encodes it would', async () => {
  const vectorBy = async (genre?: string) => {
    let vector: number[] = [];
    await inWorld(async (world) => {
      await world.post(clicksOn('other').slice(1));
      if (genre !== undefined) await put(world, 'other', genre);
      const { vectors } = await update(world);
      const at = vectors.ids.indexOf('other');
      if (at >= 0) vector = Array.from(vectors.values.subarray(8 * at, 8 * at + 8));
    });
    return vector;
  };
  const [plain, even, odd] = [await vectorBy(), await vectorBy('g0'), await vectorBy('g1')];
  expect(even).not.toEqual(plain);
  expect(even).not.toEqual(odd);
});

it('takes what was put into the next full bundle, which says up to where it did', async () => {
  await inWorld(async (world) => {
    const { store, tools, post } = world;
    await put(world, 'i3', 'g0');
    await put(world, 'unseen', 'g1');
    const version = await store.changes.make({ kind: 'removed', side: 'item', id: 'i4' });
    await post(clicks(60, 1, time));
    const base = await baseOf({ store }, 'champion');
    const made = await fullUpdate({ tools, log: store.events, base, alias: 'champion', leastHeldOut: 2000 });
    expect(made.kind).toBe('accepted');
    const next = await baseOf({ store }, 'champion');
    expect(next.cutOff.changes).toBe(version);
    const genreOf = (id: string) => next.items.columns.genre[next.items.ids.indexOf(id)];
    expect(['i3', 'i5', 'unseen'].map(genreOf)).toEqual(['g0', 'g1', 'g1']);
  });
});

it('puts all columns in the place of those that count, and no others', () => {
  const columns = { a: [1, 2], b: ['x', 'y'] };
  const record = new Map([
    ['q', { b: 'z', c: true }],
    ['new', { a: 3 }],
  ]);
  expect(withPut({ ids: ['p', 'q'], columns }, record, 'add')).toEqual({
    ids: ['p', 'q', 'new'],
    columns: { a: [1, null, 3], b: ['x', 'z', null] },
  });
  expect(withPut({ ids: ['p', 'q'], columns }, record, 'known-alone').ids).toEqual(['p', 'q']);
});
