import { ServingError } from '../error.ts';
import type { ServedBundle } from '../state/served-bundle.ts';

/** That there is no item of an id. */
export function noItem(itemId: string, { id }: Pick<ServedBundle, 'id'>): ServingError {
  const message = `itemId: no item ${JSON.stringify(itemId.slice(0, 80))} in bundle ${id}`;
  return new ServingError('NOT_FOUND', message, { field: 'itemId' });
}
