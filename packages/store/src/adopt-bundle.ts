import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openSealed, writeSealed } from '@twotower/durable';
import { bundleFactsSchema } from './bundle-manifest.ts';
import { StoreError } from './error.ts';
import type { FolderStore } from './store.ts';
import { storeErrors } from './store-errors.ts';

/**
 * Copies a bundle's folder, of another store or alone, into a store; where the store has it already, it stays as it is.
 *
 * @returns the bundle's id
 * @throws StoreError where the folder is no bundle, or what it holds is not what its manifest says
 */
export function adoptBundle({ folder }: Pick<FolderStore, 'folder'>, bundle: string): Promise<string> {
  return storeErrors(async () => {
    const from = resolve(bundle);
    if (!existsSync(join(from, 'manifest.json'))) {
      throw new StoreError(`${from} is no bundle; name a folder out of a store's bundles/`);
    }
    const sealed = openSealed(from);
    const facts = bundleFactsSchema.safeParse(sealed.facts);
    if (!facts.success || !/^[\w-]+$/.test(facts.data.id)) {
      throw new StoreError(`${join(from, 'manifest.json')} is not of a bundle that this twotower knows`);
    }
    const { id } = facts.data;
    const place = join(folder, 'bundles', id);
    if (existsSync(place)) return id;
    await sealed.verify('');
    await writeSealed(place, sealed.facts, async (to) => {
      for (const { path } of sealed.files) {
        await mkdir(dirname(join(to, path)), { recursive: true });
        await copyFile(join(from, path), join(to, path));
      }
    });
    return id;
  });
}
