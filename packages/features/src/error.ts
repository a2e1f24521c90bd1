/** Fitted features or a record that cannot be used; its message names the place and the mend. */
export class FeaturesError extends Error {
  override readonly name = 'FeaturesError';
}

/** Runs, with a place put before the message of a FeaturesError. */
export function naming<Result>(place: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof FeaturesError ? new FeaturesError(`${place}: ${error.message}`) : error;
  }
}
