/** Data that cannot be read or used; its message is one line that names the place and the mend. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
