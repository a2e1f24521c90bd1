import { type FolderStore, StoreError } from '@twotower/store';

/** @throws StoreError where nothing can be written to a store, with the reason */
export function requireWritable({ folder, readOnly }: FolderStore): void {
  if (readOnly !== undefined)
    throw new StoreError(`nothing can be written to the store ${folder}: ${readOnly}`);
}
