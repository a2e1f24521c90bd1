import { appendFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleContent } from '../../test/bundle-content.ts';
import { withFolder } from '../../test/with-folder.ts';
import { positionSchema } from '../events/log-position.ts';
import { openStore, type Store } from '../store.ts';
import type { DeltaContent, DeltaRows } from './delta.ts';
import { requireNext } from './require-next.ts';

const at = (offset: number) => positionSchema.parse(String(offset));
const none: DeltaRows = { ids: [], width: 2, values: new Float32Array(0) };

function delta(base: string, previous: number, more: Partial<DeltaContent> = {}): DeltaContent {
  return {
    base,
    previous,
    from: at(10 * previous),
    to: at(10 * previous + 10),
    users: { ids: ['ann', 'é'], width: 2, values: Float32Array.of(1, 2, 3, 4) },
    items: none,
    vectors: { ids: ['1'], width: 2, values: Float32Array.of(0.6, 0.8) },
    prior: { ids: ['1', 'new'], width: 1, values: Float32Array.of(-3, -7.5) },
    removed: { users: [], items: ['2'] },
    ...more,
  };
}

async function withBundle(
  task: (store: Store, id: string, folder: string) => Promise<void>,
  cutOff?: number,
): Promise<void> {
  await withFolder(async (folder) => {
    const store = await openStore(folder);
    const learnt = cutOff === undefined ? {} : { cutOff: { position: at(cutOff), files: [] } };
    const { id } = await store.bundles.write({ ...bundleContent(), ...learnt });
    await task(store, id, folder);
    await store.close();
  });
}

it('reads back what was written, and lists deltas in sequence with what they cover', async () => {
  await withBundle(async (store, id) => {
    const described = { ids: ['1'], columns: { title: ['One'], tags: [['a', 'b']], year: [null] } };
    const first = delta(id, 0, { watermark: 1_700_000_000_000, described });
    await store.deltas.write(first);
    await store.deltas.write(delta(id, 1));
    const opened = await store.deltas.open(id, 1);
    expect(await opened.read()).toEqual(first);
    expect(opened.manifest.rows).toEqual({ users: 2, items: 0, vectors: 1, prior: 2, removed: 1 });
    expect(
      (await store.deltas.list(id)).map(({ manifest }) => [manifest?.sequence, manifest?.from, manifest?.to]),
    ).toEqual([
      [1, '0', '10'],
      [2, '10', '20'],
    ]);
  });
});

it('refuses a gap, a second one in the same place, an unknown bundle and a break in the log', async () => {
  await withBundle(async ({ deltas }, id) => {
    await expect(deltas.write(delta(id, 1))).rejects.toThrow(
      /has its deltas up to 0, and this one follows 1/,
    );
    await deltas.write(delta(id, 0));
    await expect(deltas.write(delta(id, 0))).rejects.toThrow(/up to 1, and this one follows 0/);
    await expect(deltas.write(delta('other', 0))).rejects.toThrow(/there is no bundle other/);
    await expect(deltas.write(delta(id, 1, { from: at(11) }))).rejects.toThrow(
      /delta 2 .* begins at 11 of the event log, not at 10/,
    );
    await expect(deltas.write(delta(id, 1, { items: { ...none, ids: ['x'] } }))).rejects.toThrow(
      /items hold 0 numbers, not 1 rows of 2/,
    );
    expect(await deltas.list(id)).toHaveLength(1);
  });
});

it('lets the first delta of a bundle begin at its cut-off alone', async () => {
  await withBundle(async ({ deltas }, id) => {
    await expect(deltas.write(delta(id, 0))).rejects.toThrow(/begins at 0 of the event log, not at 5/);
    await deltas.write(delta(id, 0, { from: at(5) }));
  }, 5);
});

it('takes one of two that are written at once', async () => {
  await withBundle(async ({ deltas }, id, folder) => {
    const other = await openStore(folder);
    const written = await Promise.allSettled([deltas.write(delta(id, 0)), other.deltas.write(delta(id, 0))]);
    expect(written.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await (await deltas.open(id, 1)).read();
    await other.close();
  });
});

it('lets an alias point at a delta that is there with all before it', async () => {
  await withBundle(async ({ aliases, deltas }, id, folder) => {
    for (const previous of [0, 1, 2]) await deltas.write(delta(id, previous));
    expect((await aliases.set('champion', id, 3)).deltaSequence).toBe(3);
    await expect(aliases.set('champion', id, 4)).rejects.toThrow(/has no delta 4/);
    await rm(join(folder, 'deltas', id, '00000002'), { recursive: true });
    await expect(aliases.set('champion', id, 3)).rejects.toThrow(/has no delta 3/);
    await aliases.set('champion', id, 1);
  });
});

it('says which delta is not whole, and reads no changed file', async () => {
  await withBundle(async ({ deltas }, id, folder) => {
    for (const previous of [0, 1]) await deltas.write(delta(id, previous));
    await appendFile(join(folder, 'deltas', id, '00000002', 'ids.json'), ' ');
    const [first, second] = await deltas.list(id);
    expect(first.broken).toBeUndefined();
    expect(second.broken).toMatch(/00000002\/ids\.json has \d+ bytes instead of/);
    await expect(deltas.open(id, 2)).rejects.toThrow(/ids\.json/);
    await expect(deltas.open(id, 3)).rejects.toThrow(/has no delta 3/);
    await deltas.removeAll(id);
    expect(await deltas.list(id)).toEqual([]);
    expect(await readdir(join(folder, 'deltas'))).toEqual([]);
  });
});

it('tells whether a delta is the next one', () => {
  const applied = { bundleId: 'b', sequence: 2 };
  requireNext(applied, { base: 'b', previous: 2, sequence: 3 });
  expect(() => requireNext(applied, { base: 'a', previous: 2, sequence: 3 })).toThrow(
    /is of bundle a, not of b/,
  );
  expect(() => requireNext(applied, { base: 'b', previous: 1, sequence: 2 })).toThrow(/is applied already/);
  expect(() => requireNext(applied, { base: 'b', previous: 3, sequence: 4 })).toThrow(/apply those between/);
});
