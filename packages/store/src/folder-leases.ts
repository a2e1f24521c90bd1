import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { holdAlone } from '@twotower/durable';
import { StoreError } from './error.ts';
import type { Leases } from './leases.ts';
import { storeErrors } from './store-errors.ts';

/** Leases as locks on files of a folder, for the processes of machines that share it. */
export function folderLeases(folder: string): Leases {
  return {
    take: (name) =>
      storeErrors(async () => {
        if (!/^[\w-]+$/.test(name)) {
          throw new StoreError(`"${name}" cannot name a lease; use letters, digits, - and _`);
        }
        accessSync(folder, constants.W_OK);
        return holdAlone(join(folder, name));
      }),
  };
}
