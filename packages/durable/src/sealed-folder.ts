import { lstatSync, realpathSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DurableError } from './error.ts';
import { listFiles, MANIFEST, MEND, readManifest, type SealedFile, unreadable } from './manifest.ts';
import { sumOfBytes, sumOfFile, sumOfFileNow } from './sum-of-file.ts';

/** A folder whose manifest vouches for every file. */
export interface SealedFolder {
  readonly folder: string;
  readonly facts: unknown;
  readonly files: readonly SealedFile[];
  /** The bytes of a file. @throws DurableError naming it where it is missing, truncated or changed */
  read(path: string): Promise<Buffer>;
  /** Checks the sums of all files below a path (`''`: of all), without holding them, and that there are no others. */
  verify(below: string): Promise<void>;
}

/**
 * Opens a folder that {@link openPartialFolder} sealed; every file is there in its size.
 *
 * @throws DurableError where the manifest is missing or changed, or a file is missing or of another size
 */
export function openSealed(folder: string): SealedFolder {
  const { facts, files } = readManifest(folder);
  for (const entry of files) checkSize(folder, entry, sizeOf(folder, entry.path));
  return {
    folder,
    facts,
    files,
    async read(path) {
      const entry = files.find((file) => file.path === path);
      if (!entry) throw new DurableError(`${join(folder, path)} is not in the manifest; ${MEND}`);
      sizeOf(folder, path);
      const bytes = await readFile(join(folder, path)).catch((cause: unknown) => {
        throw unreadable(join(folder, path), cause);
      });
      checkSize(folder, entry, bytes.length);
      checkSum(folder, entry, await sumOfBytes(bytes));
      return bytes;
    },
    async verify(below) {
      const vouched = files.filter(({ path }) => path.startsWith(below));
      const known = new Set(vouched.map(({ path }) => path)).add(MANIFEST);
      const stranger = listFiles(folder).find((path) => path.startsWith(below) && !known.has(path));
      if (stranger !== undefined) {
        throw new DurableError(`${join(folder, stranger)} is not in the manifest; ${MEND}`);
      }
      for (const entry of vouched) {
        checkSize(folder, entry, sizeOf(folder, entry.path));
        checkSum(folder, entry, await sumOfFile(join(folder, entry.path)));
      }
    },
  };
}

/** Whether a folder is there, was sealed, and every file of then is as it was. */
export function isWhole(folder: string): boolean {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return false;
  try {
    const { files } = openSealed(folder);
    for (const entry of files) checkSum(folder, entry, sumOfFileNow(join(folder, entry.path)));
    return true;
  } catch (error) {
    if (error instanceof DurableError) return false;
    throw error;
  }
}

/** The size of a file that lies in the folder itself, not where a link leads. */
function sizeOf(folder: string, path: string): number {
  const file = join(folder, path);
  try {
    if (realpathSync(file) === join(realpathSync(folder), path)) return statSync(file).size;
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw new DurableError(`${file} is a link, which no sum vouches for; ${MEND}`);
}

function checkSize(folder: string, { path, bytes }: SealedFile, found: number): void {
  if (found !== bytes) {
    throw new DurableError(`${join(folder, path)} has ${found} bytes instead of ${bytes}; ${MEND}`);
  }
}

function checkSum(folder: string, { path, sha256 }: SealedFile, found: string): void {
  if (found !== sha256) {
    throw new DurableError(
      `${join(folder, path)} was changed after it was written (sha256 differs); ${MEND}`,
    );
  }
}
