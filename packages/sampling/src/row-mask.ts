import type { PositivesByUser } from './positives-by-user.ts';

/** Says which items may not be drawn as a private negative of the current row. */
export interface RowMask {
  /** Starts a row: its user's known positives and its own item are masked, what the row before masked is not. */
  begin(user: number, ownItem: number): void;
  has(item: number): boolean;
  /** Masks one item more until the next `begin`, so that nothing is drawn twice. */
  add(item: number): void;
}

/**
 * A stamp per item of the catalogue: starting a row costs its user's positives, not the catalogue.
 *
 * @param items the catalogue's size
 */
export function rowMask(positives: PositivesByUser, items: number): RowMask {
  const { starts, ends, items: known } = positives;
  const stampOf = new Float64Array(items);
  let stamp = 0;
  return {
    begin(user, ownItem) {
      stamp++;
      stampOf[ownItem] = stamp;
      for (let p = starts[user]; p < ends[user]; p++) {
        stampOf[known[p]] = stamp;
      }
    },
    has: (item) => stampOf[item] === stamp,
    add(item) {
      stampOf[item] = stamp;
    },
  };
}
