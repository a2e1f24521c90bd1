import { DurableError } from '@twotower/durable';
import { StoreError } from './error.ts';

/**
 * Runs a task of the store's folders. What it says of a folder that cannot be believed, and what the system says of one
 * that it does not let this user have, is said as a StoreError.
 */
export async function storeErrors<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof DurableError) throw new StoreError(error.message, { cause: error });
    throw permissionError(error) ?? error;
  }
}

/** In words, where the system refused a path for want of a right; else undefined. */
export function permissionError(cause: unknown): StoreError | undefined {
  if (!(cause instanceof Error && 'code' in cause && 'path' in cause)) return undefined;
  if (!['EACCES', 'EPERM', 'EROFS'].includes(String(cause.code))) return undefined;
  return new StoreError(
    `${cause.path}: this user may not read or write it (${cause.code}); give the right or name another store`,
    { cause },
  );
}
