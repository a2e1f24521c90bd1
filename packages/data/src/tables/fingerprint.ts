import { statSync } from 'node:fs';
import type { Source } from '@twotower/schema';
import { findFiles } from './find-files.ts';

/** What tells whether a file is the one that was read before. */
export interface FileFingerprint {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * The fingerprints of a source's files, in the order in which they are read; undefined for a database or a function,
 * whose rows may have changed without a trace.
 *
 * @throws DataError where a path stands for no file
 */
export async function fingerprintOf(
  source: Source,
  folder: string,
  key: string,
): Promise<readonly FileFingerprint[] | undefined> {
  if (typeof source !== 'string') {
    return undefined;
  }
  return (await findFiles(source, folder, key)).map((path) => {
    const { size, mtimeMs } = statSync(path);
    return { path, size, mtimeMs };
  });
}
