/** Fitted features or a record that cannot be used; its message names the place and the mend. */
export class FeaturesError extends Error {
  override readonly name = 'FeaturesError';
}
