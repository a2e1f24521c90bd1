import type { RawValue } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import type { ColumnProfile } from './column-profile.ts';

/** The ids of a column once each, and what other columns say of them: a popular item is one item. */
export interface Entities {
  readonly ids: readonly RawValue[];
  /** The first value that each entity has in a column; null where it has none. */
  of(column: ColumnProfile): ColumnProfile;
}

export function entitiesOf(ids: ColumnProfile): Entities {
  if (ids.distinct === ids.values.length) {
    return { ids: ids.values, of: (column) => column };
  }
  const index = new Map<RawValue, number>();
  const rows = ids.values.map((id) => {
    const own = index.get(id) ?? index.size;
    index.set(id, own);
    return own;
  });
  return {
    ids: [...index.keys()],
    of: (column) => {
      const values = new Array<RawValue>(index.size).fill(null);
      column.values.forEach((value, row) => {
        if (isMissing(values[rows[row]]) && !isMissing(value)) {
          values[rows[row]] = value;
        }
      });
      return { ...column, values, filled: values.filter((value) => !isMissing(value)).length };
    },
  };
}
