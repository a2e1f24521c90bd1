import { FirstRows } from './first-rows.ts';
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
 * columns or, where they are more than the columns, looks each column's item up among them. Further rows of the user copy what
 * the first one found. The cost is that of the columns at most for each different user of a batch, plus the number of pairs: a
 * line in a user's positives, not B times C.
 *
 * @param items the catalogue's size
 */
export function accidentalHits(positives: PositivesByUser, items: number): AccidentalHits {
  const search: Search = {
    positives,
    known: knownPositives(positives),
    firstColumn: new Int32Array(items).fill(-1),
    nextColumn: new Int32Array(0),
    among: new Uint8Array(FILTER),
    listed: new Int32Array(items),
    stamp: 0,
    firstRows: new FirstRows(),
    rows: foundByRow(0),
    pairs: new Int32Array(1024),
  };
  return {
    find(users, candidates) {
      linkColumns(search, candidates);
      const count = collectPairs(search, users, candidates);
      for (let column = 0; column < candidates.length; column++) {
        search.firstColumn[candidates[column]] = -1;
        search.among[candidates[column] & (FILTER - 1)] = 0;
      }
      return search.pairs.subarray(0, count);
    },
  };
}

interface Search {
  readonly positives: PositivesByUser;
  readonly known: KnownPositives;
  /** `[items]` where an item's linked list of columns begins, -1 where it is no candidate; set for one batch only. */
  readonly firstColumn: Int32Array;
  /** `[FILTER]`: 0 where no candidate has those lowest bits. Most known positives are none, and it stays in the nearest cache. */
  readonly among: Uint8Array;
  /** `[columns]` */
  nextColumn: Int32Array;
  /** `[items]` the stamp of the row that last listed the item, so that no batch has to clear the catalogue. */
  readonly listed: Int32Array;
  stamp: number;
  readonly firstRows: FirstRows;
  rows: FoundByRow;
  pairs: Int32Array<ArrayBuffer>;
}

/** Where each row's pairs stand: those of the columns that hold its own item, then those of its user's other known positives. */
interface FoundByRow {
  /** `[rows + 1]` */
  readonly starts: Int32Array;
  /** `[rows]` */
  readonly others: Int32Array;
  /** `[rows]` 1 where the row's own item is among its user's known positives. */
  readonly ownIsKnown: Uint8Array;
}

function foundByRow(rows: number): FoundByRow {
  return {
    starts: new Int32Array(rows + 1),
    others: new Int32Array(rows),
    ownIsKnown: new Uint8Array(rows),
  };
}

function linkColumns(search: Search, candidates: Int32Array): void {
  if (search.nextColumn.length < candidates.length) {
    search.nextColumn = new Int32Array(candidates.length);
  }
  const { firstColumn, nextColumn, among } = search;
  for (let column = candidates.length - 1; column >= 0; column--) {
    nextColumn[column] = firstColumn[candidates[column]];
    firstColumn[candidates[column]] = column;
    among[candidates[column] & (FILTER - 1)] = 1;
  }
}

/** Fills `search.pairs` and gives how many of its entries are filled. */
function collectPairs(search: Search, users: Int32Array, candidates: Int32Array): number {
  if (search.stamp > LAST_STAMP - users.length) {
    search.listed.fill(0);
    search.stamp = 0;
  }
  if (search.rows.others.length < users.length) {
    search.rows = foundByRow(users.length);
  }
  // Locals, not fields: the innermost loop runs once for every known positive of the batch's users.
  const { firstColumn, nextColumn, among, listed, firstRows } = search;
  const { starts, ends, items } = search.positives;
  const { starts: rowStarts, others, ownIsKnown } = search.rows;
  const firstRow = firstRows.of(users);
  let { stamp } = search;
  let count = 0;
  for (let row = 0; row < users.length; row++) {
    stamp++;
    const user = users[row];
    const ownItem = candidates[row];
    // A row has each column once at most.
    const pairs = withRoom(search, count, 2 * candidates.length);
    rowStarts[row] = count;
    listed[ownItem] = stamp;
    for (let column = firstColumn[ownItem]; column >= 0; column = nextColumn[column]) {
      if (column !== row) {
        pairs[count] = row;
        pairs[count + 1] = column;
        count += 2;
      }
    }
    others[row] = count;
    ownIsKnown[row] = 0;
    if (firstRow[row] !== row) {
      count = copyRow(search, firstRow[row], row, candidates, count);
      continue;
    }
    const end = ends[user];
    let next = starts[user];
    if (end - next > candidates.length) {
      count = askForEach(search, user, row, candidates, count);
      continue;
    }
    // Neither is true of a user that came after the positives were grouped: both ends are undefined.
    for (; next < end; next++) {
      const item = items[next];
      if (among[item & (FILTER - 1)] === 1 && firstColumn[item] >= 0) {
        if (item === ownItem) {
          ownIsKnown[row] = 1;
        } else if (listed[item] !== stamp) {
          listed[item] = stamp;
          for (let column = firstColumn[item]; column >= 0; column = nextColumn[column]) {
            pairs[count] = row;
            pairs[count + 1] = column;
            count += 2;
          }
        }
      }
    }
  }
  rowStarts[users.length] = count;
  search.stamp = stamp;
  return count;
}

/** The other known positives of a user with an earlier row; gives how many entries are filled then. */
function copyRow(
  { pairs, rows }: Search,
  earlier: number,
  row: number,
  candidates: Int32Array,
  filled: number,
): number {
  const ownItem = candidates[row];
  const isKnown = rows.ownIsKnown[earlier] === 1;
  const start = isKnown ? rows.starts[earlier] : rows.others[earlier];
  let count = filled;
  for (let at = start; at < rows.starts[earlier + 1]; at += 2) {
    const column = pairs[at + 1];
    if (candidates[column] !== ownItem) {
      pairs[count++] = row;
      pairs[count++] = column;
    }
  }
  if (isKnown && candidates[earlier] !== ownItem) {
    pairs[count++] = row;
    pairs[count++] = earlier;
  }
  return count;
}

/** The same of a user with more known positives than there are columns. */
function askForEach(
  { pairs, rows, known }: Search,
  user: number,
  row: number,
  candidates: Int32Array,
  filled: number,
): number {
  const ownItem = candidates[row];
  rows.ownIsKnown[row] = known.has(user, ownItem) ? 1 : 0;
  let count = filled;
  for (let column = 0; column < candidates.length; column++) {
    if (candidates[column] !== ownItem && known.has(user, candidates[column])) {
      pairs[count++] = row;
      pairs[count++] = column;
    }
  }
  return count;
}

const LAST_STAMP = 2 ** 31 - 1;
const FILTER = 1 << 15;

/** The pairs, with room for so many entries more behind those that are filled. */
function withRoom(search: Search, filled: number, more: number): Int32Array {
  if (filled + more > search.pairs.length) {
    const larger = new Int32Array(Math.max(filled + more, 2 * search.pairs.length));
    larger.set(search.pairs);
    search.pairs = larger;
  }
  return search.pairs;
}
