import type { RowSet } from '@twotower/index';
import type { ServedItems } from '../items/served-items.ts';
import type { Filter } from './filter.ts';
import { passingRows } from './passing-rows.ts';

/**
 * The rows of the served items that pass a filter, among those that are not served any more too. The set may be one that is
 * remembered: copy it before changing it.
 *
 * @throws ServingError INVALID_REQUEST as {@link passingRows}
 */
export function passingItems(filter: Filter, { catalogue, size, changed }: ServedItems): RowSet {
  const passing = passingRows(filter, catalogue.filters);
  if (changed === undefined) return passing;
  const all = passing.resized(size);
  const among = passingRows(filter, changed.filters);
  changed.rows.forEach((row, place) => {
    if (among.has(place)) all.add(row);
    else all.delete(row);
  });
  return all;
}
