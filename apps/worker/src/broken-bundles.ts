import type { FolderStore } from '@twotower/store';

/** Why bundles cannot be served, by id: every file of each is read and its sum compared, which the list alone does not do. */
export async function brokenBundles(
  store: FolderStore,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const broken = new Map<string, string>();
  for (const id of ids) {
    try {
      await (await store.bundles.open(id)).verify();
    } catch (error) {
      broken.set(id, error instanceof Error ? error.message : String(error));
    }
  }
  return broken;
}
