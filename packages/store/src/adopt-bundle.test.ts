import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleContent } from '../test/bundle-content.ts';
import { withFolder } from '../test/with-folder.ts';
import { adoptBundle } from './adopt-bundle.ts';
import { openStore } from './store.ts';

it('has the same manifest in the other store, and is taken in once', async () => {
  await withFolder(async (folder) => {
    const [from, to] = [await openStore(join(folder, 'from')), await openStore(join(folder, 'to'))];
    const manifest = await from.bundles.write(bundleContent());
    const path = join(from.folder, 'bundles', manifest.id);
    expect(await adoptBundle(to, path)).toBe(manifest.id);
    expect(await adoptBundle(to, path)).toBe(manifest.id);
    const adopted = await to.bundles.open(manifest.id);
    await adopted.verify();
    expect(adopted.manifest).toEqual(manifest);
    await to.aliases.set('champion', manifest.id);
    await Promise.all([from.close(), to.close()]);
  });
});

it('refuses what is no bundle, and one that was changed', async () => {
  await withFolder(async (folder) => {
    const store = await openStore(join(folder, 'store'));
    await expect(adoptBundle(store, folder)).rejects.toThrow('is no bundle');
    const { id, files } = await store.bundles.write(bundleContent());
    const path = join(store.folder, 'bundles', id);
    await writeFile(join(path, files[0].path), new Uint8Array(files[0].bytes));
    const other = await openStore(join(folder, 'other'));
    await expect(adoptBundle(other, path)).rejects.toThrow('was changed after it was written');
    expect(await other.bundles.list()).toEqual([]);
    await mkdir(join(folder, 'odd'));
    await writeFile(join(folder, 'odd', 'manifest.json'), '{}');
    await expect(adoptBundle(other, join(folder, 'odd'))).rejects.toThrow(/manifest\.json/);
    await Promise.all([store.close(), other.close()]);
  });
});
