import { type FolderStore, StoreError } from '@twotower/store';

/**
 * Does what only one may do at a time: two updates of a store would make the same delta.
 *
 * @throws StoreError where another update runs, or the store cannot be written
 */
export async function alone<T>(store: FolderStore, task: () => Promise<T>): Promise<T> {
  if (store.readOnly !== undefined)
    throw new StoreError(`nothing can be written to the store ${store.folder}: ${store.readOnly}`);
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
