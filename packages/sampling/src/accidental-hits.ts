import { type KnownPositives, knownPositives } from './known-positives.ts';
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
 * Looks a user up once a batch, however many rows it has: walks the user's known positives over a map from item to its
 * columns or, where they are more than the columns, looks each column's item up among them. The cost is that of the
 * columns at most for each different user of a batch, plus the number of pairs: a line in a user's positives, not B times C.
 *
 * @param items the catalogue's size
 */
export function accidentalHits(positives: PositivesByUser, items: number): AccidentalHits {
  const known = knownPositives(positives);
  const buffers: Buffers = {
    firstColumn: new Int32Array(items).fill(-1),
    nextColumn: new Int32Array(0),
    among: new Uint8Array(FILTER),
    listed: new Int32Array(items),
    stamp: 0,
    firstRow: new Int32Array(positives.starts.length).fill(NONE),
    rowStarts: new Int32Array(0),
    rowEnds: new Int32Array(0),
    columns: new Int32Array(1024),
    pairs: new Int32Array(1024),
  };
  return {
    find(users, candidates) {
      linkColumns(buffers, candidates);
      const count = collectPairs(buffers, positives, known, users, candidates);
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
  /** `[items]` the stamp of the user that last listed the item, so that no batch has to clear the catalogue. */
  readonly listed: Int32Array;
  stamp: number;
  /** `[users]` the first row of the batch that is the user's, {@link NONE} where there is none; set for one batch only. */
  readonly firstRow: Int32Array;
  /** `[rows]` from where in `columns` the columns lie that hold known positives of the row's user, and up to where. */
  rowStarts: Int32Array<ArrayBuffer>;
  rowEnds: Int32Array<ArrayBuffer>;
  /** The columns of the batch's users, one user's after another's. */
  columns: Int32Array<ArrayBuffer>;
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
  known: KnownPositives,
  users: Int32Array,
  candidates: Int32Array,
): number {
  if (buffers.stamp > LAST_STAMP - users.length) {
    buffers.listed.fill(0);
    buffers.stamp = 0;
  }
  const { firstRow } = buffers;
  buffers.rowStarts = withRoom(buffers.rowStarts, users.length);
  buffers.rowEnds = withRoom(buffers.rowEnds, users.length);
  const { rowStarts, rowEnds } = buffers;
  let filled = 0;
  let count = 0;
  for (let row = 0; row < users.length; row++) {
    const user = users[row];
    const first = firstRow[user] ?? NONE;
    if (first === NONE) {
      firstRow[user] = row;
      rowStarts[row] = filled;
      filled = listColumns(buffers, positives, known, user, candidates, filled);
      rowEnds[row] = filled;
    } else {
      rowStarts[row] = rowStarts[first];
      rowEnds[row] = rowEnds[first];
    }
    buffers.pairs = withRoom(buffers.pairs, count + 2 * (rowEnds[row] - rowStarts[row]));
    const { columns, firstColumn, nextColumn } = buffers;
    let { pairs } = buffers;
    let rowIsKnown = false;
    for (let at = rowStarts[row]; at < rowEnds[row]; at++) {
      if (columns[at] === row) {
        rowIsKnown = true;
      } else {
        pairs[count] = row;
        pairs[count + 1] = columns[at];
        count += 2;
      }
    }
    if (!rowIsKnown) {
      for (let column = firstColumn[candidates[row]]; column >= 0; column = nextColumn[column]) {
        if (column !== row) {
          pairs = withRoom(pairs, count + 2);
          pairs[count] = row;
          pairs[count + 1] = column;
          count += 2;
        }
      }
    }
    buffers.pairs = pairs;
  }
  for (let row = 0; row < users.length; row++) {
    firstRow[users[row]] = NONE;
  }
  return count;
}

/** Writes the user's columns from `start` on; gives where they end. */
function listColumns(
  buffers: Buffers,
  { starts, ends, items }: PositivesByUser,
  known: KnownPositives,
  user: number,
  candidates: Int32Array,
  start: number,
): number {
  // A user that came after the positives were grouped has none.
  const from = starts[user] ?? 0;
  const to = ends[user] ?? 0;
  // All columns at most, as each is listed once.
  buffers.columns = withRoom(buffers.columns, start + candidates.length);
  const { firstColumn, nextColumn, among, listed, columns } = buffers;
  let end = start;
  if (to - from > candidates.length) {
    for (let column = 0; column < candidates.length; column++) {
      if (known.has(user, candidates[column])) {
        columns[end++] = column;
      }
    }
    return end;
  }
  const stamp = ++buffers.stamp;
  for (let next = from; next < to; next++) {
    const item = items[next];
    if (among[item & (FILTER - 1)] === 1 && firstColumn[item] >= 0 && listed[item] !== stamp) {
      listed[item] = stamp;
      for (let column = firstColumn[item]; column >= 0; column = nextColumn[column]) {
        columns[end++] = column;
      }
    }
  }
  return end;
}

/** In place of a row. */
const NONE = -1;
const LAST_STAMP = 2 ** 31 - 1;
const FILTER = 1 << 15;

/** The same numbers with room for at least `length`. */
function withRoom(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= numbers.length) {
    return numbers;
  }
  const larger = new Int32Array(Math.max(length, 2 * numbers.length));
  larger.set(numbers);
  return larger;
}
