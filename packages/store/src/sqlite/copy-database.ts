import { existsSync } from 'node:fs';
import Libsql from 'libsql';
import { StoreError } from '../error.ts';
import { busyMilliseconds } from './by-code.ts';

/**
 * Copies a database as it stands at one moment, while others write to it.
 *
 * @param to a file that does not exist
 * @throws StoreError where it is none, or is damaged
 */
export function copyDatabase(from: string, to: string): void {
  if (!existsSync(from)) throw new StoreError(`${from} is missing; name a store`);
  const database = new Libsql(from, { timeout: busyMilliseconds });
  try {
    database.pragma(`busy_timeout = ${busyMilliseconds}`);
    database.prepare('vacuum into ?').run(to);
  } catch (error) {
    throw new StoreError(`${from} cannot be copied: ${(error as Error).message}; check it and the disk`, {
      cause: error,
    });
  } finally {
    database.close();
  }
}
