import { numberOf } from '@twotower/features';
import type { ColumnProfile } from './column-profile.ts';

/** What the rows of a log that were looked at say of each user, or each item. */
export interface Behaviour {
  /** Rows of each id. */
  readonly rows: ReadonlyMap<string, number>;
  /** Mean rating of the ids with enough of them; empty without ratings. */
  readonly rating: ReadonlyMap<string, number>;
}

/** Of fewer ratings a mean says nothing. */
const fewestRatings = 3;

/** @param ids the log's column of one side's ids */
export function behaviourOf(ids: ColumnProfile, rating: ColumnProfile | undefined): Behaviour {
  const rows = new Map<string, number>();
  const sums = new Map<string, { sum: number; count: number }>();
  ids.values.forEach((id, i) => {
    const key = String(id);
    rows.set(key, (rows.get(key) ?? 0) + 1);
    const value = rating && numberOf(rating.values[i]);
    if (value !== undefined) {
      const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
      sums.set(key, { sum: sum + value, count: count + 1 });
    }
  });
  const means = [...sums].filter(([, { count }]) => count >= fewestRatings);
  return { rows, rating: new Map(means.map(([id, { sum, count }]) => [id, sum / count])) };
}
