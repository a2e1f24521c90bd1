/** An index that cannot be built, loaded or asked; its message is one line that names the place and the mend. */
export class IndexError extends Error {
  override readonly name = 'IndexError';
}
