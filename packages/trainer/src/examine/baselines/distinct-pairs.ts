import { userBlocks } from '@twotower/features';
import type { PositiveSource } from '../../prepare/positives.ts';

/** Row r owns `columns[offsets[r]]` to `columns[offsets[r + 1]]`. */
export interface SparseRows {
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
}

/**
 * Each user's distinct items: 4 bytes each, and 4 a user.
 *
 * @param most of a user with more, so many of those met last
 */
export function distinctItems(positives: PositiveSource, most = Number.POSITIVE_INFINITY): SparseRows {
  const users = positives.offsets.length - 1;
  const offsets = new Int32Array(users + 1);
  const items = new Int32Array(positives.length);
  let length = 0;
  for (const { first, end, events } of userBlocks(positives)) {
    const start = positives.offsets[first];
    for (let u = first; u < end; u++) {
      const run = events.item.subarray(positives.offsets[u] - start, positives.offsets[u + 1] - start);
      for (const item of lastDistinct(run, most)) {
        items[length++] = item;
      }
      offsets[u + 1] = length;
    }
  }
  return { offsets, columns: items.subarray(0, length) };
}

function lastDistinct(run: Int32Array, most: number): Set<number> {
  const all = new Set(run);
  if (all.size <= most) {
    return all;
  }
  const last = new Set<number>();
  for (let e = run.length - 1; last.size < most; e--) {
    last.add(run[e]);
  }
  return last;
}

/** The same pairs by column, the rows of each ascending: as much memory again. */
export function transposed({ offsets, columns }: SparseRows, count: number): SparseRows {
  const starts = new Int32Array(count + 1);
  for (const column of columns) {
    starts[column + 1]++;
  }
  for (let c = 0; c < count; c++) {
    starts[c + 1] += starts[c];
  }
  const next = starts.slice(0, count);
  const rows = new Int32Array(columns.length);
  for (let r = 0; r + 1 < offsets.length; r++) {
    for (let p = offsets[r]; p < offsets[r + 1]; p++) {
      rows[next[columns[p]]++] = r;
    }
  }
  return { offsets: starts, columns: rows };
}
