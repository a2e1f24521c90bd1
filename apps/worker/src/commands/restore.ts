import { resolve } from 'node:path';
import { restoreStore } from '@twotower/store';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { findStoreFolder } from '../workplace.ts';

/** `restore`: makes a store of a backup, where none is yet. */
export async function restoreCommand(backup: string, flags: CommonFlags, output: Console): Promise<void> {
  const folder = await findStoreFolder(flags);
  const { bytes, files } = await restoreStore(resolve(backup), folder);
  output.result(
    { store: folder, bytes, files },
    `${folder} is a store again: ${files} files, ${bytes.toLocaleString('en-US')} bytes`,
  );
}
