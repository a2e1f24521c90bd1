import { type FolderStore, StoreError } from '@twotower/store';
import { requireWritable } from './require-writable.ts';

/**
 * Does what only one may do at a time: two updates of a store would make the same delta.
 *
 * @throws StoreError where another update runs, or the store cannot be written
 */
export async function alone<T>(store: FolderStore, task: () => Promise<T>): Promise<T> {
  requireWritable(store);
  const lease = await store.leases.take('update');
  if (lease === undefined) {
    throw new StoreError(`another update of the store ${store.folder} is running; wait until it has ended`);
  }
  try {
    return await task();
  } finally {
    lease.release();
  }
}
