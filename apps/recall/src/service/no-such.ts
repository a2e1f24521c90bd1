import { ApiError } from '@twotower/api';

/** That nothing of a kind has the id in a field. @param lists the path that lists what there is */
export function noSuch(kind: string, field: string, id: string, lists: string): ApiError {
  const message = `${field}: no ${kind} ${JSON.stringify(id.slice(0, 80))}; GET ${lists} lists them`;
  return new ApiError('NOT_FOUND', message, { field });
}
