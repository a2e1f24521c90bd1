/** What this package throws: a model, batch or engine that cannot be used, with the place and the mend in one line. */
export class CoreError extends Error {
  override readonly name = 'CoreError';
}
