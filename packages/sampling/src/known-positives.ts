import type { PositivesByUser } from './positives-by-user.ts';

/** Says whether an item is among a user's known positives. */
export interface KnownPositives {
  /** False for users that came after the positives were grouped. */
  has(user: number, item: number): boolean;
}

/**
 * By a search in the user's items, which are sorted when the user is first asked for: a question costs the logarithm of
 * the user's positives, so that one user with a large share of a log costs no more than its rows. Memory: once more the
 * positives, from the first question on.
 */
export function knownPositives({ starts, ends, items }: PositivesByUser): KnownPositives {
  let sorted: Int32Array | undefined;
  const isSorted = new Uint8Array(starts.length);
  return {
    has(user, item) {
      sorted ??= items.slice();
      let low = starts[user] ?? 0;
      const end = ends[user] ?? 0;
      if (isSorted[user] === 0) {
        sorted.subarray(low, end).sort();
        isSorted[user] = 1;
      }
      let high = end;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sorted[middle] < item) low = middle + 1;
        else high = middle;
      }
      return low < end && sorted[low] === item;
    },
  };
}
