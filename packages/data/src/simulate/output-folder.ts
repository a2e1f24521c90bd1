import { readdirSync, rmdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { openPartialFolder } from '@twotower/durable';
import { DataError } from '../error.ts';

/**
 * Lets `write` fill a temporary folder beside `out`, then renames it to `out`: a reader sees all files or none, even
 * after a kill.
 *
 * @throws DataError where `out` exists and is not an empty folder
 */
export async function writeFolder<T>(out: string, write: (folder: string) => Promise<T>): Promise<T> {
  const target = resolve(out);
  requireAbsent(out, target);
  const partial = openPartialFolder(target);
  try {
    const result = await write(partial.folder);
    if (requireAbsent(out, target) === 'empty') {
      rmdirSync(target);
    }
    if (partial.commit() === 'taken') {
      requireAbsent(out, target);
    }
    return result;
  } catch (error) {
    partial.abandon();
    throw error;
  }
}

function requireAbsent(out: string, target: string): 'absent' | 'empty' {
  try {
    if (readdirSync(target).length > 0) {
      throw new DataError(`--out ${out} is a folder that is not empty; name a new one or remove it first`);
    }
    return 'empty';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR') {
      throw new DataError(`--out ${out} is a file, not a folder; name a new folder`);
    }
    if (code !== 'ENOENT') {
      throw error;
    }
    return 'absent';
  }
}
