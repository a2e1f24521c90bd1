import { knownPositives } from './known-positives.ts';
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
 * A stamp per item of the catalogue for what the row itself masks, and a look-up of the user's positives: starting a row
 * costs neither the catalogue nor its user's positives.
 *
 * @param items the catalogue's size
 */
export function rowMask(positives: PositivesByUser, items: number): RowMask {
  const known = knownPositives(positives);
  const stampOf = new Float64Array(items);
  let stamp = 0;
  let current = 0;
  return {
    begin(user, ownItem) {
      stamp++;
      current = user;
      stampOf[ownItem] = stamp;
    },
    has: (item) => stampOf[item] === stamp || known.has(current, item),
    add(item) {
      stampOf[item] = stamp;
    },
  };
}
