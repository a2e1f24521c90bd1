import { ConfigError } from '@twotower/schema';
import type { AliasTarget, FolderStore } from '@twotower/store';
import { advise } from './advice.ts';
import type { CommonFlags } from './common-flags.ts';

/** The bundle that `--bundle` names, as it was trained, or the champion with its deltas. */
export async function chosenTarget(
  store: FolderStore,
  flags: CommonFlags & { readonly bundle?: string },
): Promise<AliasTarget> {
  if (flags.bundle) {
    return { bundleId: flags.bundle, deltaSequence: 0 };
  }
  const champion = await store.aliases.get('champion');
  if (!champion) {
    throw new ConfigError(
      `the store ${store.folder} has no champion; run: ${advise(['train', '--promote'], flags)}, or name a bundle with --bundle`,
    );
  }
  return champion;
}
