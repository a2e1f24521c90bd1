import { ConfigError } from '@twotower/schema';
import type { FolderStore } from '@twotower/store';

/** The bundle a flag names, or the champion. */
export async function chosenBundle(store: FolderStore, id?: string): Promise<string> {
  if (id) {
    return id;
  }
  const champion = await store.aliases.get('champion');
  if (!champion) {
    throw new ConfigError(
      `the store ${store.folder} has no champion; run: twotower train --promote, or name a bundle with --bundle`,
    );
  }
  return champion.bundleId;
}
