import { ServingError } from '../error.ts';

/** The error of one request of several, with its place before that of the value. */
export function at(place: string, error: unknown): unknown {
  if (!(error instanceof ServingError) || error.field === undefined) return error;
  return new ServingError(error.code, `${place}.${error.message}`, {
    field: `${place}.${error.field}`,
    cause: error,
  });
}
