import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealed, writeSealed } from '@twotower/durable';
import { expect, it } from 'vitest';
import { bundleContent } from '../test/bundle-content.ts';
import { withFolder } from '../test/with-folder.ts';
import type { OpenBundle } from './bundle.ts';
import { folderBundles } from './bundle-folder.ts';
import { StoreError } from './error.ts';
import { writeTensors } from './tensor-files.ts';

/** A bundle written again with other facts and after a change to its files; all sums are right. */
async function altered(
  folder: string,
  facts: Record<string, unknown>,
  change: (folder: string) => Promise<void> = async () => {},
): Promise<() => Promise<OpenBundle>> {
  const bundles = folderBundles(folder);
  const { id } = await bundles.write(bundleContent());
  const written = openSealed(join(folder, id));
  const old = { ...(written.facts as Record<string, unknown>), id: 'altered', ...facts };
  await writeSealed(join(folder, 'altered'), old, async (part) => {
    await cp(written.folder, part, { recursive: true });
    await rm(join(part, 'manifest.json'));
    await change(part);
  });
  return () => bundles.open('altered');
}

it('a bundle of format 1 is migrated: accumulators to the learner, histories without times', async () => {
  await withFolder(async (folder) => {
    const accumulators = { 'user-ids': { shape: [2], data: Float32Array.of(0.1, 0.2) } };
    const bundle = await (
      await altered(folder, { formatVersion: 1 }, async (part) => {
        await rm(join(part, 'optimizer'), { recursive: true });
        await writeTensors(join(part, 'optimizer', 'accumulators'), accumulators);
      })
    )();
    expect(await bundle.learner()).toEqual({
      meta: { migratedFrom: 1 },
      tensors: { 'accumulator/user-ids': accumulators['user-ids'] },
    });
    expect((await bundle.tables())['user-ids'].shape).toEqual([2, 2]);
  });
});

it('a bundle of format 1 without its accumulators says so when it is to learn on, and serves', async () => {
  await withFolder(async (folder) => {
    const open = await altered(folder, { formatVersion: 1 }, (part) =>
      rm(join(part, 'optimizer'), { recursive: true }),
    );
    const bundle = await open();
    await expect(bundle.learner()).rejects.toThrow(
      /optimizer\/accumulators\.safetensors is not in the manifest/,
    );
    expect((await bundle.items()).ids).toHaveLength(3);
  });
});

it.each<[Record<string, unknown>, RegExp]>([
  [{ formatVersion: 4 }, /format 4, this twotower knows 3 and older; upgrade twotower/],
  [{ formatVersion: 'x' }, /is not of bundle altered/],
  [{ id: 'other' }, /is not of bundle altered/],
])('a bundle that says %j is refused', async (facts, message) => {
  await withFolder(async (folder) => {
    await expect((await altered(folder, facts))()).rejects.toThrow(message);
  });
});

it.each<[string, Record<string, unknown>, (bundle: OpenBundle) => Promise<unknown>, RegExp]>([
  ['items', { items: 4 }, (bundle) => bundle.items(), /3 items, the manifest says 4/],
  ['users', { users: 1 }, (bundle) => bundle.users(), /2 users, the manifest says 1/],
  ['dim', { dim: 3 }, (bundle) => bundle.itemVectors(), /shape \[3,2\], the manifest says \[3,3\]/],
  ['items of histories', { items: 1 }, (bundle) => bundle.users(), /item 1 in a history/],
])(
  'a manifest whose count of %s is another is refused where that part is read',
  async (_, facts, read, message) => {
    await withFolder(async (folder) => {
      const bundle = await (await altered(folder, facts))();
      await expect(read(bundle)).rejects.toThrow(StoreError);
      await expect(read(bundle)).rejects.toThrow(message);
      expect(await bundle.config()).toEqual(bundleContent().config);
    });
  },
);

it('a part is refused for its own files alone, and read once they are mended', async () => {
  await withFolder(async (folder) => {
    const bundles = folderBundles(folder);
    const bundle = await bundles.open((await bundles.write(bundleContent())).id);
    const file = join(folder, bundle.manifest.id, 'optimizer', 'state.json');
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.replace('3', '4'));
    await expect(bundle.learner()).rejects.toThrow(/state\.json was changed/);
    await expect(bundle.verify()).rejects.toThrow(/state\.json was changed/);
    expect((await bundle.users()).ids).toEqual(['u1', 'u2']);
    await writeFile(file, whole);
    expect((await bundle.learner()).meta).toEqual({ epoch: 3 });
    await writeFile(join(folder, bundle.manifest.id, 'index', 'more'), '');
    await expect(bundle.index()).rejects.toThrow(/index\/more is not in the manifest/);
  });
});
