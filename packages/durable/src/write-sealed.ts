import { DurableError } from './error.ts';
import type { SealedFile } from './manifest.ts';
import { openPartialFolder } from './partial-folder.ts';

/**
 * Lets `fill` write a folder under a temporary name, seals it and gives it its name: after a crash at any moment the
 * folder is there whole or not at all.
 *
 * @param facts what the manifest says besides its files; JSON
 * @throws DurableError where another folder has the name, or the disk refuses
 */
export async function writeSealed(
  target: string,
  facts: unknown,
  fill: (folder: string) => Promise<void>,
): Promise<readonly SealedFile[]> {
  try {
    const partial = openPartialFolder(target);
    try {
      await fill(partial.folder);
      const files = partial.seal(facts);
      if (partial.commit() === 'placed') return files;
    } finally {
      partial.abandon();
    }
  } catch (error) {
    throw isSystemError(error) ? refusal(target, error) : error;
  }
  throw new DurableError(
    `cannot write ${target}: another run writes to the same store; let it end, or give this one a store of its own`,
  );
}

function refusal(target: string, cause: NodeJS.ErrnoException): DurableError {
  switch (cause.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new DurableError(
        `cannot write ${target}: this user may not write there (${cause.code}); give the right or name another folder`,
        { cause },
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new DurableError(`cannot write ${target}: the disk is full; free some space`, { cause });
    default:
      return new DurableError(`cannot write ${target}: ${cause.message}; check the disk`, { cause });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
