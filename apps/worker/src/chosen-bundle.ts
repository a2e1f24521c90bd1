import { ConfigError } from '@twotower/schema';
import type { FolderStore } from '@twotower/store';
import { advise } from './advice.ts';
import type { CommonFlags } from './common-flags.ts';

/** The bundle that `--bundle` names, or the champion. */
export async function chosenBundle(
  store: FolderStore,
  flags: CommonFlags & { readonly bundle?: string },
): Promise<string> {
  if (flags.bundle) {
    return flags.bundle;
  }
  const champion = await store.aliases.get('champion');
  if (!champion) {
    throw new ConfigError(
      `the store ${store.folder} has no champion; run: ${advise(['train', '--promote'], flags)}, or name a bundle with --bundle`,
    );
  }
  return champion.bundleId;
}
