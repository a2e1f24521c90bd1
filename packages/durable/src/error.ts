/** A folder that cannot be written or believed; its message is one line that names the file and the mend. */
export class DurableError extends Error {
  override readonly name = 'DurableError';
}
