import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface RollbackFlags extends CommonFlags {
  readonly alias: string;
}

/** `rollback`: points an alias at what it pointed at before; one step further back each time. */
export async function rollbackCommand(flags: RollbackFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), async (store) => {
    const { bundleId } = await store.aliases.rollback(flags.alias);
    output.result({ alias: flags.alias, bundleId }, `${flags.alias} is back at ${bundleId}`);
  });
}
