import type { RawValue } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import type { ColumnProfile } from './column-profile.ts';

/**
 * Whether each id has one value: in at least 99 of 100 rows that have a value it is the first one of their id.
 *
 * @param ids `[rows]`
 * @param values `[rows]`
 */
export function isFunctionOf(ids: readonly RawValue[], values: readonly RawValue[]): boolean {
  const first = new Map<RawValue, string>();
  let [again, changed] = [0, 0];
  for (let i = 0; i < ids.length; i++) {
    const value = values[i];
    if (isMissing(value)) {
      continue;
    }
    const text = Array.isArray(value) ? JSON.stringify(value) : String(value);
    const known = first.get(ids[i]);
    if (known === undefined) {
      first.set(ids[i], text);
    } else {
      again++;
      changed += known === text ? 0 : 1;
    }
  }
  return changed <= 0.01 * again;
}

/** Mean number of rows a value. */
export function repeatsOf(column: ColumnProfile): number {
  return column.filled / Math.max(1, column.distinct);
}
