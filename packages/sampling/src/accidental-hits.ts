import type { PositivesByUser } from './positives-by-user.ts';

/** Finds accidental hits; holds buffers of the catalogue's size that it reuses from batch to batch. */
export interface AccidentalHits {
  /**
   * Pairs of the score matrix that must not count as negatives: the candidate is a known positive of the row's user,
   * the row's own item among them. The row's own positive, on the diagonal, is never a pair.
   *
   * @param users `[B]` user indices
   * @param candidates `[C]` item indices, the batch's positives first
   * @returns flat pairs `[row, column, row, column, ...]`, ordered by row; they hold until the next call
   */
  find(users: Int32Array, candidates: Int32Array): Int32Array;
}

/**
 * Walks each row's known positives over a map from item to its columns: the cost is B times the mean number of
 * positives plus the number of pairs, not B times C.
 *
 * @param items the catalogue's size
 */
export function accidentalHits(positives: PositivesByUser, items: number): AccidentalHits {
  const buffers: Buffers = {
    firstColumn: new Int32Array(items).fill(-1),
    nextColumn: new Int32Array(0),
    among: new Uint8Array(FILTER),
    listed: new Int32Array(items),
    stamp: 0,
    pairs: new Int32Array(1024),
  };
  return {
    find(users, candidates) {
      linkColumns(buffers, candidates);
      const count = collectPairs(buffers, positives, users, candidates);
      for (let column = 0; column < candidates.length; column++) {
        buffers.firstColumn[candidates[column]] = -1;
        buffers.among[candidates[column] & (FILTER - 1)] = 0;
      }
      return buffers.pairs.subarray(0, count);
    },
  };
}

interface Buffers {
  /** `[items]` where an item's linked list of columns begins, -1 where it is no candidate; set for one batch only. */
  readonly firstColumn: Int32Array;
  /** `[FILTER]`: 0 where no candidate has those lowest bits. Most known positives are none, and it stays in the nearest cache. */
  readonly among: Uint8Array;
  /** `[columns]` */
  nextColumn: Int32Array;
  /** `[items]` the stamp of the row that last listed the item, so that no batch has to clear the catalogue. */
  readonly listed: Int32Array;
  stamp: number;
  pairs: Int32Array<ArrayBuffer>;
}

function linkColumns(buffers: Buffers, candidates: Int32Array): void {
  if (buffers.nextColumn.length < candidates.length) {
    buffers.nextColumn = new Int32Array(candidates.length);
  }
  const { firstColumn, nextColumn, among } = buffers;
  for (let column = candidates.length - 1; column >= 0; column--) {
    nextColumn[column] = firstColumn[candidates[column]];
    firstColumn[candidates[column]] = column;
    among[candidates[column] & (FILTER - 1)] = 1;
  }
}

/** Fills `buffers.pairs` and gives how many of its entries are filled. */
function collectPairs(
  buffers: Buffers,
  positives: PositivesByUser,
  users: Int32Array,
  candidates: Int32Array,
): number {
  if (buffers.stamp > LAST_STAMP - users.length) {
    buffers.listed.fill(0);
    buffers.stamp = 0;
  }
  // Locals, not fields: the loop below runs once for every known positive of the batch's users.
  const { starts, ends, items: known } = positives;
  const { firstColumn, nextColumn, among, listed } = buffers;
  let { stamp, pairs } = buffers;
  let count = 0;
  for (let row = 0; row < users.length; row++) {
    stamp++;
    const end = ends[users[row]];
    let item = candidates[row];
    for (let next = starts[users[row]]; ; item = known[next++]) {
      if (among[item & (FILTER - 1)] === 1 && firstColumn[item] >= 0 && listed[item] !== stamp) {
        listed[item] = stamp;
        for (let column = firstColumn[item]; column >= 0; column = nextColumn[column]) {
          if (column !== row) {
            if (count === pairs.length) {
              pairs = doubled(pairs);
            }
            pairs[count] = row;
            pairs[count + 1] = column;
            count += 2;
          }
        }
      }
      // Also true of a user that came after the positives were grouped: both ends are undefined.
      if (!(next < end)) {
        break;
      }
    }
  }
  buffers.stamp = stamp;
  buffers.pairs = pairs;
  return count;
}

const LAST_STAMP = 2 ** 31 - 1;
const FILTER = 1 << 15;

function doubled(pairs: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(pairs.length * 2);
  larger.set(pairs);
  return larger;
}
