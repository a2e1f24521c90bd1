import { resolve } from 'node:path';
import { backupStore } from '@twotower/store';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { readSettings } from '../settings.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface BackupFlags extends CommonFlags {
  readonly out: string;
}

/** `backup`: the store as one file, while servers and updates go on. */
export async function backupCommand(flags: BackupFlags, output: Console): Promise<void> {
  const file = resolve(flags.out);
  await withStore(await findStoreFolder(flags), async (store) => {
    if (readSettings().events !== undefined) {
      output.say(
        'warning: the event log of TWOTOWER_EVENTS lies in a database of its own; back that up too, after this',
      );
    }
    const { bytes, files } = await backupStore(store, file);
    output.result({ file, bytes, files }, `${file}: ${files} files, ${bytes.toLocaleString('en-US')} bytes`);
  });
}
