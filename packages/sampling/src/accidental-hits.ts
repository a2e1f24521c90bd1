/** Which items each user is known to like, by user: `items[offsets[u]]` to `items[offsets[u + 1]]`. */
export interface PositivesByUser {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Finds accidental hits; holds one buffer of the catalogue's size that it reuses from batch to batch. */
export interface AccidentalHits {
  /**
   * Pairs of the score matrix that must not count as negatives: the candidate is a known positive of the row's user,
   * the row's own item among them. The row's own positive, on the diagonal, is never a pair.
   *
   * @param users `[B]` user indices
   * @param candidates `[C]` item indices, the batch's positives first
   * @returns flat pairs `[row, column, row, column, ...]`, ordered by row
   */
  find(users: Int32Array, candidates: Int32Array): Int32Array;
}

/**
 * Walks each row's known positives over a map from item to its columns: the cost is B times the mean number of
 * positives, not B times C.
 *
 * @param items the catalogue's size
 */
export function accidentalHits(positives: PositivesByUser, items: number): AccidentalHits {
  const firstColumn = new Int32Array(items).fill(-1);
  const listed = new Int32Array(items).fill(-1);
  let pairs = new Int32Array(1024);

  return {
    find(users, candidates) {
      const nextColumn = new Int32Array(candidates.length);
      for (let column = candidates.length - 1; column >= 0; column--) {
        nextColumn[column] = firstColumn[candidates[column]];
        firstColumn[candidates[column]] = column;
      }
      let count = 0;
      const mask = (row: number, item: number): void => {
        for (let column = firstColumn[item]; column >= 0; column = nextColumn[column]) {
          if (column !== row) {
            if (count + 2 > pairs.length) {
              const larger = new Int32Array(pairs.length * 2);
              larger.set(pairs);
              pairs = larger;
            }
            pairs[count++] = row;
            pairs[count++] = column;
          }
        }
      };
      listed.fill(-1);
      for (let row = 0; row < users.length; row++) {
        listed[candidates[row]] = row;
        mask(row, candidates[row]);
        for (let p = positives.offsets[users[row]]; p < positives.offsets[users[row] + 1]; p++) {
          const item = positives.items[p];
          if (listed[item] !== row) {
            listed[item] = row;
            mask(row, item);
          }
        }
      }
      for (const item of candidates) {
        firstColumn[item] = -1;
      }
      return pairs.slice(0, count);
    },
  };
}
