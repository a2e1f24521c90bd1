import { adoptBundle, type FolderStore } from '@twotower/store';

/**
 * Makes a given bundle's folder the champion of a store that has none, so that a server needs nothing but that folder to begin with.
 *
 * @throws StoreError where it is no bundle, or the store can only be read
 */
export async function addFirstBundle(
  store: Pick<FolderStore, 'folder' | 'aliases' | 'audit'>,
  folder: string,
): Promise<void> {
  if (await store.aliases.get('champion')) return;
  const id = await adoptBundle(store, folder);
  await store.aliases.set('champion', id);
  await store.audit.record({
    by: 'TWOTOWER_FIRST_BUNDLE',
    act: 'promote',
    target: `champion: ${id}, delta 0`,
  });
}
