/** Something in the store that cannot be read or written; its message is one line that names the file and the mend. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
