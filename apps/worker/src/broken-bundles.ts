import type { Store } from '@twotower/store';

/** Why bundles cannot be served, by id: every file of each is read and its sum compared, which the list alone does not do. */
export async function brokenBundles(store: Store, ids: readonly string[]): Promise<Map<string, string>> {
  const broken = new Map<string, string>();
  for (const id of ids) {
    try {
      await store.bundles.read(id);
    } catch (error) {
      broken.set(id, error instanceof Error ? error.message : String(error));
    }
  }
  return broken;
}
