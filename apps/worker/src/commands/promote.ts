import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface PromoteFlags extends CommonFlags {
  readonly alias: string;
}

/** `promote`: points an alias at a bundle that is there and whole. */
export async function promoteCommand(bundleId: string, flags: PromoteFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), async (store) => {
    await (await store.bundles.open(bundleId)).verify();
    await store.aliases.set(flags.alias, bundleId);
    output.result({ alias: flags.alias, bundleId }, `${flags.alias} now points at ${bundleId}`);
  });
}
