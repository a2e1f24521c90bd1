/** Flags that do not fit together; its message is one line that names them and the mend. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
